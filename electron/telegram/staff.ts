/** What staff ask in Telegram: numbers, never documents; and what owners may have done, by dry run and one-time token. */
import type { ErasePreview } from '../../shared/erasure.ts';
import type { RatingSummary, TelegramSettings } from '../../shared/telegram.ts';
import { BOT_TEXTS, type BotLanguage } from '../../shared/texts/bot-texts.ts';
import type { BotTexts } from '../../shared/texts/bot-ru.ts';
import type { Button, Effect, Event } from './dialogue/state.ts';

export type Role = 'owner' | 'staff';

/** What the desk counts for them. */
export type Numbers = {
  readonly registrationsToday: number;
  /** Documents sent ahead that wait for their guests. */
  readonly arrivals: number;
  readonly unread: number;
  readonly deliveries: readonly { readonly name: string; readonly waiting: number; readonly parked: number }[];
  readonly botName: string;
  /** Of the last thirty days, where guests are asked at all. */
  readonly ratings: RatingSummary | null;
};

export type StaffEvent =
  | { readonly kind: 'ask'; readonly what: Asked }
  /** `number`: what was typed behind the command. */
  | { readonly kind: 'erase'; readonly number: string }
  | { readonly kind: 'press'; readonly pressId: string; readonly messageId: number | null; readonly token: string; readonly yes: boolean };

const ASKED = ['today', 'arrivals', 'parked', 'ratings', 'bot', 'resend'] as const;
type Asked = (typeof ASKED)[number] | 'help';

/** Null for what any resident may say; those who work here are helped otherwise. */
export function staffEventOf(event: Event, role: Role | null): StaffEvent | null {
  if (event.kind === 'command') {
    if (event.name === 'help' && role !== null) return { kind: 'ask', what: 'help' };
    if (event.name === 'erase') return { kind: 'erase', number: event.rest ?? '' };
    const what = ASKED.find((name) => name === event.name);
    return what === undefined ? null : { kind: 'ask', what };
  }
  if (event.kind !== 'press') return null;
  const parts = /^a:([0-9a-f-]{36}):(yes|no)$/.exec(event.data);
  if (parts === null) return null;
  return { kind: 'press', pressId: event.pressId, messageId: event.messageId, token: parts[1] ?? '', yes: parts[2] === 'yes' };
}

/** Owners may do everything, staff may ask for numbers, nobody else may do either. */
export function roleOf({ owners, staff }: TelegramSettings, telegramId: number): Role | null {
  if (owners.includes(telegramId)) return 'owner';
  return staff.includes(telegramId) ? 'staff' : null;
}

export const mayDo = (role: Role | null, event: StaffEvent): boolean =>
  role === 'owner' || (role === 'staff' && event.kind === 'ask' && event.what !== 'resend');

/** The answer to a question for numbers, or the dry run of an action. `offer` makes its token. */
export function answerStaff(
  { what, role }: { what: Asked; role: Role | null }, numbers: Numbers, language: BotLanguage, offer: () => string,
): Effect {
  const { staff, help } = BOT_TEXTS[language];
  const say = (text: string): Effect => ({ kind: 'say', text });
  switch (what) {
    case 'today': return say(staff.today(numbers.registrationsToday, numbers.unread));
    case 'arrivals': return say(staff.arrivals(numbers.arrivals));
    case 'parked': {
      const lines = numbers.deliveries.map(({ name, waiting, parked }) => staff.delivery(name, waiting, parked));
      return say(lines.length === 0 ? staff.nothingOpen : lines.join('\n'));
    }
    case 'ratings': return say(ratingWords(staff, numbers.ratings));
    case 'help': return say([help, staff.help, ...(role === 'owner' ? [staff.ownerHelp] : [])].join('\n'));
    case 'bot': return say(staff.bot(numbers.botName));
    case 'resend': {
      const parked = numbers.deliveries.reduce((sum, one) => sum + one.parked, 0);
      if (parked === 0) return say(staff.nothingParked);
      return { kind: 'say', text: staff.resendAsk(parked), buttons: actionButtons(staff, offer(), staff.yes) };
    }
    default: return what satisfies never;
  }
}

export const actionButtons = (staff: BotTexts['staff'], token: string, yes: string): readonly (readonly Button[])[] =>
  [[{ text: yes, data: `a:${token}:yes` }, { text: staff.no, data: `a:${token}:no` }]];

function ratingWords(staff: BotTexts['staff'], ratings: RatingSummary | null): string {
  if (ratings === null) return staff.ratingsOff;
  return ratings.count === 0 ? staff.ratingsNone : staff.ratings(ratings.average, ratings.byStars);
}

/** What erasing would take, in numbers: nobody's name, number or day of birth. */
export function erasePreview(staff: BotTexts['staff'], preview: ErasePreview): string {
  const { registrations, pictures, shared, conversations, undelivered, copies } = preview;
  return [
    staff.eraseAsk(registrations.length, pictures, conversations),
    ...(shared > 0 ? [staff.eraseShared(shared)] : []),
    ...(undelivered > 0 ? [staff.eraseUndelivered(undelivered)] : []),
    ...copies.map(({ name, found }) => (found === null ? staff.eraseUnseen(name) : staff.eraseCopies(name, found))),
    staff.eraseForGood,
  ].join('\n');
}

/** What staff ask in Telegram: numbers, never documents; and what owners may have done, by dry run and one-time token. */
import type { TelegramSettings } from '../../shared/telegram.ts';
import { BOT_TEXTS, type BotLanguage } from '../../shared/texts/bot-texts.ts';
import type { Effect, Event } from './dialogue/state.ts';

export type Role = 'owner' | 'staff';

/** What the desk counts for them. */
export type Numbers = {
  readonly registrationsToday: number;
  /** Documents sent ahead that wait for their guests. */
  readonly arrivals: number;
  readonly unread: number;
  readonly deliveries: readonly { readonly name: string; readonly waiting: number; readonly parked: number }[];
  readonly botName: string;
};

export type StaffEvent =
  | { readonly kind: 'ask'; readonly what: 'today' | 'arrivals' | 'parked' | 'bot' | 'resend' }
  | { readonly kind: 'press'; readonly pressId: string; readonly messageId: number | null; readonly token: string; readonly yes: boolean };

const ASKED = ['today', 'arrivals', 'parked', 'bot', 'resend'] as const;

/** Null for what any resident may say. */
export function staffEventOf(event: Event): StaffEvent | null {
  if (event.kind === 'command') {
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
  what: Extract<StaffEvent, { kind: 'ask' }>['what'], numbers: Numbers, language: BotLanguage, offer: () => string,
): Effect {
  const { staff } = BOT_TEXTS[language];
  const say = (text: string): Effect => ({ kind: 'say', text });
  switch (what) {
    case 'today': return say(staff.today(numbers.registrationsToday, numbers.unread));
    case 'arrivals': return say(staff.arrivals(numbers.arrivals));
    case 'parked': {
      const lines = numbers.deliveries.map(({ name, waiting, parked }) => staff.delivery(name, waiting, parked));
      return say(lines.length === 0 ? staff.nothingOpen : lines.join('\n'));
    }
    case 'bot': return say(staff.bot(numbers.botName));
    case 'resend': {
      const parked = numbers.deliveries.reduce((sum, one) => sum + one.parked, 0);
      if (parked === 0) return say(staff.nothingParked);
      const token = offer();
      return {
        kind: 'say', text: staff.resendAsk(parked),
        buttons: [[{ text: staff.yes, data: `a:${token}:yes` }, { text: staff.no, data: `a:${token}:no` }]],
      };
    }
    default: return what satisfies never;
  }
}

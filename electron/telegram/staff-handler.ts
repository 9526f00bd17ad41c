import { countSentAhead } from '../capture/ahead-rows.ts';
import { typedRegistrationNumber } from '../../shared/registration.ts';
import type { TelegramSettings } from '../../shared/telegram.ts';
import { BOT_TEXTS } from '../../shared/texts/bot-texts.ts';
import type { OpenStorage } from '../db/storage.ts';
import { startOfDay } from '../local-day.ts';
import { countDeliveries } from '../outbox/outbox.ts';
import { writeAudit } from '../records/audit.ts';
import { countSince, registrationsNumbered } from '../records/registration-rows.ts';
import { claimAction, declineAction, finishAction, offerResend, runningResends, wantErasing } from './action-rows.ts';
import { findChat, type Chat } from './chat-rows.ts';
import { createDenials } from './denials.ts';
import type { Dialogue, Effect, Event, Step } from './dialogue/state.ts';
import { countUnread } from './message-rows.ts';
import { enqueueOutgoing } from './outgoing-rows.ts';
import { sumRatings } from './rating-rows.ts';
import { answerStaff, mayDo, roleOf, staffEventOf, type Numbers, type StaffEvent } from './staff.ts';

export type StaffParts = {
  readonly settings: () => TelegramSettings; readonly now: () => number;
  readonly botName: () => string;
  /** What people call a destination. */
  readonly destinationName: (id: string) => string;
  /** Lets what is parked be tried again; doing it twice harms nobody. */
  readonly resendParked: () => void;
};

/** Staff's part of the bot. `step` belongs into the transaction of the update, `runClaimed` after it. */
export function createStaffHandler({ settings, now, botName, destinationName, resendParked }: StaffParts) {
  const isToBeNoted = createDenials(now);

  function numbers(open: OpenStorage): Numbers {
    return {
      registrationsToday: countSince(open.database, startOfDay(now())), arrivals: countSentAhead(open.database),
      unread: countUnread(open), botName: botName(), ratings: settings().ratings ? sumRatings(open, now()) : null,
      deliveries: countDeliveries(open.database).map((one) => ({ ...one, name: destinationName(one.name) })),
    };
  }

  /** Nothing is said, or once that there is no access; the audit log hears of it, not more than once a minute. */
  function deny(open: OpenStorage, chat: Chat, event: StaffEvent): Step {
    const kind = event.kind === 'ask' ? event.what : event.kind;
    if (isToBeNoted(chat.id, kind)) {
      writeAudit(open, { at: now(), action: 'bot.denied', subject: chat.id, actor: 'program', detail: kind });
    }
    const { dialogue } = chat;
    if (!settings().tellStrangers || dialogue.toldNoAccess === true) return { dialogue, effects: [] };
    const told: Dialogue = { ...dialogue, toldNoAccess: true };
    return { dialogue: told, effects: [{ kind: 'say', text: BOT_TEXTS[dialogue.language].staff.noAccess }] };
  }

  function press(open: OpenStorage, chat: Chat, event: Extract<StaffEvent, { kind: 'press' }>): Effect[] {
    const { staff } = BOT_TEXTS[chat.dialogue.language];
    const flash = (text: string): Effect => ({ kind: 'flash', pressId: event.pressId, text });
    const unbutton: Effect[] = event.messageId === null ? [] : [{ kind: 'unbutton', messageId: event.messageId }];
    const action = { token: event.token, chatId: chat.id };
    if (!event.yes) {
      declineAction(open, action);
      return [flash(staff.declined), ...unbutton];
    }
    const claim = claimAction(open, action, now());
    return claim === 'claimed' ? [flash(''), ...unbutton] : [flash(staff.claims[claim])];
  }

  /** The dry run asks every destination, so it is only begun here; see erasing.ts. */
  function wantErased(open: OpenStorage, chat: Chat, typed: string): Effect {
    const { staff } = BOT_TEXTS[chat.dialogue.language];
    const number = typedRegistrationNumber(typed);
    if (number === null) return { kind: 'say', text: staff.eraseHow };
    const [found, another] = registrationsNumbered(open.database, number);
    if (found === undefined) return { kind: 'say', text: staff.eraseUnknown };
    if (another !== undefined) return { kind: 'say', text: staff.eraseHow };
    wantErasing(open, chat.id, found, now());
    return { kind: 'say', text: staff.eraseLooking };
  }

  return {
    /** Null for what any resident may say. */
    eventOf: (chat: Chat, event: Event): StaffEvent | null => staffEventOf(event, roleOf(settings(), chat.person.chatId)),
    step(open: OpenStorage, chat: Chat, event: StaffEvent): Step {
      const role = roleOf(settings(), chat.person.chatId);
      if (!mayDo(role, event)) return deny(open, chat, event);
      const { dialogue } = chat;
      if (event.kind === 'press') return { dialogue, effects: press(open, chat, event) };
      if (event.kind === 'erase') return { dialogue, effects: [wantErased(open, chat, event.number)] };
      const offer = (): string => offerResend(open, chat.id, now());
      const answer = answerStaff({ what: event.what, role }, numbers(open), dialogue.language, offer);
      return { dialogue, effects: [answer] };
    },
    /** Carries out what was claimed, also before the desk died, and says so. */
    runClaimed(open: OpenStorage): void {
      for (const { token, chatId } of runningResends(open)) {
        resendParked();
        open.database.transaction(() => {
          const chat = findChat(open, chatId);
          if (!finishAction(open, token) || chat === undefined) return;
          writeAudit(open, { at: now(), action: 'bot.resent', subject: chatId, actor: 'program' });
          enqueueOutgoing(open, {
            key: `action/${token}`, chatId, at: now(),
            outgoing: { kind: 'words', text: BOT_TEXTS[chat.dialogue.language].staff.resent, buttons: [] },
          });
        });
      }
    },
  };
}

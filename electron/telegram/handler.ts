import { randomUUID } from 'node:crypto';
import type { TelegramSettings } from '../../shared/telegram.ts';
import { keptOfChat } from '../capture/ahead-rows.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { isoDayOf } from '../local-day.ts';
import type { Log } from '../log.ts';
import { carryOut, type CarriedOut } from './carry-out.ts';
import { chatOfSender, findChat, setBlocked, type Chat } from './chat-rows.ts';
import { step } from './dialogue/dialogue.ts';
import type { Event, Surroundings } from './dialogue/state.ts';
import { countComing } from './file-rows.ts';
import { readUpdate } from './incoming.ts';
import type { createStaffHandler } from './staff-handler.ts';
import { countMessages } from './message-rows.ts';
import { hasUnsure } from './outgoing-rows.ts';
import { countAttempt, countInterrupted, settleUpdate, takeUpdate } from './update-rows.ts';

/** Lets events into dialogues, each once, each with all its effects in one transaction. */
export type Handler = {
  /** Handles what was written down, oldest first, until nothing is left. */
  handleStored(): void;
  /** Something the desk did for a resident ended. Inside a transaction; `cause` must be its own. Tell `tell` afterwards. */
  apply(open: OpenStorage, chatId: string, makeEvent: (chat: Chat) => Event, cause: string): CarriedOut;
  tell(chatId: string, done: CarriedOut): void;
};

export type HandlerParts = {
  readonly storage: Storage; readonly settings: () => TelegramSettings; readonly log: Log; readonly now: () => number;
  /** Something of this conversation changed. */
  readonly talked: (chatId: string) => void;
  readonly staff: ReturnType<typeof createStaffHandler>;
  /** A capture came into the desk's queue. */
  readonly handed: (captureId: string) => void;
};

export function createHandler({ storage, settings, log, now, staff, talked, handed }: HandlerParts): Handler {
  let begun = false;

  function surroundings(open: OpenStorage, { id: chatId, person }: Chat): Surroundings {
    const { documents, house } = settings();
    const at = now();
    return {
      now: at, today: isoDayOf(at), documents, house, newId: randomUUID, telegramId: person.chatId,
      mayBeLost: hasUnsure(open, chatId),
      kept: () => {
        const { pictures, registered } = keptOfChat(open.database, chatId);
        return { pictures: pictures + countComing(open, chatId), messages: countMessages(open, chatId), registered };
      },
    };
  }

  function applyTo(open: OpenStorage, chat: Chat, event: Event, cause: string): CarriedOut {
    return carryOut(open, chat, step(chat.dialogue, event, surroundings(open, chat)), cause, now());
  }

  function tell(chatId: string, done: CarriedOut): void {
    if (done.talked) talked(chatId);
    for (const captureId of done.handed) handed(captureId);
  }

  /** False when there is nothing to handle. */
  function handleOne(open: OpenStorage): boolean {
    const update = takeUpdate(open);
    if (update === undefined) return false;
    const { seq, updateId, body } = update;
    try {
      const told = open.database.transaction(() => {
        const incoming = readUpdate(body);
        settleUpdate(open, seq, 'done');
        if (incoming.kind === 'nothing') return null;
        const chat = chatOfSender(open, incoming.sender);
        if (incoming.kind === 'blocked') {
          setBlocked(open, chat.id, incoming.blocked);
          return { chatId: chat.id, done: { talked: true, handed: [] } };
        }
        if (chat.blocked) setBlocked(open, chat.id, false);
        const cause = `update/${updateId}`;
        const forStaff = staff.eventOf(chat, incoming.event);
        const done = forStaff === null
          ? applyTo(open, chat, incoming.event, cause)
          : carryOut(open, chat, staff.step(open, chat, forStaff), cause, now());
        return { chatId: chat.id, done };
      });
      if (told !== null) tell(told.chatId, told.done);
      staff.runClaimed(open);
    } catch (error) {
      if (storage.state().kind !== 'ready') throw error;
      log.error('bot.updateFailed', { error }); // it is taken up again, and left after the third time
      countAttempt(open, seq);
    }
    return true;
  }

  return {
    handleStored() {
      const open = storage.opened();
      if (!begun) {
        countInterrupted(open);
        staff.runClaimed(open);
      }
      begun = true;
      while (handleOne(open));
    },
    apply(open, chatId, makeEvent, cause) {
      const chat = findChat(open, chatId);
      return chat === undefined ? { talked: false, handed: [] } : applyTo(open, chat, makeEvent(chat), cause);
    },
    tell,
  };
}

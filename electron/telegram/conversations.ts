import { DeskError } from '../../shared/errors.ts';
import type { Conversation, ConversationEntry, RatingSummary, TelegramSettings } from '../../shared/telegram.ts';
import { BOT_TEXTS } from '../../shared/texts/bot-texts.ts';
import type { Storage } from '../db/storage.ts';
import { findChat } from './chat-rows.ts';
import * as messages from './message-rows.ts';
import { enqueueOutgoing, repeatUnsure } from './outgoing-rows.ts';
import { sumRatings } from './rating-rows.ts';

/** What the desk and residents say to each other. Every call rejects with the storage's code while storage is closed. */
export type Conversations = {
  /** Newest first. */
  list(): Promise<Conversation[]>;
  /** Oldest first. `conversation.missing`. */
  entries(conversationId: string): Promise<ConversationEntry[]>;
  markRead(conversationId: string): Promise<void>;
  /** `answerId` is made by the page: sent again, it is one answer. `conversation.missing`. */
  answer(input: { conversationId: string; answerId: string; text: string }): Promise<void>;
  /** An answer of which nobody knows whether it arrived, once more. */
  repeat(input: { conversationId: string; answerId: string }): Promise<void>;
  /** OGG with Opus, as Telegram records it. `conversation.missing` while it is not fetched. */
  voice(entryId: string): Promise<Uint8Array>;
  /** What residents thought of their stay. */
  ratings(): Promise<RatingSummary>;
  unread(): number;
};

/** `changed`: something of this conversation changed; `due`: there is something to be sent. */
export function createConversations(parts: {
  storage: Storage; settings: () => TelegramSettings; now: () => number; changed: (conversationId: string) => void; due: () => void;
}): Conversations {
  const { storage, settings, now, changed, due } = parts;

  function existing(conversationId: string) {
    const open = storage.opened();
    const chat = findChat(open, conversationId);
    if (chat === undefined) throw new DeskError('conversation.missing');
    return { open, chat };
  }

  return {
    async list() {
      return messages.listConversations(storage.opened());
    },
    async entries(conversationId) {
      return messages.listEntries(existing(conversationId).open, conversationId);
    },
    async markRead(conversationId) {
      messages.markRead(existing(conversationId).open, conversationId);
      changed(conversationId);
    },
    async answer({ conversationId, answerId, text }) {
      const { open, chat } = existing(conversationId);
      const by = settings().signature;
      open.database.transaction(() => {
        const at = now();
        if (!messages.insertMessage(open, { id: answerId, chatId: conversationId, at, body: { kind: 'answer', text, by } })) return;
        enqueueOutgoing(open, {
          key: `answer/${answerId}`, chatId: conversationId, at, messageId: answerId,
          outgoing: { kind: 'words', text: BOT_TEXTS[chat.dialogue.language].fromDesk(by, text), buttons: [] },
        });
      });
      due();
      changed(conversationId);
    },
    async repeat({ conversationId, answerId }) {
      const { open } = existing(conversationId);
      repeatUnsure(open, conversationId, now(), answerId);
      due();
      changed(conversationId);
    },
    async voice(entryId) {
      const bytes = messages.findVoice(storage.opened(), entryId);
      if (bytes === null) throw new DeskError('conversation.missing', 'the voice message is not there');
      return bytes;
    },
    async ratings() {
      return sumRatings(storage.opened(), now());
    },
    unread: () => (storage.state().kind === 'ready' ? messages.countUnread(storage.opened()) : 0),
  };
}

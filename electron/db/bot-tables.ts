import type { Generated } from 'kysely';

/** The bot's tables as typed SQL sees them; times are UTC milliseconds, BLOBs are sealed unless said otherwise. */
export type BotTables = {
  bot_update: BotUpdateTable;
  bot_chat: BotChatTable;
  bot_message: BotMessageTable;
  bot_voice: BotVoiceTable;
  bot_outgoing: BotOutgoingTable;
  bot_file: BotFileTable;
  bot_capture: BotCaptureTable;
  bot_action: BotActionTable;
  bot_rating: BotRatingTable;
};

export type BotUpdateTable = {
  /** Order of arrival: Telegram's own ids may begin anew. */
  seq: Generated<number>;
  update_id: number;
  received_at: number;
  state: 'new' | 'done' | 'failed';
  /** How often handling was begun; an update that fells it is not tried for ever. */
  attempts: number;
  /** As Telegram sent it, until it is handled. */
  body: Uint8Array | null;
};

export type BotChatTable = {
  id: string;
  /** Not sealed: blind token of Telegram's number of the chat. */
  token: Uint8Array;
  person: Uint8Array;
  dialogue: Uint8Array;
  consent_at: number | null;
  consent_version: string | null;
  unread: number;
  /** Of the last thing said; null while there is no conversation. */
  last_at: number | null;
  blocked: 0 | 1;
};

export type BotMessageTable = {
  seq: Generated<number>;
  id: string;
  chat_id: string;
  at: number;
  kind: 'question' | 'voice' | 'document' | 'answer';
  body: Uint8Array;
};

export type BotVoiceTable = { message_id: string; bytes: Uint8Array };

export type BotOutgoingTable = {
  id: Generated<number>;
  /** What it answers, so that nothing is answered twice. */
  key: string;
  chat_id: string;
  /** The answer of the conversation it carries. */
  message_id: string | null;
  kind: 'words' | 'reminder' | 'flash' | 'unbutton';
  /** `unsure`: a request broke off after it may have been carried out. */
  state: 'due' | 'sending' | 'sent' | 'unsure' | 'refused' | 'dropped';
  body: Uint8Array | null;
  attempts: number;
  next_try_at: number;
  settled_at: number | null;
  code: string | null;
};

export type BotFileTable = {
  /** Becomes the id of the capture or of the voice message. */
  id: string;
  chat_id: string;
  kind: 'picture' | 'voice';
  /** `reading`: a capture whose reading is waited for; `discarding`: on its way out. */
  state: 'due' | 'reading' | 'discarding';
  body: Uint8Array;
  attempts: number;
  next_try_at: number;
};

export type BotCaptureTable = {
  capture_id: string;
  chat_id: string;
  /** 1 until the resident has confirmed it or left it to the desk: it is not in the queue. */
  held: 0 | 1;
  /** What the resident corrected, until the desk has confirmed. */
  corrections: Uint8Array | null;
};

export type BotActionTable = {
  token: string;
  chat_id: string;
  kind: 'resend' | 'erase';
  /** Of an erasing that is not done yet: one of the guest's, and what stands for all that was found. */
  registration_id: string | null;
  mark: string | null;
  /** UTC milliseconds; of one that is still looked into, when it was asked for. */
  offered_at: number;
  state: 'looking' | 'offered' | 'running' | 'done' | 'declined';
};

export type BotRatingTable = { id: Generated<number>; at: number; stars: number };

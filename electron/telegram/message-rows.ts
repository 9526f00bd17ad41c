import type { Conversation, ConversationEntry, SendState } from '../../shared/telegram.ts';
import { sql } from '../db/database.ts';
import { seal, sealJson, unseal, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';
import { findChat, forgetName } from './chat-rows.ts';
import { statesOfAnswers } from './outgoing-rows.ts';

/** What a message holds; sealed. */
export type MessageBody =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'voice'; readonly seconds: number }
  | { readonly kind: 'document'; readonly captureId: string }
  | { readonly kind: 'answer'; readonly text: string; readonly by: string };

/** So much of a conversation the window shows. */
const SHOWN_ENTRIES = 300;
const SHOWN_CHATS = 200;
/** Edits concern what was said lately. */
const COMPARED_ENTRIES = 50;

const place = (id: string): Place => ({ table: 'bot_message', column: 'body', row: id });
const voicePlace = (id: string): Place => ({ table: 'bot_voice', column: 'bytes', row: id });

/** False when there is one with this id already. Call it in a transaction. */
export function insertMessage(open: OpenStorage, one: { id: string; chatId: string; at: number; body: MessageBody }): boolean {
  const { database, keys } = open;
  const { id, chatId, at, body } = one;
  const inserted = database.run(sql.insertInto('bot_message').orIgnore().values({
    id, chat_id: chatId, at, kind: body.kind, body: sealJson(keys.fields, body, place(id)),
  })) === 1;
  if (!inserted) return false;
  const unread = body.kind === 'answer' ? 0 : 1;
  database.run(sql.updateTable('bot_chat').where('id', '=', chatId)
    .set((set) => ({ last_at: at, unread: set('unread', '+', unread) })));
  return true;
}

export function insertVoice(open: OpenStorage, id: string, bytes: Uint8Array): void {
  open.database.run(sql.insertInto('bot_voice').orIgnore().values({
    message_id: id, bytes: seal(open.keys.fields, bytes, voicePlace(id)),
  }));
}

/** Null while it is not fetched, or there is no such message. */
export function findVoice(open: OpenStorage, id: string): Uint8Array | null {
  const row = open.database.first(sql.selectFrom('bot_voice').select('bytes').where('message_id', '=', id));
  return row === undefined ? null : new Uint8Array(unseal(open.keys.fields, row.bytes, voicePlace(id)));
}

/** The newest conversations first. */
export function listConversations(open: OpenStorage): Conversation[] {
  const rows = open.database.all(
    sql.selectFrom('bot_chat').select(['id', 'unread', 'last_at']).where('last_at', 'is not', null)
      .orderBy('last_at', 'desc').limit(SHOWN_CHATS),
  );
  return rows.flatMap((row) => {
    const chat = findChat(open, row.id);
    const last = lastMessage(open, row.id);
    if (chat === undefined || last === undefined) return [];
    return [{
      id: row.id, name: chat.person.name || chat.person.username, language: chat.dialogue.language,
      lastAt: row.last_at ?? 0, lastWords: 'text' in last ? last.text.slice(0, 120) : '', lastKind: last.kind,
      unread: row.unread, blocked: chat.blocked,
    }];
  });
}

function lastMessage(open: OpenStorage, chatId: string): MessageBody | undefined {
  const row = open.database.first(
    sql.selectFrom('bot_message').select(['id', 'body']).where('chat_id', '=', chatId).orderBy('seq', 'desc').limit(1),
  );
  return row && unsealJson<MessageBody>(open.keys.fields, row.body, place(row.id));
}

/** Whether these words stand in the conversation already: Telegram tells of edits that changed none. */
export function isSaid(open: OpenStorage, chatId: string, text: string): boolean {
  const rows = open.database.all(
    sql.selectFrom('bot_message').select(['id', 'body']).where('chat_id', '=', chatId).where('kind', '=', 'question')
      .orderBy('seq', 'desc').limit(COMPARED_ENTRIES),
  );
  return rows.some(({ id, body: sealed }) => {
    const body = unsealJson<MessageBody>(open.keys.fields, sealed, place(id));
    return body.kind === 'question' && body.text.replace(/^✎ /, '') === text;
  });
}

/** Oldest first, the last ones of a long conversation. */
export function listEntries(open: OpenStorage, chatId: string): ConversationEntry[] {
  const { database, keys } = open;
  const rows = database.all(
    sql.selectFrom('bot_message').leftJoin('bot_voice', 'bot_voice.message_id', 'bot_message.id')
      .leftJoin('bot_file', 'bot_file.id', 'bot_message.id')
      .select(['bot_message.id', 'at', 'bot_message.body', 'bot_voice.message_id as voice', 'bot_file.id as coming'])
      .where('bot_message.chat_id', '=', chatId).orderBy('seq', 'desc').limit(SHOWN_ENTRIES),
  );
  const states = statesOfAnswers(open, chatId);
  return rows.toReversed().map(({ id, at, body: sealed, voice, coming }): ConversationEntry => {
    const body = unsealJson<MessageBody>(keys.fields, sealed, place(id));
    switch (body.kind) {
      case 'voice': return { ...body, id, at, sound: voice !== null ? 'kept' : coming === null ? 'gone' : 'coming' };
      case 'answer': return { ...body, id, at, state: shownState(states.get(id)) };
      default: return { ...body, id, at };
    }
  });
}

function shownState(state: string | undefined): SendState {
  if (state === 'unsure' || state === 'refused') return state;
  return state === 'due' || state === 'sending' ? 'due' : 'sent';
}

export function markRead({ database }: OpenStorage, chatId: string): void {
  database.run(sql.updateTable('bot_chat').where('id', '=', chatId).set({ unread: 0 }));
}

/** How many things residents said that nobody has looked at. */
export function countUnread({ database }: OpenStorage): number {
  const row = database.first(sql.selectFrom('bot_chat').select((select) => select.fn.sum<number>('unread').as('count')));
  return Number(row?.count ?? 0);
}

/** What a resident would have erased: words and voice messages, not the desk's answers. */
export function countMessages({ database }: OpenStorage, chatId: string): number {
  const row = database.first(
    sql.selectFrom('bot_message').where('chat_id', '=', chatId).where('kind', 'in', ['question', 'voice'])
      .select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

/** The whole conversation with its voices; voices go by their foreign key. */
export function eraseMessages({ database }: OpenStorage, chatId: string): void {
  database.run(sql.deleteFrom('bot_message').where('chat_id', '=', chatId));
  database.run(sql.updateTable('bot_chat').where('id', '=', chatId).set({ unread: 0, last_at: null }));
}

/** Conversations older than the property keeps what it knows of guests, with the names of who held them. */
export function eraseMessagesBefore(open: OpenStorage, before: number): void {
  const { database } = open;
  for (const { id } of database.all(sql.selectFrom('bot_chat').select('id').where('last_at', '<', before))) {
    const chat = findChat(open, id);
    if (chat !== undefined) forgetName(open, chat);
  }
  database.run(sql.deleteFrom('bot_message').where('at', '<', before));
  database.run(sql.updateTable('bot_chat').where('last_at', '<', before).set({ unread: 0, last_at: null }));
}

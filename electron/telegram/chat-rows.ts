import { randomUUID } from 'node:crypto';
import { botLanguageOf } from '../../shared/texts/bot-texts.ts';
import { exactToken } from '../db/blind-index.ts';
import { sql } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';
import { begunAnew, newDialogue, type Dialogue } from './dialogue/state.ts';
import type { Sender } from './incoming.ts';

/** Who somebody is at Telegram. */
export type ChatPerson = { readonly chatId: number; readonly name: string; readonly username: string };

/** One resident's chat; `id` is ours, so that nothing of Telegram's stands in the clear. */
export type Chat = {
  readonly id: string; readonly person: ChatPerson; readonly dialogue: Dialogue; readonly blocked: boolean;
};

const personPlace = (id: string): Place => ({ table: 'bot_chat', column: 'person', row: id });
const dialoguePlace = (id: string): Place => ({ table: 'bot_chat', column: 'dialogue', row: id });
const tokenOf = ({ keys }: OpenStorage, chatId: number): Buffer => exactToken(keys.blindIndex, 'chat', [String(chatId)]);

const COLUMNS = ['id', 'person', 'dialogue', 'blocked'] as const;
type Row = { id: string; person: Uint8Array; dialogue: Uint8Array; blocked: number };

const chatOf = ({ keys }: OpenStorage, row: Row): Chat => ({
  id: row.id, person: unsealJson<ChatPerson>(keys.fields, row.person, personPlace(row.id)),
  dialogue: unsealJson<Dialogue>(keys.fields, row.dialogue, dialoguePlace(row.id)), blocked: row.blocked === 1,
});

/** The chat of whoever writes; made at the first word. Call it in a transaction. */
export function chatOfSender(open: OpenStorage, { chatId, name, username, languageTag }: Sender): Chat {
  const person: ChatPerson = { chatId, name, username };
  const row = open.database.first(sql.selectFrom('bot_chat').select(COLUMNS).where('token', '=', tokenOf(open, chatId)));
  if (row === undefined) return insertChat(open, person, newDialogue(botLanguageOf(languageTag)));
  const known = chatOf(open, row);
  if (known.person.name === name && known.person.username === username) return known;
  open.database.run(sql.updateTable('bot_chat').where('id', '=', row.id)
    .set({ person: sealJson(open.keys.fields, person, personPlace(row.id)) }));
  return { ...known, person };
}

function insertChat(open: OpenStorage, person: ChatPerson, dialogue: Dialogue): Chat {
  const id = randomUUID();
  open.database.run(sql.insertInto('bot_chat').values({
    id, token: tokenOf(open, person.chatId), person: sealJson(open.keys.fields, person, personPlace(id)),
    dialogue: sealJson(open.keys.fields, dialogue, dialoguePlace(id)), consent_at: null, consent_version: null, unread: 0,
    last_at: null, blocked: 0,
  }));
  return { id, person, dialogue, blocked: false };
}

/** Undefined when there is none. */
export function findChat(open: OpenStorage, id: string): Chat | undefined {
  const row = open.database.first(sql.selectFrom('bot_chat').select(COLUMNS).where('id', '=', id));
  return row && chatOf(open, row);
}

/** Consent stands in columns of its own too: whoever has to prove it needs no key of ours to count. */
export function saveDialogue(open: OpenStorage, chatId: string, dialogue: Dialogue): void {
  open.database.run(sql.updateTable('bot_chat').where('id', '=', chatId).set({
    dialogue: sealJson(open.keys.fields, dialogue, dialoguePlace(chatId)),
    consent_at: dialogue.consent?.at ?? null, consent_version: dialogue.consent?.version ?? null,
  }));
}

export function setBlocked(open: OpenStorage, chatId: string, blocked: boolean): void {
  open.database.run(sql.updateTable('bot_chat').where('id', '=', chatId).set({ blocked: blocked ? 1 : 0 }));
}

/** A guest was erased whose pictures came from this chat; files still under way were given up with it. */
export function forgetGuest(open: OpenStorage, chatId: string, captureIds: readonly string[]): void {
  const chat = findChat(open, chatId);
  if (chat === undefined) return;
  const others = chat.dialogue.documents.filter(({ id, state }) => state !== 'coming' && !captureIds.includes(id));
  forgetName(open, chat);
  saveDialogue(open, chatId, begunAnew(chat.dialogue, others));
}

/** Forgets the name; the number stays, or nothing more could be said to them. */
export function forgetName(open: OpenStorage, { id, person }: Chat): void {
  const nameless: ChatPerson = { chatId: person.chatId, name: '', username: '' };
  open.database.run(sql.updateTable('bot_chat').where('id', '=', id)
    .set({ person: sealJson(open.keys.fields, nameless, personPlace(id)) }));
}

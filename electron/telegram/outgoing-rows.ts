import { sql } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';
import type { Button } from './dialogue/state.ts';

/** What is to be sent. `reminder`: that something may not have arrived. */
export type Outgoing =
  | { readonly kind: 'words'; readonly text: string; readonly buttons: readonly (readonly Button[])[] }
  | { readonly kind: 'reminder'; readonly text: string; readonly buttons: readonly (readonly Button[])[] }
  | { readonly kind: 'flash'; readonly pressId: string; readonly text: string }
  | { readonly kind: 'unbutton'; readonly messageId: number };

export type DueOutgoing = {
  readonly id: number; readonly key: string; readonly chatId: string; readonly kind: Outgoing['kind'];
  readonly attempts: number; readonly nextTryAt: number;
};

const REMEMBER_MS = 7 * 24 * 3_600_000;
const place = (key: string): Place => ({ table: 'bot_outgoing', column: 'body', row: key });

/** Nothing happens when something with this key was put here before. Call it in the transaction of what it answers. */
export function enqueueOutgoing(open: OpenStorage, one: {
  key: string; chatId: string; outgoing: Outgoing; at: number; messageId?: string;
}): void {
  const { key, chatId, outgoing, at, messageId = null } = one;
  open.database.run(sql.insertInto('bot_outgoing').orIgnore().values({
    key, chat_id: chatId, message_id: messageId, kind: outgoing.kind, state: 'due',
    body: sealJson(open.keys.fields, outgoing, place(key)), attempts: 0, next_try_at: at, settled_at: null, code: null,
  }));
}

/** The first of each chat that has something to be sent and nothing under way, whose time has come longest first. */
export function dueOutgoing({ database }: OpenStorage, limit: number): DueOutgoing[] {
  const first = sql.selectFrom('bot_outgoing').where('state', 'in', ['due', 'sending'])
    .groupBy('chat_id').select((select) => select.fn.min('id').as('id'));
  return database.all(
    sql.selectFrom('bot_outgoing').where('id', 'in', first).where('state', '=', 'due')
      .orderBy('next_try_at').orderBy('id').limit(limit)
      .select(['id', 'key', 'chat_id as chatId', 'kind', 'attempts', 'next_try_at as nextTryAt']),
  );
}

/** Marks it as under way, durably, before a byte of it leaves; null when it no longer is to be sent. */
export function claimOutgoing(open: OpenStorage, { id, key }: DueOutgoing): Outgoing | null {
  const row = open.database.first(
    sql.updateTable('bot_outgoing').where('id', '=', id).where('state', '=', 'due')
      .set((set) => ({ state: 'sending' as const, attempts: set('attempts', '+', 1) })).returning('body'),
  );
  return row?.body ? unsealJson<Outgoing>(open.keys.fields, row.body, place(key)) : null;
}

/** Sent, or refused for good: its words are no longer needed. */
export function closeOutgoing(open: OpenStorage, id: number, state: 'sent' | 'refused' | 'dropped', now: number, code: string | null): void {
  open.database.run(sql.updateTable('bot_outgoing').where('id', '=', id).set({ state, body: null, settled_at: now, code }));
}

export function postponeOutgoing(open: OpenStorage, id: number, until: number, code: string): void {
  open.database.run(sql.updateTable('bot_outgoing').where('id', '=', id).set({ state: 'due', next_try_at: until, code }));
}

/** Lets what waits until after `beyond` be sent now. */
export function hurryOutgoing({ database }: OpenStorage, beyond: number, now: number): void {
  database.run(sql.updateTable('bot_outgoing').where('state', '=', 'due').where('next_try_at', '>', beyond).set({ next_try_at: now }));
}

/** Nobody knows whether it arrived. It keeps its words and is sent again only when a person asks for it. */
export function markUnsure(open: OpenStorage, id: number, code: string): void {
  open.database.run(sql.updateTable('bot_outgoing').where('id', '=', id).set({ state: 'unsure', code }));
}

/** What was under way when the desk died. */
export function interruptedOutgoing({ database }: OpenStorage): { id: number; chatId: string; kind: Outgoing['kind'] }[] {
  return database.all(
    sql.selectFrom('bot_outgoing').where('state', '=', 'sending').orderBy('id').select(['id', 'chat_id as chatId', 'kind']),
  );
}

export function hasUnsure({ database }: OpenStorage, chatId: string): boolean {
  return database.first(
    sql.selectFrom('bot_outgoing').select('id').where('chat_id', '=', chatId).where('state', '=', 'unsure').limit(1),
  ) !== undefined;
}

/** Whether a reminder is on its way already. */
export function isReminded({ database }: OpenStorage, chatId: string): boolean {
  return database.first(
    sql.selectFrom('bot_outgoing').select('id').where('chat_id', '=', chatId).where('kind', '=', 'reminder')
      .where('state', 'in', ['due', 'sending']).limit(1),
  ) !== undefined;
}

/** The resident says that it did not arrive, or the desk does (`messageId`: of this answer only). */
export function repeatUnsure({ database }: OpenStorage, chatId: string, now: number, messageId?: string): number {
  let query = sql.updateTable('bot_outgoing').where('chat_id', '=', chatId).where('state', '=', 'unsure');
  if (messageId !== undefined) query = query.where('message_id', '=', messageId);
  return database.run(query.set({ state: 'due', next_try_at: now }));
}

/** Of somebody who had everything erased nothing more is to be sent, nor kept. */
export function dropOutgoing({ database }: OpenStorage, chatId: string, now: number): void {
  database.run(sql.updateTable('bot_outgoing').where('chat_id', '=', chatId).where('state', 'in', ['due', 'unsure'])
    .where('kind', 'in', ['words', 'reminder']).set({ state: 'dropped', body: null, settled_at: now }));
}

/** How each answer of the desk fares: by the id of the answer. */
export function statesOfAnswers({ database }: OpenStorage, chatId: string): Map<string, string> {
  const rows = database.all(
    sql.selectFrom('bot_outgoing').where('chat_id', '=', chatId).where('message_id', 'is not', null).select(['message_id', 'state']),
  );
  return new Map(rows.map((row) => [row.message_id ?? '', row.state]));
}

/** Keys of what was sent long ago; those of the desk's answers are kept with them. */
export function forgetOldOutgoing({ database }: OpenStorage, now: number): void {
  database.run(sql.deleteFrom('bot_outgoing').where('settled_at', '<', now - REMEMBER_MS).where('message_id', 'is', null));
}

import { randomUUID } from 'node:crypto';
import { sql as literal } from 'kysely';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';

/** What was shown longer ago than this may no longer be so. */
const LIFETIME_MS = 10 * 60_000;

export type BotAction = { readonly token: string; readonly chatId: string };

/** `looking`: what there is to be erased is still asked for; `mark`: stands for what was found and shown. */
export type EraseAction = BotAction & { readonly registrationId: string } & (
  | { readonly state: 'looking' } | { readonly state: 'running'; readonly mark: string }
);

/** Written out and not bound, or SQLite would not know that the index of open actions answers it. */
const open = literal<boolean>`state IN ('looking', 'running')`;

/** The dry run was shown; returns the token its buttons carry. */
export function offerResend(store: OpenStorage, chatId: string, now: number): string {
  return insert(store, { chat_id: chatId, kind: 'resend', registration_id: null, state: 'offered' }, now);
}

/** An owner wants a guest erased; the dry run is still to be made. */
export function wantErasing(store: OpenStorage, chatId: string, registrationId: string, now: number): void {
  insert(store, { chat_id: chatId, kind: 'erase', registration_id: registrationId, state: 'looking' }, now);
}

function insert({ database }: OpenStorage, row: {
  chat_id: string; kind: 'resend' | 'erase'; registration_id: string | null; state: 'looking' | 'offered';
}, now: number): string {
  const token = randomUUID();
  database.run(sql.deleteFrom('bot_action').where('offered_at', '<', now - 24 * LIFETIME_MS)
    .where('state', 'not in', ['looking', 'running']));
  database.run(sql.insertInto('bot_action').values({ token, ...row, mark: null, offered_at: now }));
  return token;
}

/** The dry run of an erasing was made. False when it no longer waits for that. */
export function offerErasing({ database }: OpenStorage, token: string, mark: string, now: number): boolean {
  return database.run(sql.updateTable('bot_action').where('token', '=', token).where('state', '=', 'looking')
    .set({ state: 'offered', mark, offered_at: now })) === 1;
}

/**
 * Claims it, or says why not. One statement decides, so that of two presses one runs it. A token of another chat is
 * none.
 */
export function claimAction(
  { database }: OpenStorage, { token, chatId }: BotAction, now: number,
): 'claimed' | 'running' | 'done' | 'expired' {
  const claimed = database.run(
    sql.updateTable('bot_action').where('token', '=', token).where('chat_id', '=', chatId).where('state', '=', 'offered')
      .where('offered_at', '>', now - LIFETIME_MS).set({ state: 'running' }),
  );
  if (claimed === 1) return 'claimed';
  const row = database.first(
    sql.selectFrom('bot_action').select('state').where('token', '=', token).where('chat_id', '=', chatId),
  );
  return row?.state === 'running' || row?.state === 'done' ? row.state : 'expired';
}

export function declineAction({ database }: OpenStorage, { token, chatId }: BotAction): void {
  database.run(sql.updateTable('bot_action').where('token', '=', token).where('chat_id', '=', chatId)
    .where('state', '=', 'offered').set({ state: 'declined', registration_id: null }));
}

/** Claimed and not yet done: just now, or when the desk died. */
export function runningResends({ database }: OpenStorage): BotAction[] {
  return database.all(sql.selectFrom('bot_action').select(['token', 'chat_id as chatId'])
    .where('kind', '=', 'resend').where(open).where('state', '=', 'running'));
}

/** What is to be looked up or erased next; undefined when there is nothing. */
export function nextErasing({ database }: OpenStorage): EraseAction | undefined {
  const row = database.first(
    sql.selectFrom('bot_action').select(['token', 'chat_id as chatId', 'registration_id', 'mark', 'state'])
      .where('kind', '=', 'erase').where(open).orderBy('offered_at').limit(1),
  );
  if (row === undefined || row.registration_id === null) return undefined;
  const { token, chatId, registration_id: registrationId } = row;
  return row.state === 'running'
    ? { token, chatId, registrationId, state: 'running', mark: row.mark ?? '' }
    : { token, chatId, registrationId, state: 'looking' };
}

/** False when it was done before. Which guest it was about is forgotten. */
export function finishAction({ database }: OpenStorage, token: string): boolean {
  return database.run(
    sql.updateTable('bot_action').where('token', '=', token).where('state', 'in', ['looking', 'running'])
      .set({ state: 'done', registration_id: null, mark: null }),
  ) === 1;
}

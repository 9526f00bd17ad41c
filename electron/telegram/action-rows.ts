import { randomUUID } from 'node:crypto';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';

/** What was shown longer ago than this may no longer be so. */
const LIFETIME_MS = 10 * 60_000;

export type BotAction = { readonly token: string; readonly chatId: string };

/** The dry run was shown; returns the token its buttons carry. */
export function offerAction({ database }: OpenStorage, chatId: string, now: number): string {
  const token = randomUUID();
  database.run(sql.deleteFrom('bot_action').where('offered_at', '<', now - 24 * LIFETIME_MS).where('state', '<>', 'running'));
  database.run(sql.insertInto('bot_action').values({ token, chat_id: chatId, kind: 'resend', offered_at: now, state: 'offered' }));
  return token;
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
    .where('state', '=', 'offered').set({ state: 'declined' }));
}

/** Claimed and not yet done: just now, or when the desk died. */
export function runningActions({ database }: OpenStorage): BotAction[] {
  return database.all(sql.selectFrom('bot_action').select(['token', 'chat_id as chatId']).where('state', '=', 'running'));
}

/** False when it was done before. */
export function finishAction({ database }: OpenStorage, token: string): boolean {
  return database.run(
    sql.updateTable('bot_action').where('token', '=', token).where('state', '=', 'running').set({ state: 'done' }),
  ) === 1;
}

import { sql } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';

/** An update that fells whoever handles it is tried so often and then left. */
const MOST_ATTEMPTS = 3;
/** Telegram keeps what nobody confirmed for a day; ids it may use again only after a week of silence. */
const REMEMBER_MS = 7 * 24 * 3_600_000;

const place = (updateId: number): Place => ({ table: 'bot_update', column: 'body', row: String(updateId) });

const idOf = (update: unknown): number | null => {
  const id = typeof update === 'object' && update !== null && 'update_id' in update ? update.update_id : null;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
};

/**
 * Writes down all of a batch or nothing, each update once however often it comes. Returns the offset that confirms them;
 * undefined when there was none with a number.
 */
export function storeUpdates(open: OpenStorage, updates: readonly unknown[], now: number): number | undefined {
  const { database, keys } = open;
  return database.transaction(() => {
    let last: number | undefined;
    for (const update of updates) {
      const id = idOf(update);
      if (id === null) continue;
      last = id;
      database.run(sql.insertInto('bot_update').orIgnore().values({
        update_id: id, received_at: now, state: 'new', attempts: 0, body: sealJson(keys.fields, update, place(id)),
      }));
    }
    return last === undefined ? undefined : last + 1;
  });
}

export type StoredUpdate = { readonly seq: number; readonly updateId: number; readonly body: unknown };

/** The oldest not yet handled; one that failed too often is left. */
export function takeUpdate(open: OpenStorage): StoredUpdate | undefined {
  const { database, keys } = open;
  for (;;) {
    const row = database.first(
      sql.selectFrom('bot_update').select(['seq', 'update_id', 'attempts', 'body'])
        .where('state', '=', 'new').orderBy('seq').limit(1),
    );
    if (row === undefined || row.body === null) return undefined;
    if (row.attempts >= MOST_ATTEMPTS) {
      settleUpdate(open, row.seq, 'failed');
      continue;
    }
    return { seq: row.seq, updateId: row.update_id, body: unsealJson(keys.fields, row.body, place(row.update_id)) };
  }
}

/** Handling it failed. */
export function countAttempt({ database }: OpenStorage, seq: number): void {
  database.run(sql.updateTable('bot_update').where('seq', '=', seq).set((set) => ({ attempts: set('attempts', '+', 1) })));
}

/** The oldest may be what felled the desk: they are handled in order. Once at the start; so it costs no write for each. */
export function countInterrupted(open: OpenStorage): void {
  const oldest = open.database.first(
    sql.selectFrom('bot_update').select('seq').where('state', '=', 'new').orderBy('seq').limit(1),
  );
  if (oldest !== undefined) countAttempt(open, oldest.seq);
}

/** What was said is no longer needed; its number is, so that it is not handled again. False when it was settled before. */
export function settleUpdate(open: OpenStorage, seq: number, state: 'done' | 'failed'): boolean {
  return open.database.run(
    sql.updateTable('bot_update').where('seq', '=', seq).where('state', '=', 'new').set({ state, body: null }),
  ) === 1;
}

/** Forgets numbers that cannot come again. */
export function forgetOldUpdates({ database }: OpenStorage, now: number): void {
  database.run(sql.deleteFrom('bot_update').where('state', '<>', 'new').where('received_at', '<', now - REMEMBER_MS));
}

import { sql } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';
import type { RemoteFile } from './dialogue/state.ts';

/** A file on its way: from Telegram, through the reader, or out of the desk. */
export type FileJob = {
  readonly id: string; readonly chatId: string; readonly kind: 'picture' | 'voice';
  readonly state: 'due' | 'reading' | 'discarding'; readonly attempts: number; readonly nextTryAt: number;
  readonly file: RemoteFile;
};

const place = (id: string): Place => ({ table: 'bot_file', column: 'body', row: id });
const NO_FILE: RemoteFile = { fileId: '', unique: '', size: null };

export function enqueueFile(open: OpenStorage, job: { id: string; chatId: string; kind: FileJob['kind']; file: RemoteFile; at: number }): void {
  const { id, chatId, kind, file, at } = job;
  open.database.run(sql.insertInto('bot_file').orIgnore().values({
    id, chat_id: chatId, kind, state: 'due', body: sealJson(open.keys.fields, file, place(id)), attempts: 0, next_try_at: at,
  }));
}

/** Everything under way, what waited longest first. */
export function fileJobs(open: OpenStorage, limit: number): FileJob[] {
  const rows = open.database.all(sql.selectFrom('bot_file').selectAll().orderBy('next_try_at').orderBy('id').limit(limit));
  return rows.map((row) => ({
    id: row.id, chatId: row.chat_id, kind: row.kind, state: row.state, attempts: row.attempts, nextTryAt: row.next_try_at,
    file: unsealJson<RemoteFile>(open.keys.fields, row.body, place(row.id)),
  }));
}

/** False when it is no longer wanted. */
export function beginFetch({ database }: OpenStorage, id: string, retryAt: number): boolean {
  return database.run(
    sql.updateTable('bot_file').where('id', '=', id).where('state', '=', 'due')
      .set((set) => ({ attempts: set('attempts', '+', 1), next_try_at: retryAt })),
  ) === 1;
}


/** The picture is with the reader. False when it was given up meanwhile. */
export function markReading({ database }: OpenStorage, id: string): boolean {
  return database.run(sql.updateTable('bot_file').where('id', '=', id).where('state', '=', 'due').set({ state: 'reading' })) === 1;
}

export function closeFile({ database }: OpenStorage, id: string): boolean {
  return database.run(sql.deleteFrom('bot_file').where('id', '=', id)) === 1;
}

/** The picture is to leave the desk, whatever has become of it so far. */
export function discardFile(open: OpenStorage, id: string, chatId: string, at: number): void {
  open.database.run(sql.insertInto('bot_file').values({
    id, chat_id: chatId, kind: 'picture', state: 'discarding', body: sealJson(open.keys.fields, NO_FILE, place(id)),
    attempts: 0, next_try_at: at,
  }).onConflict((conflict) => conflict.column('id').doUpdateSet({ state: 'discarding', next_try_at: at })));
}

/** All that is under way for a chat; voices not yet fetched are forgotten at once. */
export function discardFilesOf({ database }: OpenStorage, chatId: string, at: number): void {
  database.run(sql.deleteFrom('bot_file').where('chat_id', '=', chatId).where('kind', '=', 'voice'));
  database.run(sql.updateTable('bot_file').where('chat_id', '=', chatId).set({ state: 'discarding', next_try_at: at }));
}

export function countComing({ database }: OpenStorage, chatId: string): number {
  const row = database.first(
    sql.selectFrom('bot_file').where('chat_id', '=', chatId).where('kind', '=', 'picture').where('state', '=', 'due')
      .select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

/** A picture that never became a capture is fetched once more. */
export function reopenFile({ database }: OpenStorage, id: string, at: number): void {
  database.run(sql.updateTable('bot_file').where('id', '=', id).where('state', '=', 'reading').set({ state: 'due', next_try_at: at }));
}

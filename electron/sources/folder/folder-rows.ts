import { createHash } from 'node:crypto';
import { exactToken } from '../../db/blind-index.ts';
import { sql, type Database } from '../../db/database.ts';
import type { TakenFileTable, WatchedFolderTable } from '../../db/intake-tables.ts';

/** In the order they were added. */
export function listFolders(database: Database): WatchedFolderTable[] {
  return database.all(sql.selectFrom('watched_folder').selectAll().orderBy('added_at').orderBy('id'));
}

export function insertFolder(database: Database, folder: WatchedFolderTable): void {
  database.run(sql.insertInto('watched_folder').values(folder));
}

/** False when there is none. */
export function changeFolder(
  database: Database, id: string, change: Partial<Pick<WatchedFolderTable, 'name' | 'watching'>>,
): boolean {
  return database.run(sql.updateTable('watched_folder').where('id', '=', id).set({ id, ...change })) === 1;
}

/** Forgets it and what it took. */
export function deleteFolder(database: Database, id: string): void {
  database.run(sql.deleteFrom('watched_folder').where('id', '=', id));
}

/** What a file is known again by: a keyed hash of its bytes. */
export function contentToken(key: Buffer, bytes: Uint8Array): Buffer {
  return exactToken(key, 'file', [createHash('sha256').update(bytes).digest('hex')]);
}

/** Undefined for a file never taken from there. */
export function findTaken(database: Database, folderId: string, content: Buffer): TakenFileTable | undefined {
  return database.first(
    sql.selectFrom('taken_file').selectAll().where('folder_id', '=', folderId).where('content', '=', content),
  );
}

export function noteTaken(database: Database, taken: { folderId: string; content: Buffer; pages: number; at: number }): void {
  const row = { pages: taken.pages, taken_at: taken.at, removed_at: null };
  database.run(sql.insertInto('taken_file').values({ folder_id: taken.folderId, content: taken.content, ...row })
    .onConflict((conflict) => conflict.columns(['folder_id', 'content']).doUpdateSet(row)));
}

/** The file is no longer in the folder. */
export function noteRemoved(database: Database, folderId: string, content: Buffer, at: number): void {
  database.run(sql.updateTable('taken_file').where('folder_id', '=', folderId).where('content', '=', content)
    .set({ removed_at: at }));
}

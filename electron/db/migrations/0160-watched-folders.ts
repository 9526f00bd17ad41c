import type { Migration } from '../migrate.ts';

/** Folders the desk takes files from, and what it took: `content` is a keyed hash, so that no file is read twice. */
export const watchedFolders: Migration = {
  version: 160,
  sql: `
    CREATE TABLE watched_folder (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      watching INTEGER NOT NULL CHECK (watching IN (0, 1)),
      added_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE taken_file (
      folder_id TEXT NOT NULL REFERENCES watched_folder (id) ON DELETE CASCADE,
      content BLOB NOT NULL,
      pages INTEGER NOT NULL,
      taken_at INTEGER NOT NULL,
      removed_at INTEGER,
      PRIMARY KEY (folder_id, content)
    ) STRICT, WITHOUT ROWID;
  `,
};

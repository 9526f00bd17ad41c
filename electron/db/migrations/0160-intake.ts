import type { Migration } from '../migrate.ts';

/**
 * Folders the desk takes files from, and what it took: `content` is a keyed hash, so that no file is read twice. Files
 * imported together and what became of each page; a file's name may be a guest's, so that it is sealed, and it is
 * forgotten with the last capture made of the file.
 */
export const intake: Migration = {
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
    CREATE TABLE batch (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'finished')),
      started_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE TABLE batch_file (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
      path BLOB,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'failed', 'left')),
      code TEXT
    ) STRICT;
    CREATE INDEX batch_file_state ON batch_file (batch_id, state, seq);
    CREATE TABLE batch_page (
      capture_id TEXT PRIMARY KEY,
      file_seq INTEGER NOT NULL REFERENCES batch_file (seq) ON DELETE CASCADE,
      page INTEGER NOT NULL,
      outcome TEXT CHECK (outcome IN ('read', 'look', 'failed')),
      code TEXT,
      model TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX batch_page_file ON batch_page (file_seq);
    CREATE TRIGGER batch_file_forgotten AFTER DELETE ON capture
      WHEN EXISTS (SELECT 1 FROM batch_page WHERE capture_id = OLD.id)
    BEGIN
      UPDATE batch_file SET path = NULL
        WHERE seq = (SELECT file_seq FROM batch_page WHERE capture_id = OLD.id)
          AND NOT EXISTS (SELECT 1 FROM batch_page JOIN capture ON capture.id = batch_page.capture_id
                          WHERE batch_page.file_seq = batch_file.seq);
    END;
  `,
};

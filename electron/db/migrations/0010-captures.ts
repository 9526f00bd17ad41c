import type { Migration } from '../migrate.ts';

/** What came in and what was read of it; `meta` for facts about the database itself. */
export const captures: Migration = {
  version: 10,
  sql: `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE capture (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      number INTEGER NOT NULL,
      captured_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('captured', 'reading', 'read', 'parked', 'confirmed')),
      code TEXT CHECK ((state = 'parked') = (code IS NOT NULL)),
      attempts INTEGER NOT NULL DEFAULT 0,
      reading_status TEXT CHECK (state <> 'read' OR reading_status IS NOT NULL),
      documents INTEGER NOT NULL DEFAULT 0,
      reading BLOB CHECK (state <> 'read' OR reading IS NOT NULL),
      confirmed_at INTEGER CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL))
    ) STRICT;

    CREATE INDEX capture_open ON capture (seq) WHERE state <> 'confirmed';
    CREATE INDEX capture_confirmed_at ON capture (confirmed_at) WHERE state = 'confirmed';
    CREATE INDEX capture_captured_at ON capture (captured_at);
  `,
};

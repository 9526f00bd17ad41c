import type { Migration } from '../migrate.ts';

/**
 * What was erased, and what is still to be: a guest's rows go in one transaction, their files and what lies elsewhere
 * afterwards, step by step. `copy` says where to look, sealed, and goes as soon as the step is done.
 */
export const erasures: Migration = {
  version: 90,
  sql: `
    CREATE TABLE erasure (
      id TEXT PRIMARY KEY,
      asked_at INTEGER NOT NULL,
      finished_at INTEGER,
      registrations INTEGER NOT NULL,
      pictures INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX erasure_asked_at ON erasure (asked_at);

    CREATE TABLE erasure_step (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      erasure_id TEXT NOT NULL REFERENCES erasure (id),
      destination TEXT,
      copy BLOB CHECK ((copy IS NOT NULL) = (state IN ('waiting', 'failed'))),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'left')),
      code TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX erasure_step_of ON erasure_step (erasure_id);
    CREATE INDEX erasure_step_waiting ON erasure_step (next_try_at, id) WHERE state = 'waiting';
  `,
};

import type { Migration } from '../migrate.ts';

/** When backups were made, where, and what became of them. `code`: null for one that was verified. */
export const backupRuns: Migration = {
  version: 190,
  sql: `
    CREATE TABLE backup_run (
      id INTEGER PRIMARY KEY,
      began_at INTEGER NOT NULL,
      finished_at INTEGER NOT NULL,
      destination TEXT NOT NULL,
      name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      registrations INTEGER NOT NULL,
      code TEXT
    ) STRICT;
  `,
};

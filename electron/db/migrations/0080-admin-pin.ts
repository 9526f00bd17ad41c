import type { Migration } from '../migrate.ts';

/** The administrator's PIN and recovery code, hashed and sealed, and how often one was mistyped. */
export const adminPin: Migration = {
  version: 80,
  sql: `
    CREATE TABLE admin_pin (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      hashes BLOB NOT NULL,
      failures INTEGER NOT NULL,
      not_before INTEGER NOT NULL
    ) STRICT;
  `,
};

import type { Migration } from '../migrate.ts';

/** The front desk's PIN, which unlocks the screen: hashed and sealed, and how often it was mistyped. */
export const deskPin: Migration = {
  version: 180,
  sql: `
    CREATE TABLE desk_pin (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      hash BLOB NOT NULL,
      failures INTEGER NOT NULL,
      not_before INTEGER NOT NULL
    ) STRICT;
  `,
};

import type { Migration } from '../migrate.ts';

/**
 * What is still kept of each picture, what of it an archive is to get (decided in the confirm transaction, so that every
 * attempt carries the same), and what the purge did last.
 */
export const policy: Migration = {
  version: 60,
  sql: `
    ALTER TABLE capture ADD COLUMN picture TEXT NOT NULL DEFAULT 'whole' CHECK (picture IN ('whole', 'zone', 'none'));
    CREATE INDEX capture_kept ON capture (confirmed_at, seq) WHERE state = 'confirmed' AND picture <> 'none';

    ALTER TABLE delivery ADD COLUMN picture TEXT CHECK (picture IN ('whole', 'zone'));

    CREATE TABLE purge_run (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      finished_at INTEGER NOT NULL,
      pictures INTEGER NOT NULL,
      registrations INTEGER NOT NULL,
      held_back INTEGER NOT NULL
    ) STRICT;
  `,
};

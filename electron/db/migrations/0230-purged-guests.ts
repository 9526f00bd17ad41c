import type { Migration } from '../migrate.ts';

/** The purge forgets past groups, too, and says how many expected guests that were. */
export const purgedGuests: Migration = {
  version: 230,
  sql: 'ALTER TABLE purge_run ADD COLUMN guests INTEGER NOT NULL DEFAULT 0;',
};

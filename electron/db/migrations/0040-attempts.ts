import type { Migration } from '../migrate.ts';

/**
 * What a courier must remember of its attempts across a crash. `next_try_at` of a leased row becomes the end of its
 * lease, so that one index tells what can be claimed; parked rows stand outside of it, however many they are.
 */
export const attempts: Migration = {
  version: 40,
  sql: `
    ALTER TABLE delivery ADD COLUMN may_have_happened INTEGER NOT NULL DEFAULT 0 CHECK (may_have_happened IN (0, 1));
    ALTER TABLE delivery ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE delivery ADD COLUMN reference TEXT CHECK (reference IS NULL OR state = 'delivered');
    UPDATE delivery SET next_try_at = leased_until WHERE state = 'leased';

    DROP INDEX delivery_open;
    CREATE INDEX delivery_claim ON delivery (destination, next_try_at, id) WHERE state IN ('due', 'leased', 'waiting');
    CREATE INDEX delivery_count ON delivery (destination, state) WHERE state <> 'delivered';
  `,
};

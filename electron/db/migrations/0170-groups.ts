import type { Migration } from '../migrate.ts';

/**
 * Group check-ins: who is expected, and whose document each reading is. Names are sealed; what is of a guest is forgotten
 * with their registration, and a reading with its capture.
 */
export const groups: Migration = {
  version: 170,
  sql: `
    CREATE TABLE guest_group (
      id TEXT PRIMARY KEY,
      about BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      checking_in INTEGER NOT NULL CHECK (checking_in IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX guest_group_checking_in ON guest_group (checking_in) WHERE checking_in = 1;
    CREATE TABLE group_guest (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      group_id TEXT NOT NULL REFERENCES guest_group (id) ON DELETE CASCADE,
      about BLOB NOT NULL,
      listed INTEGER NOT NULL CHECK (listed IN (0, 1))
    ) STRICT;
    CREATE INDEX group_guest_group ON group_guest (group_id, seq);
    CREATE TABLE group_reading (
      capture_id TEXT NOT NULL,
      document INTEGER NOT NULL,
      group_id TEXT NOT NULL REFERENCES guest_group (id) ON DELETE CASCADE,
      guest_id TEXT UNIQUE REFERENCES group_guest (id) ON DELETE SET NULL,
      matched_by TEXT CHECK (matched_by IN ('number', 'person', 'name', 'hand')),
      guess TEXT,
      PRIMARY KEY (capture_id, document)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX group_reading_group ON group_reading (group_id);
    CREATE TRIGGER group_guest_forgotten AFTER DELETE ON registration WHEN OLD.capture_id IS NOT NULL
    BEGIN
      DELETE FROM group_guest WHERE id IN (
        SELECT guest_id FROM group_reading WHERE capture_id = OLD.capture_id AND document = OLD.document);
      DELETE FROM group_reading WHERE capture_id = OLD.capture_id AND document = OLD.document;
    END;
    CREATE TRIGGER group_reading_forgotten AFTER DELETE ON capture
    BEGIN
      DELETE FROM group_reading WHERE capture_id = OLD.id;
    END;
  `,
};

import type { Migration } from '../migrate.ts';

/**
 * What is typed and not confirmed yet outlives its window. It goes with its capture, with a new reading of it, and with
 * the registration it becomes, whoever makes that: none of them has to remember.
 */
export const drafts: Migration = {
  version: 240,
  sql: `
    CREATE TABLE draft (
      id TEXT PRIMARY KEY,
      capture_id TEXT REFERENCES capture (id) ON DELETE CASCADE,
      document INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX draft_of ON draft (coalesce(capture_id, ''), document);
    CREATE TRIGGER draft_confirmed AFTER INSERT ON registration
    BEGIN
      DELETE FROM draft WHERE id = NEW.draft_id OR (capture_id = NEW.capture_id AND document = NEW.document);
    END;
    CREATE TRIGGER draft_read_anew AFTER UPDATE OF state ON capture WHEN NEW.state IN ('captured', 'confirmed')
    BEGIN
      DELETE FROM draft WHERE capture_id = NEW.id;
    END;
  `,
};

import type { Migration } from '../migrate.ts';

/**
 * Who did it, and a chain of keyed hashes that tells of entries that were changed or taken away. The triggers keep a
 * slip of the program itself from doing so: an entry that is part of the chain is never changed, and none is deleted.
 */
export const auditChain: Migration = {
  version: 70,
  sql: `
    ALTER TABLE audit_entry ADD COLUMN actor TEXT NOT NULL DEFAULT 'desk'
      CHECK (actor IN ('desk', 'administrator', 'program'));
    ALTER TABLE audit_entry ADD COLUMN detail TEXT NOT NULL DEFAULT '';
    ALTER TABLE audit_entry ADD COLUMN chain BLOB;

    CREATE TRIGGER audit_entry_fixed BEFORE UPDATE ON audit_entry
      WHEN OLD.chain IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor
        OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.detail <> OLD.detail
      BEGIN SELECT RAISE(ABORT, 'audit entries do not change'); END;
    CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'audit entries are kept'); END;
  `,
};

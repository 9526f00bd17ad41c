import { sql, type Database } from '../db/database.ts';

/** Who looked and what was done, by ids only: an audit entry outlives the personal data it speaks of. */
export type AuditEntry = {
  /** UTC milliseconds. */
  readonly at: number;
  readonly action: 'registration.confirmed' | 'registration.revealed' | 'capture.discarded';
  /** Id of the registration or capture. */
  readonly subject: string;
};

/** Call it in the transaction of the deed, or before it where the deed is only a look. */
export function writeAudit(database: Database, entry: AuditEntry): void {
  database.run(sql.insertInto('audit_entry').values(entry));
}

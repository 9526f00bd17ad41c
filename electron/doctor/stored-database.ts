import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Opens the file for looking only, beside whoever has it open; null where there is none. */
export function openForLooking(file: string): DatabaseSync | null {
  return existsSync(file) ? new DatabaseSync(file, { readOnly: true, timeout: 5000 }) : null;
}

/** The proof of the key a database was written under; null where there is no such database. */
export function keyCheckOf(file: string): Buffer | null {
  const raw = openForLooking(file);
  if (raw === null) return null;
  try {
    const value = raw.prepare("SELECT value FROM meta WHERE name = 'key_check'").get()?.['value'];
    return value instanceof Uint8Array ? Buffer.from(value) : null;
  } catch {
    return null; // a damaged database is for its own check to tell
  } finally {
    raw.close();
  }
}

/** What stands of one backup; `code`: null when it was proved, else what hindered it. */
export type StoredRun = { readonly finishedAt: number; readonly code: string | null };

/** Newest first; none where the database is older than backups are. */
export function runsIn(raw: DatabaseSync): StoredRun[] {
  if (raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_run'").get() === undefined) return [];
  return raw.prepare('SELECT finished_at, code FROM backup_run ORDER BY id DESC').all()
    .map(({ finished_at: at, code }) => ({ finishedAt: Number(at), code: typeof code === 'string' ? code : null }));
}

/** Whether the recovery key, without which nobody opens a backup, was ever shown. */
export const keyShownIn = (raw: DatabaseSync): boolean =>
  raw.prepare("SELECT 1 FROM meta WHERE name = 'recovery_key_shown'").get() !== undefined;

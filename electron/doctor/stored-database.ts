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

import { DatabaseSync } from 'node:sqlite';
import { DeskError } from '../../shared/errors.ts';
import { createDatabase, type Database } from './database.ts';
import { databaseError } from './database-error.ts';
import { dropCopies, keepCopy } from './before-migration.ts';
import { migrate, schemaVersion, type Migration } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';

/** How long a statement waits for another process (a backup, a virus scanner) to let go of the file. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a database file, new or old, and brings its schema up to date.
 * Throws `database.damaged`, `database.full`, `database.fromTheFuture`; a file it will not open it leaves unchanged.
 */
export function openDatabase(file: string, migrations: readonly Migration[] = ALL_MIGRATIONS): Database {
  let raw: DatabaseSync | undefined;
  try {
    raw = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    // Neither a crafted file nor a slip of ours may write to SQLite's own structures.
    raw.enableDefensive(true);
    // A confirmed registration must outlive a power cut, so every commit is on the disk before it is answered;
    // erased values are overwritten, sealed though they are.
    raw.exec('PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL');
    assertWhole(raw);
    const before = schemaVersion(raw);
    // A new database has nothing to lose, and one from the future is refused by migrate and left as it is.
    if (before > 0 && before < (migrations.at(-1)?.version ?? 0)) keepCopy(raw, file, before);
    migrate(raw, migrations);
    dropCopies(file, { now: Date.now() });
    raw.exec('PRAGMA journal_mode = WAL');
    return createDatabase(raw);
  } catch (error) {
    raw?.close();
    throw databaseError(error);
  }
}

/** Looks through the whole file once at start, so that damage is told on opening and not to a guest's face. */
function assertWhole(raw: DatabaseSync): void {
  const verdict = raw.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (verdict !== 'ok') throw new DeskError('database.damaged', 'SQLite finds the database damaged');
}

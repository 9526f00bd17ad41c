import type { DatabaseSync } from 'node:sqlite';
import { DeskError } from '../../shared/errors.ts';
import { databaseError } from './database-error.ts';

/** One step of the schema. Versions are numbered by ten, so that branches can squeeze one between. */
export type Migration = { readonly version: number; readonly sql: string };

/**
 * Brings a database up to the newest of `migrations`, each step in a transaction of its own; says which it took.
 * Throws `database.fromTheFuture` for a database that a newer program has written, and leaves it as it is.
 */
export function migrate(raw: DatabaseSync, migrations: readonly Migration[]): number[] {
  assertRising(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const before = schemaVersion(raw);
  if (before > newest) {
    throw new DeskError('database.fromTheFuture', `database has schema ${before}, this program knows up to ${newest}`);
  }
  const due = migrations.filter((migration) => migration.version > before);
  for (const migration of due) apply(raw, migration);
  return due.map((migration) => migration.version);
}

/** The schema a database has; 0 when it is new. */
export function schemaVersion(raw: DatabaseSync): number {
  const version = raw.prepare('PRAGMA user_version').get()?.['user_version'];
  if (typeof version !== 'number') throw new DeskError('database.damaged', 'the database tells no schema version');
  return version;
}

function apply(raw: DatabaseSync, migration: Migration): void {
  try {
    raw.exec(`BEGIN IMMEDIATE; ${migration.sql}; PRAGMA user_version = ${migration.version}; COMMIT`);
  } catch (error) {
    if (raw.isTransaction) raw.exec('ROLLBACK');
    throw databaseError(error);
  }
}

function assertRising(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version } of migrations) {
    if (!Number.isInteger(version) || version <= last) throw new Error(`migration ${version} must come after ${last}`);
    last = version;
  }
}

import { stat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import type { Finding } from '../../../shared/doctor.ts';
import { DeskError } from '../../../shared/errors.ts';
import { databaseError } from '../../db/database-error.ts';
import { schemaVersion } from '../../db/migrate.ts';
import { ALL_MIGRATIONS } from '../../db/migrations/all-migrations.ts';
import type { AuditCheck } from '../../../shared/audit.ts';
import { finding, type Check } from '../check.ts';
import { openForLooking } from '../stored-database.ts';

const MEGABYTE = 1024 * 1024;

/** Reads the whole file through SQLite's own check. `audit`: whether the log's chain is whole; null while storage is closed. */
export function checkDatabase(parts: { file: string; audit: () => Promise<AuditCheck | null> }): Check {
  return {
    name: 'database',
    async run() {
      const found = await lookInto(parts.file);
      const audit = found.answer === 'database.fine' ? await parts.audit() : null;
      const broken = audit?.brokenAt ?? null;
      return broken === null ? [found] : [found, finding('database', 'audit.broken', { facts: [broken] })];
    },
  };
}

async function lookInto(file: string): Promise<Finding> {
  let raw: DatabaseSync | null = null;
  try {
    raw = openForLooking(file);
    if (raw === null) return finding('database', 'database.none');
    if (schemaVersion(raw) > (ALL_MIGRATIONS.at(-1)?.version ?? 0)) return finding('database', 'database.fromTheFuture');
    if (!(await isWhole(raw))) return finding('database', 'database.damaged');
    const registrations = Number(raw.prepare('SELECT count(*) AS n FROM registration').get()?.['n']);
    return finding('database', 'database.fine', { facts: [registrations, Math.ceil((await stat(file)).size / MEGABYTE)] });
  } catch (error) {
    const told = databaseError(error);
    const damaged = told instanceof DeskError && told.code === 'database.damaged';
    return finding('database', damaged ? 'database.damaged' : 'database.unreadable');
  } finally {
    raw?.close();
  }
}

/** Table by table, with everybody else's turn in between: the desk goes on working. */
async function isWhole(raw: DatabaseSync): Promise<boolean> {
  const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  for (const { name } of tables) {
    const verdict = raw.prepare(`PRAGMA integrity_check("${String(name)}")`).get();
    if (verdict === undefined || Object.values(verdict)[0] !== 'ok') return false;
    await turn();
  }
  return raw.prepare('PRAGMA foreign_key_check').all().length === 0;
}

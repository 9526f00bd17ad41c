import type { BackupCode, BackupRun } from '../../shared/backup.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';

const KEPT = 30;
const KEY_SHOWN = 'recovery_key_shown';

type Store = Pick<OpenStorage, 'database'>;

export function noteRun({ database }: Store, run: BackupRun & { readonly beganAt: number }): void {
  database.transaction(() => {
    database.run(sql.insertInto('backup_run').values({
      began_at: run.beganAt, finished_at: run.finishedAt, destination: run.destinationId, name: run.name, bytes: run.bytes,
      registrations: run.registrations, code: run.code,
    }));
    const surplus = sql.selectFrom('backup_run').select('id').orderBy('id', 'desc').limit(1).offset(KEPT);
    database.run(sql.deleteFrom('backup_run').where('id', '<=', surplus));
  });
}

/** Newest first. */
export function listRuns({ database }: Store): (BackupRun & { readonly beganAt: number })[] {
  return database.all(sql.selectFrom('backup_run').selectAll().orderBy('id', 'desc')).map((row) => ({
    beganAt: row.began_at, finishedAt: row.finished_at, destinationId: row.destination, name: row.name, bytes: row.bytes,
    registrations: row.registrations, code: row.code as BackupCode | null,
  }));
}

/** UTC milliseconds; null when it was never shown. */
export function keyShownAt({ database }: Store): number | null {
  const row = database.first(sql.selectFrom('meta').select('value').where('name', '=', KEY_SHOWN));
  return row ? Number(Buffer.from(row.value).toString('utf8')) : null;
}

export function noteKeyShown({ database }: Store, at: number): void {
  const value = Buffer.from(String(at), 'utf8');
  database.run(sql.insertInto('meta').values({ name: KEY_SHOWN, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })));
}

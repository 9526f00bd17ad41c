import { sql } from '../db/database.ts';
import type { Storage } from '../db/storage.ts';

/** True the first time it is asked on this desk, and never again; false while storage is closed. */
export function sayOnce(storage: Storage, what: 'worksOnInTray'): boolean {
  if (storage.state().kind !== 'ready') return false;
  const { database } = storage.opened();
  const name = `said/${what}`;
  if (database.first(sql.selectFrom('meta').select('name').where('name', '=', name))) return false;
  database.run(sql.insertInto('meta').values({ name, value: Buffer.of(1) }));
  return true;
}

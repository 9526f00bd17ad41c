import type { Storage } from '../db/storage.ts';
import { sql } from '../db/database.ts';

/**
 * How many pictures and lines wait at the desk to be confirmed. What residents sent ahead waits for their arrival, perhaps
 * for weeks, and is not counted. 0 while storage is closed: nobody can confirm anything then.
 */
export function countUnconfirmed(storage: Storage): number {
  if (storage.state().kind !== 'ready') return 0;
  const { database } = storage.opened();
  const sentAhead = sql.selectFrom('bot_capture').select('capture_id');
  const counted = database.first(sql.selectFrom('capture').select((select) => select.fn.countAll<number>().as('open'))
    .where('state', '<>', 'confirmed').where('id', 'not in', sentAhead));
  return counted?.open ?? 0;
}

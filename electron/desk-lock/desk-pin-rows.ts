import type { PinHash } from '../admin/pin-hash.ts';
import { sql } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { OpenStorage } from '../db/storage.ts';

export type StoredDeskPin = {
  readonly hash: PinHash;
  /** Mistakes in a row, and until when none is tried again; both outlive the program. */
  readonly failures: number; readonly notBefore: number;
};

const PLACE: Place = { table: 'desk_pin', column: 'hash', row: '1' };

/** Null while none was set. */
export function readDeskPin({ database, keys }: OpenStorage): StoredDeskPin | null {
  const row = database.first(sql.selectFrom('desk_pin').selectAll());
  if (!row) return null;
  return { hash: unsealJson<PinHash>(keys.fields, row.hash, PLACE), failures: row.failures, notBefore: row.not_before };
}

/** Sets or replaces it; mistakes are forgotten. */
export function writeDeskPin({ database, keys }: OpenStorage, hash: PinHash): void {
  const values = { hash: sealJson(keys.fields, hash, PLACE), failures: 0, not_before: 0 };
  database.run(sql.insertInto('desk_pin').values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values)));
}

export function noteDeskFailures({ database }: OpenStorage, failures: number, notBefore: number): void {
  database.run(sql.updateTable('desk_pin').set({ failures, not_before: notBefore }));
}

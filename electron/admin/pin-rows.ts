import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';
import type { PinHash } from './pin-hash.ts';

export type StoredPin = {
  readonly pin: PinHash; readonly recovery: PinHash;
  /** Mistakes in a row, and until when none is tried again; both outlive the program. */
  readonly failures: number; readonly notBefore: number;
};

const PLACE: Place = { table: 'admin_pin', column: 'hashes', row: '1' };

/** Null while no PIN was set. */
export function readPin({ database, keys }: OpenStorage): StoredPin | null {
  const row = database.first(sql.selectFrom('admin_pin').selectAll());
  if (!row) return null;
  const hashes = unsealJson<Pick<StoredPin, 'pin' | 'recovery'>>(keys.fields, row.hashes, PLACE);
  return { ...hashes, failures: row.failures, notBefore: row.not_before };
}

/** Sets or replaces it; mistakes are forgotten. Call it in a transaction. */
export function writePin({ database, keys }: OpenStorage, hashes: Pick<StoredPin, 'pin' | 'recovery'>): void {
  const values = { hashes: sealJson(keys.fields, hashes, PLACE), failures: 0, not_before: 0 };
  database.run(sql.insertInto('admin_pin').values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values)));
}

export function noteFailures({ database }: OpenStorage, failures: number, notBefore: number): void {
  database.run(sql.updateTable('admin_pin').set({ failures, not_before: notBefore }));
}

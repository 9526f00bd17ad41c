/** Looks past the program at what has arrived where, and counts what is lost or doubled. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Portal } from '../servers/bitrix24.ts';
import { BUCKET, type StoredObject } from '../servers/s3.ts';
import { DESTINATIONS } from './tortured-desk.ts';

export type Expected = { readonly registrationId: string; readonly surname: string };
export type Verdict = { attempts: number; delivered: number; lost: number; doubled: number };

export function openRows(database: string): { state: string; next_try_at: number }[] {
  const raw = new DatabaseSync(database);
  const rows = raw.prepare("SELECT state, next_try_at FROM delivery WHERE state <> 'delivered'").all();
  raw.close();
  return rows as { state: string; next_try_at: number }[];
}

/** Every guest (a surname each) must be one contact, every registration one object in each archive, no row left open. */
export function checkDelivered(
  expected: readonly Expected[], where: { database: string; archive: string; portal: Portal; objects: ReadonlyMap<string, readonly StoredObject[]> },
): Verdict {
  const raw = new DatabaseSync(where.database);
  const rows = raw.prepare('SELECT registration_id, state, attempts FROM delivery').all();
  raw.close();
  const verdict: Verdict = {
    attempts: rows.reduce((sum, row) => sum + Number(row['attempts']), 0),
    delivered: rows.filter((row) => row['state'] === 'delivered').length, lost: 0, doubled: 0,
  };
  for (const { registrationId } of expected) {
    const mine = rows.filter((row) => row['registration_id'] === registrationId && row['state'] === 'delivered');
    tell(verdict, mine.length, DESTINATIONS.length);
    tell(verdict, filesIn(join(where.archive, registrationId)), 1);
    const keys = [...where.objects.keys()].filter((key) => key.startsWith(`${BUCKET}/${registrationId}/`));
    tell(verdict, keys.filter((key) => isWhole(key, where.objects.get(key))).length, 1);
  }
  tell(verdict, rows.length, expected.length * DESTINATIONS.length);
  tell(verdict, where.objects.size, expected.length);
  const contacts = [...where.portal.contacts.values()];
  const guests = new Set(expected.map(({ surname }) => surname));
  for (const surname of guests) tell(verdict, contacts.filter((contact) => contact['lastName'] === surname).length, 1);
  tell(verdict, contacts.length, guests.size);
  const requisites = [...where.portal.requisites.values()];
  for (const { id } of contacts) tell(verdict, requisites.filter((one) => one['ENTITY_ID'] === id).length, 1);
  tell(verdict, requisites.length, guests.size);
  tell(verdict, contacts.filter((contact) => contact['UF_CRM_PASSPORT_DUPLICATE'] !== 'N').length, 0);
  return verdict;
}

function tell(verdict: Verdict, found: number, wanted: number): void {
  verdict.lost += Math.max(0, wanted - found);
  verdict.doubled += Math.max(0, found - wanted);
}

/** An object is named by the hash of its bytes. */
function isWhole(key: string, versions: readonly StoredObject[] | undefined): boolean {
  const bytes = versions?.at(-1)?.bytes ?? Buffer.alloc(0);
  return key.endsWith(createHash('sha256').update(bytes).digest('hex'));
}

function filesIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0; // it is not there, which is the answer
  }
}

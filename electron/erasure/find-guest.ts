import type { Reading } from '../../shared/reading.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Registration } from '../../shared/registration.ts';
import { findReading } from '../capture/capture-rows.ts';
import { capturesBeside } from '../capture/part-rows.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';
import { findRegistration, registrationOf, registrationsWith } from '../records/registration-rows.ts';
import { documentToken, identityOf, personToken, type Identity } from '../records/search.ts';

/** Everything that this desk has of one guest, by ids. */
export type Guest = {
  /** Newest first. */
  readonly registrations: readonly Registration[];
  /** Pictures of those registrations, and pictures in the queue that show the same document or person. */
  readonly captures: readonly string[];
  /** Captures of others whose picture shows the guest's document, too. */
  readonly beside: readonly string[];
};

/** Nobody has more of one kind; it only keeps a look-up from growing without end. */
const MOST = 1000;

/**
 * All registrations of the same person: of the same resident, document, or names and birth date, and again of those
 * until nothing new turns up, since people change passports and names. Throws `registration.missing`.
 */
export function findGuest(open: OpenStorage, registrationId: string): Guest {
  const { database, keys } = open;
  const found = new Map<string, Registration>();
  const waiting = [registrationId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    const row = findRegistration(database, id);
    if (!row) throw new DeskError('registration.missing');
    const registration = registrationOf(keys.fields, row);
    found.set(id, registration);
    const sameResident = sql.selectFrom('registration').select('id').where('resident_id', '=', row.resident_id);
    waiting.push(...database.all(sameResident).map((one) => one.id));
    for (const token of tokensOf(open, identityOf(registration))) {
      waiting.push(...registrationsWith(database, [token], { limit: MOST }).map((one) => one.id));
    }
  }
  const registrations = [...found.values()].sort((a, b) => b.confirmedAt - a.confirmedAt);
  const ownCaptures = registrations.flatMap(({ captureId }) => (captureId === null ? [] : [captureId]));
  const captures = [...new Set([...ownCaptures, ...queuedOf(open, registrations)])];
  return { registrations, captures, beside: capturesBeside(database, captures) };
}

function tokensOf({ keys }: OpenStorage, identity: Identity): Buffer[] {
  const tokens = [documentToken(keys.blindIndex, identity), personToken(keys.blindIndex, identity)];
  return tokens.filter((token) => token !== null);
}

/** Tells whether somebody is the guest of these registrations, by document or by names and birth date. */
export function isGuestOf(open: OpenStorage, registrations: readonly Registration[]): (identity: Identity) => boolean {
  const wanted = new Set(registrations.flatMap((one) => tokensOf(open, identityOf(one))).map(asText));
  return (identity) => tokensOf(open, identity).some((token) => wanted.has(asText(token)));
}

/** Captures nobody has confirmed that show the guest. The queue is short, so each reading is opened and compared. */
function queuedOf(open: OpenStorage, registrations: readonly Registration[]): string[] {
  const isGuest = isGuestOf(open, registrations);
  const queue = open.database.all(sql.selectFrom('capture').select('id').where('state', '=', 'read'));
  return queue.map(({ id }) => id).filter((id) => {
    const reading = findReading(open.database, open.keys.fields, id);
    return reading !== null && identitiesOf(reading).some(isGuest);
  });
}

const asText = (token: Buffer): string => token.toString('hex');

function identitiesOf({ documents }: Reading): Identity[] {
  return documents.map(({ fields }) => {
    const value = (name: keyof typeof fields): string => fields[name]?.value ?? '';
    return {
      documentNumber: value('documentNumber'), issuingState: value('issuingState'), surname: value('surname'),
      givenNames: value('givenNames'), birthDate: value('birthDate'),
    };
  });
}

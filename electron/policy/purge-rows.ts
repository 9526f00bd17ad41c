import { sql as literal } from 'kysely';
import type { Policy, PurgeRun } from '../../shared/policy.ts';
import { sql, type Database } from '../db/database.ts';

const DAY_MS = 24 * 60 * 60_000;

/** `erase`: nothing of the picture stays; `reduce`: its zones alone. */
export type DuePicture = { readonly captureId: string; readonly what: 'erase' | 'reduce' };

/** Written out and not bound, or SQLite would not know that the index of kept pictures answers it. */
const kept = literal<boolean>`state = 'confirmed' AND picture <> 'none'`;

const undelivered = literal<boolean>`EXISTS (
  SELECT 1 FROM registration JOIN delivery ON delivery.registration_id = registration.id
  WHERE registration.capture_id = capture.id AND delivery.state <> 'delivered')`;

/** A delivery that is still to carry the picture, or of it as much as `shows` names. */
const carried = (shows: readonly ('whole' | 'zone')[]) => literal<boolean>`EXISTS (
  SELECT 1 FROM registration JOIN delivery ON delivery.registration_id = registration.id
  WHERE registration.capture_id = capture.id AND delivery.state <> 'delivered'
    AND delivery.picture IN (${literal.join(shows)}))`;

/** The oldest confirmed captures of which more is kept than the policy lets, none that a delivery still needs. */
export function duePictures(database: Database, policy: Policy, now: number, limit: number): DuePicture[] {
  const confirmed = sql.selectFrom('capture').select('id').where(kept).orderBy('confirmed_at').limit(limit);
  const toErase = erasable(policy, now)
    .reduce((query, condition) => query.where(condition), confirmed.where(literal<boolean>`NOT ${carried(['whole', 'zone'])}`));
  const erase = database.all(toErase).map(({ id }) => ({ captureId: id, what: 'erase' as const }));
  if (policy.picture === 'whole' || erase.length === limit) return erase;
  const gone = new Set(erase.map(({ captureId }) => captureId));
  const toReduce = confirmed.where('picture', '=', 'whole').where(literal<boolean>`NOT ${carried(['whole'])}`);
  const reduce = database.all(toReduce).filter(({ id }) => !gone.has(id));
  return [...erase, ...reduce.map(({ id }) => ({ captureId: id, what: 'reduce' as const }))];
}

function erasable({ keepPicture }: Policy, now: number) {
  switch (keepPicture.kind) {
    case 'never': return [];
    case 'untilDelivered': return [literal<boolean>`NOT ${undelivered}`];
    case 'days': return [literal<boolean>`confirmed_at <= ${now - keepPicture.days * DAY_MS}`];
    default: return keepPicture satisfies never;
  }
}

/** Notes what is now kept of a picture; after its files are gone, so that a crash in between does it again. */
export function notePicture(database: Database, { captureId, what }: DuePicture): void {
  const picture = what === 'erase' ? 'none' : 'zone';
  database.run(sql.updateTable('capture').where('id', '=', captureId).set({ picture }));
}

/** When registrations past their time were confirmed at the latest; null: they have no time. */
export function registrationDeadline({ keepRegistrationDays }: Policy, now: number): number | null {
  return keepRegistrationDays === null ? null : now - keepRegistrationDays * DAY_MS;
}

const open = literal<boolean>`EXISTS (
  SELECT 1 FROM delivery WHERE delivery.registration_id = registration.id AND delivery.state <> 'delivered')`;

/** The oldest registrations confirmed by then, none that is still to be delivered. */
export function dueRegistrations(database: Database, deadline: number, limit: number): string[] {
  const query = sql.selectFrom('registration').select('id').where('confirmed_at', '<=', deadline)
    .where(literal<boolean>`NOT ${open}`).orderBy('confirmed_at').limit(limit);
  return database.all(query).map((row) => row.id);
}

/** How many of them stay only because they are still to be delivered. */
export function countHeldBack(database: Database, deadline: number): number {
  const row = database.first(
    sql.selectFrom('registration').where('confirmed_at', '<=', deadline).where(open)
      .select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

/** Null before the first. */
export function lastPurge(database: Database): PurgeRun | null {
  const row = database.first(sql.selectFrom('purge_run').selectAll());
  if (!row) return null;
  const { finished_at: finishedAt, pictures, registrations, guests, held_back: heldBack } = row;
  return { finishedAt, pictures, registrations, guests, heldBack };
}

export function notePurge(database: Database, run: PurgeRun): void {
  const values = {
    finished_at: run.finishedAt, pictures: run.pictures, registrations: run.registrations, guests: run.guests, held_back: run.heldBack,
  };
  database.run(sql.insertInto('purge_run').values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values)));
}

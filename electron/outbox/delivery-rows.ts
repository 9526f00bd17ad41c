import { sql as literal } from 'kysely';
import type { DeliveryCode } from '../../shared/delivery.ts';
import { sql, type Database } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';
import type { DeliveryOutcome } from '../destinations/destination.ts';
import { writeAudit } from '../records/audit.ts';

/** A delivery that this desk alone may now attempt. */
export type ClaimedDelivery = {
  readonly id: number;
  readonly destination: string;
  readonly registrationId: string;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly attempt: number;
  readonly mayHaveHappened: boolean;
  readonly picture: 'whole' | 'zone' | null;
};

/** Written out and not bound, or SQLite would not know that the index of claimable rows answers it. */
const claimable = literal<boolean>`state IN ('due', 'leased', 'waiting')`;

/**
 * Leases the delivery that has waited longest, in one statement. A lease that has run out belongs to a desk that died
 * or hung in the middle, so that delivery may have happened. Undefined when none can be tried yet.
 */
export function claimDelivery(
  database: Database, destination: string, now: number, leaseMs: number,
): ClaimedDelivery | undefined {
  const longestWaiting = sql.selectFrom('delivery').select('id')
    .where('destination', '=', destination).where(claimable).where('next_try_at', '<=', now)
    .orderBy('next_try_at').orderBy('id').limit(1);
  const row = database.first(
    sql.updateTable('delivery').where('id', '=', longestWaiting)
      .set((set) => ({
        state: 'leased' as const, leased_until: now + leaseMs, next_try_at: now + leaseMs,
        attempts: set('attempts', '+', 1),
        may_have_happened: set.case().when('state', '=', 'leased').then(1).else(set.ref('may_have_happened')).end(),
      }))
      .returning([
        'id', 'registration_id', 'idempotency_key', 'correlation_id', 'attempts', 'may_have_happened', 'picture',
      ]),
  );
  return row && {
    id: row.id, destination, registrationId: row.registration_id, idempotencyKey: row.idempotency_key,
    correlationId: row.correlation_id, attempt: row.attempts, mayHaveHappened: row.may_have_happened === 1,
    picture: row.picture,
  };
}

/**
 * Notes how an attempt ended, in the delivery, its history and, when it came about, the audit log. `waitMs`: until the
 * next one, where there is to be one. False when the lease had run out and another attempt has begun: what this one says no longer counts.
 */
export function settleDelivery(
  store: Pick<OpenStorage, 'database' | 'keys'>, claimed: ClaimedDelivery, outcome: DeliveryOutcome, now: number,
  waitMs: number,
): boolean {
  const { database } = store;
  return database.transaction(() => {
    const counts = database.run(
      sql.updateTable('delivery').where('id', '=', claimed.id)
        .where('state', '=', 'leased').where('attempts', '=', claimed.attempt)
        .set({ leased_until: null, ...changeOf(outcome, now, waitMs) }),
    ) === 1;
    if (counts) noteAttempt(database, claimed, outcome, now);
    if (counts && outcome.kind === 'delivered') {
      const { registrationId: subject, destination: detail } = claimed;
      writeAudit(store, { at: now, actor: 'program', action: 'registration.delivered', subject, detail });
    }
    return counts;
  });
}

/** A delivery that fails for weeks keeps no more than its latest attempts. */
const ATTEMPTS_KEPT = 100;

function noteAttempt(database: Database, { id, destination }: ClaimedDelivery, outcome: DeliveryOutcome, at: number): void {
  database.run(sql.insertInto('delivery_attempt').values({
    delivery_id: id, destination, at, outcome: outcome.kind, code: outcome.kind === 'delivered' ? null : outcome.code,
  }));
  const surplus = sql.selectFrom('delivery_attempt').select('id').where('delivery_id', '=', id)
    .orderBy('id', 'desc').limit(1).offset(ATTEMPTS_KEPT);
  database.run(sql.deleteFrom('delivery_attempt').where('delivery_id', '=', id).where('id', '<=', surplus));
}

function changeOf(outcome: DeliveryOutcome, now: number, waitMs: number) {
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered' as const, delivered_at: now, code: null, reference: outcome.reference };
    case 'retry':
      return { ...waiting(outcome.code, now, waitMs), not_before: now + (outcome.after ?? 0) };
    case 'ambiguous':
      return { ...waiting(outcome.code, now, waitMs), not_before: now + (outcome.after ?? 0), may_have_happened: 1 };
    case 'parked':
      return { state: 'parked' as const, code: outcome.code };
    default:
      return outcome satisfies never;
  }
}

const waiting = (code: DeliveryCode, now: number, waitMs: number) =>
  ({ state: 'waiting' as const, code, next_try_at: now + waitMs });

/** When the next delivery can be claimed, leases that will run out included; undefined when none is open. */
export function nextClaimAt(database: Database, destination: string): number | undefined {
  return database.first(
    sql.selectFrom('delivery').select('next_try_at').where('destination', '=', destination).where(claimable)
      .orderBy('next_try_at').limit(1),
  )?.next_try_at;
}

/** Lets what waits be tried now, except where the other side asked for more patience. */
export function hurryDeliveries(database: Database, destination: string, now: number): void {
  database.run(
    sql.updateTable('delivery').where('destination', '=', destination).where(claimable)
      .where('state', '=', 'waiting').where('next_try_at', '>', now)
      .set((set) => ({ next_try_at: set.fn('max', [set.val(now), 'not_before']) })),
  );
}

/**
 * Mends times that can only come from a clock that has been set back since: without this they would be waited for.
 * They are put off by `longestMs` and not less, because an attempt among them may just have been made.
 */
export function mendFutureTimes(database: Database, destination: string, now: number, longestMs: number): void {
  database.run(
    sql.updateTable('delivery').where('destination', '=', destination).where(claimable)
      .where('next_try_at', '>', now + longestMs)
      .set({ next_try_at: now + longestMs, not_before: now + longestMs }),
  );
}

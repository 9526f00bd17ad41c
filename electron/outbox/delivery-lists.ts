/** What people see of the outbox, and the changes they ask for. Functions on the database; the courier has its own. */
import { PLACE_CODES, type DeliveryAttempt, type DeliveryCode, type DeliveryState, type RetryWish } from '../../shared/delivery.ts';
import { sql as literal, type Selectable } from 'kysely';
import { sql, type Database } from '../db/database.ts';
import type { DeliveryTable } from '../db/tables.ts';

const COLUMNS = [
  'id', 'registration_id', 'destination', 'state', 'code', 'attempts', 'created_at', 'next_try_at', 'delivered_at',
] as const;
export type ListedDelivery = Pick<Selectable<DeliveryTable>, (typeof COLUMNS)[number]>;

const OPEN = ['due', 'leased', 'waiting'] as const satisfies readonly DeliveryState[];
const STATES = {
  all: null, open: OPEN, parked: ['parked'], delivered: ['delivered'],
} as const satisfies Record<string, readonly DeliveryState[] | null>;
export type StateFilter = keyof typeof STATES;

/** Written out as the indexes say it, and not bound, or SQLite would look through all that was ever delivered. */
const undelivered = literal<boolean>`state <> 'delivered'`;
const delivered = literal<boolean>`state = 'delivered'`;
/** The few that are open are found by their index and then sorted; by id alone every row there is would be passed. */
const idAmongFew = literal<number>`+id`;

/** Newest first, one more than `limit` where there are more. */
export function listDeliveries(
  database: Database, filter: { destinationId: string | null; state: StateFilter; after: number | null; limit: number },
): ListedDelivery[] {
  const { destinationId, after, limit } = filter;
  const states = STATES[filter.state];
  const open = filter.state === 'open' || filter.state === 'parked';
  let ids = sql.selectFrom('delivery').select('id').limit(limit + 1);
  ids = open ? ids.where(undelivered).orderBy(idAmongFew, 'desc') : ids.orderBy('id', 'desc');
  if (destinationId !== null) ids = ids.where('destination', '=', destinationId);
  if (states !== null) ids = ids.where('state', 'in', states);
  if (after !== null) ids = ids.where('id', '<', after);
  // The ids first, which the index has: of a backlog only the rows of this page are fetched.
  return database.all(sql.selectFrom('delivery').select(COLUMNS).where('id', 'in', ids).orderBy('id', 'desc'));
}

/** Of one registration, in the order they were noted. */
export function deliveriesOf(database: Database, registrationId: string): ListedDelivery[] {
  return database.all(
    sql.selectFrom('delivery').select(COLUMNS).where('registration_id', '=', registrationId).orderBy('id'),
  );
}

/** Undefined when it is not there (any more). */
export function findDelivery(database: Database, deliveryId: number): ListedDelivery | undefined {
  return database.first(sql.selectFrom('delivery').select(COLUMNS).where('id', '=', deliveryId));
}

/** Newest first. */
export function attemptsOf(database: Database, deliveryId: number): DeliveryAttempt[] {
  const rows = database.all(
    sql.selectFrom('delivery_attempt').select(['at', 'outcome', 'code']).where('delivery_id', '=', deliveryId)
      .orderBy('id', 'desc'),
  );
  return rows.map(({ at, outcome, code }) => ({ at, outcome, code: code as DeliveryCode | null }));
}

/** Why the latest attempt there failed; null where it did not, or there was none. */
export function latestFailure(database: Database, destinationId: string): DeliveryCode | null {
  const latest = database.first(
    sql.selectFrom('delivery_attempt').select('code').where('destination', '=', destinationId)
      .orderBy('id', 'desc').limit(1),
  );
  return (latest?.code ?? null) as DeliveryCode | null;
}

/** How many were delivered there since; UTC milliseconds. */
export function countDeliveredSince(database: Database, destinationId: string, since: number): number {
  return count(database.first(
    sql.selectFrom('delivery').select((select) => select.fn.countAll<number>().as('count'))
      .where('destination', '=', destinationId).where(delivered).where('delivered_at', '>=', since),
  ));
}

export function countDeliveriesTo(
  database: Database, destinationId: string,
): { undelivered: number; delivered: number } {
  const to = sql.selectFrom('delivery').select((select) => select.fn.countAll<number>().as('count'))
    .where('destination', '=', destinationId);
  return {
    undelivered: count(database.first(to.where(undelivered))),
    delivered: count(database.first(to.where(delivered))),
  };
}

const count = (row: { count: number } | undefined): number => row?.count ?? 0;

/** Forgets what is not delivered; returns how many. */
export function dropUndelivered(database: Database, destinationId: string): number {
  return database.run(
    sql.deleteFrom('delivery').where('destination', '=', destinationId).where('state', '<>', 'delivered'),
  );
}

/** Lets a parked or waiting delivery be tried as soon as the other side allows; false when it is in another state. */
export function takeUp(database: Database, deliveryId: number, now: number): boolean {
  return database.run(
    sql.updateTable('delivery').where('id', '=', deliveryId).where('state', 'in', ['parked', 'waiting'])
      .set((set) => ({ state: 'due' as const, next_try_at: set.fn('max', [set.val(now), 'not_before']) })),
  ) === 1;
}

/** Has a delivered one made again; it then looks for what is there before it makes anything. False: not delivered. */
export function repeatDelivered(database: Database, deliveryId: number, now: number): boolean {
  return database.run(
    sql.updateTable('delivery').where('id', '=', deliveryId).where('state', '=', 'delivered').set({
      state: 'due', delivered_at: null, reference: null, code: null, next_try_at: now, may_have_happened: 1,
    }),
  ) === 1;
}

/** Ids of what is parked, oldest first, with the reason. */
export function parkedDeliveries(
  database: Database, { destinationId, mended }: RetryWish,
): { id: number; destination: string; code: string | null }[] {
  let query = sql.selectFrom('delivery').select(['id', 'destination', 'code']).where('state', '=', 'parked')
    .where(undelivered).orderBy(idAmongFew);
  if (destinationId !== null) query = query.where('destination', '=', destinationId);
  if (mended) query = query.where('code', 'in', PLACE_CODES);
  return database.all(query);
}

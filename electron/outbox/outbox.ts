import { randomUUID } from 'node:crypto';
import { sql as literal } from 'kysely';
import { sql, type Database } from '../db/database.ts';
import { correlationOf } from '../records/correlation.ts';

/** Which destinations get a picture with the registration, and how much of it. */
export type CarriedPictures = { readonly to: readonly string[]; readonly shows: 'whole' | 'zone' };

/**
 * Notes, in the transaction that confirms a registration, where it is to be delivered. Each delivery has a key of its
 * own that every attempt carries, so that a repeat can be known as one, and its document's id for log lines.
 */
export function enqueueDeliveries(
  database: Database, registration: { id: string; captureId: string | null; confirmedAt: number }, destinations: readonly string[],
  pictures: CarriedPictures | null = null,
): void {
  for (const destination of new Set(destinations)) {
    database.run(sql.insertInto('delivery').values({
      registration_id: registration.id, destination, state: 'due', attempts: 0,
      idempotency_key: randomUUID(), correlation_id: correlationOf(registration),
      next_try_at: registration.confirmedAt, leased_until: null, code: null,
      created_at: registration.confirmedAt, delivered_at: null,
      picture: pictures !== null && pictures.to.includes(destination) ? pictures.shows : null,
    }));
  }
}

/** Written out and not bound, or SQLite would not know that the index of undelivered rows answers it. */
const undelivered = literal<boolean>`state <> 'delivered'`;

/** Per destination: deliveries not yet made, and those that a person must look at. */
export function countDeliveries(database: Database): { name: string; waiting: number; parked: number }[] {
  const counts = database.all(
    sql.selectFrom('delivery').where(undelivered)
      .select((select) => ['destination', 'state', select.fn.countAll<number>().as('count')])
      .groupBy(['destination', 'state']).orderBy('destination'),
  );
  const names = [...new Set(counts.map((row) => row.destination))];
  return names.map((name) => {
    const mine = counts.filter((row) => row.destination === name);
    const all = mine.reduce((total, row) => total + row.count, 0);
    const parked = mine.find((row) => row.state === 'parked')?.count ?? 0;
    return { name, waiting: all - parked, parked };
  });
}

/**
 * Pictures are no longer to leave the desk: takes them from what was certainly not sent yet. A delivery that may have
 * happened stays as it is, or its repeat would be another object beside the first.
 */
export function withdrawPictures(database: Database): number {
  return database.run(
    sql.updateTable('delivery').where('picture', 'is not', null).where('state', 'in', ['due', 'waiting', 'parked'])
      .where('may_have_happened', '=', 0).set({ picture: null }),
  );
}

/** How many deliveries to these destinations were made. */
export function countDelivered(database: Database, destinations: readonly string[]): number {
  if (destinations.length === 0) return 0;
  const row = database.first(
    sql.selectFrom('delivery').where('state', '=', 'delivered').where('destination', 'in', destinations)
      .select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

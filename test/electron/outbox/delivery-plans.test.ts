import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Compilable } from 'kysely';
import { expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../electron/db/database.ts';
import { migrate } from '../../../electron/db/migrate.ts';
import { ALL_MIGRATIONS } from '../../../electron/db/migrations/all-migrations.ts';
import * as lists from '../../../electron/outbox/delivery-lists.ts';
import { countDeliveries } from '../../../electron/outbox/outbox.ts';

/** A database that notes how SQLite goes about each question. */
function explaining(): { database: Database; plans: string[] } {
  const raw = new DatabaseSync(':memory:');
  migrate(raw, ALL_MIGRATIONS);
  const database = createDatabase(raw);
  const plans: string[] = [];
  const note = (query: Compilable): void => {
    const { sql, parameters } = query.compile();
    const rows = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(parameters as SQLInputValue[]));
    plans.push(...rows.map((row) => String(row['detail'])));
  };
  return {
    plans,
    database: {
      ...database,
      all: (query) => { note(query); return database.all(query); },
      first: (query) => { note(query); return database.first(query); },
    },
  };
}

it('nothing that is asked each second or of what is stuck passes every delivery there ever was', () => {
  const { database, plans } = explaining();
  countDeliveries(database);
  lists.countDeliveredSince(database, 'one', 0);
  lists.latestFailure(database, 'one');
  lists.countDeliveriesTo(database, 'one');
  lists.parkedDeliveries(database, { destinationId: null, mended: false });
  lists.parkedDeliveries(database, { destinationId: 'one', mended: true });
  for (const state of ['open', 'parked'] as const) {
    for (const destinationId of [null, 'one']) lists.listDeliveries(database, { destinationId, state, after: null, limit: 50 });
  }
  expect(plans.length).toBeGreaterThan(9);
  expect(plans.filter((plan) => plan === 'SCAN delivery')).toEqual([]);
});

import type { Migration } from '../migrate.ts';

/** The outbox: which registration is still to reach which destination. */
export const deliveries: Migration = {
  version: 30,
  sql: `
    CREATE TABLE delivery (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      registration_id TEXT NOT NULL REFERENCES registration (id),
      destination TEXT NOT NULL,
      idempotency_key TEXT NOT NULL UNIQUE,
      correlation_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('due', 'leased', 'delivered', 'waiting', 'parked')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL,
      leased_until INTEGER CHECK ((state = 'leased') = (leased_until IS NOT NULL)),
      code TEXT,
      created_at INTEGER NOT NULL,
      delivered_at INTEGER CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
      UNIQUE (registration_id, destination)
    ) STRICT;

    CREATE INDEX delivery_open ON delivery (destination, next_try_at) WHERE state <> 'delivered';
  `,
};

import type { Migration } from '../migrate.ts';

/**
 * What became of each attempt, so that a person can see how a registration was delivered. Codes and times only; it goes
 * with its delivery. `destination` is repeated for the latest attempt of each to be found without a look at the others.
 */
export const deliveryHistory: Migration = {
  version: 50,
  sql: `
    CREATE TABLE delivery_attempt (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      delivery_id INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
      destination TEXT NOT NULL,
      at INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'retry', 'ambiguous', 'parked')),
      code TEXT CHECK ((code IS NULL) = (outcome = 'delivered'))
    ) STRICT;

    CREATE INDEX delivery_attempt_of ON delivery_attempt (delivery_id, id);
    CREATE INDEX delivery_attempt_latest ON delivery_attempt (destination, id);
    CREATE INDEX delivery_delivered ON delivery (destination, delivered_at) WHERE state = 'delivered';
  `,
};

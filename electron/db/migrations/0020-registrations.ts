import type { Migration } from '../migrate.ts';

/** What a person confirmed, whom it is about, how it is found again, and who looked. */
export const registrations: Migration = {
  version: 20,
  sql: `
    CREATE TABLE resident (
      id TEXT PRIMARY KEY,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registration (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      draft_id TEXT NOT NULL UNIQUE,
      resident_id TEXT NOT NULL REFERENCES resident (id),
      confirmed_at INTEGER NOT NULL,
      source TEXT NOT NULL,
      capture_id TEXT REFERENCES capture (id),
      document INTEGER NOT NULL,
      personal BLOB NOT NULL,
      UNIQUE (capture_id, document)
    ) STRICT;

    CREATE INDEX registration_resident ON registration (resident_id);
    CREATE INDEX registration_confirmed_at ON registration (confirmed_at);

    CREATE TABLE registration_token (
      token BLOB NOT NULL,
      registration_seq INTEGER NOT NULL REFERENCES registration (seq) ON DELETE CASCADE,
      PRIMARY KEY (token, registration_seq)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX registration_token_registration ON registration_token (registration_seq);

    CREATE TABLE audit_entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL
    ) STRICT;
  `,
};

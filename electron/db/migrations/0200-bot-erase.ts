import type { Migration } from '../migrate.ts';

/**
 * Owners have guests erased from Telegram, too: an action knows which, and what the dry run found. Stars that residents
 * give are counted apart from their words, and outlive them: nothing in them says whose they are.
 */
export const botErase: Migration = {
  version: 200,
  sql: `
    CREATE TABLE bot_action_new (
      token TEXT PRIMARY KEY,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      kind TEXT NOT NULL CHECK (kind IN ('resend', 'erase')),
      registration_id TEXT CHECK ((registration_id IS NOT NULL) <= (kind = 'erase')),
      mark TEXT,
      offered_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('looking', 'offered', 'running', 'done', 'declined'))
    ) STRICT;
    INSERT INTO bot_action_new (token, chat_id, kind, offered_at, state)
      SELECT token, chat_id, kind, offered_at, state FROM bot_action;
    DROP TABLE bot_action;
    ALTER TABLE bot_action_new RENAME TO bot_action;
    CREATE INDEX bot_action_open ON bot_action (kind, token) WHERE state IN ('looking', 'running');

    CREATE TABLE bot_rating (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5)
    ) STRICT;
    CREATE INDEX bot_rating_at ON bot_rating (at);
  `,
};

import type { Migration } from '../migrate.ts';

/** What an owner was asked in Telegram whether to do: each token is good for one deed. */
export const botAction: Migration = {
  version: 110,
  sql: `
    CREATE TABLE bot_action (
      token TEXT PRIMARY KEY,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      kind TEXT NOT NULL CHECK (kind IN ('resend')),
      offered_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('offered', 'running', 'done', 'declined'))
    ) STRICT;
    CREATE INDEX bot_action_running ON bot_action (token) WHERE state = 'running';
  `,
};

import type { Migration } from '../migrate.ts';

/**
 * The bot: what came in, with whom it speaks, what is said, what is still to be sent or fetched. Who somebody is and
 * every word are sealed; chats are found by a blind token of their number.
 */
export const telegram: Migration = {
  version: 100,
  sql: `
    CREATE TABLE bot_update (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      update_id INTEGER NOT NULL UNIQUE,
      received_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('new', 'done', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0,
      body BLOB CHECK ((state = 'new') = (body IS NOT NULL))
    ) STRICT;
    CREATE INDEX bot_update_new ON bot_update (seq) WHERE state = 'new';
    CREATE INDEX bot_update_received ON bot_update (received_at);

    CREATE TABLE bot_chat (
      id TEXT PRIMARY KEY,
      token BLOB NOT NULL UNIQUE,
      person BLOB NOT NULL,
      dialogue BLOB NOT NULL,
      consent_at INTEGER,
      consent_version TEXT CHECK ((consent_at IS NULL) = (consent_version IS NULL)),
      unread INTEGER NOT NULL DEFAULT 0,
      last_at INTEGER,
      blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1))
    ) STRICT;
    CREATE INDEX bot_chat_last ON bot_chat (last_at) WHERE last_at IS NOT NULL;

    CREATE TABLE bot_message (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('question', 'voice', 'document', 'answer')),
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX bot_message_of ON bot_message (chat_id, seq);

    CREATE TABLE bot_voice (
      message_id TEXT PRIMARY KEY REFERENCES bot_message (id) ON DELETE CASCADE,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE bot_outgoing (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      message_id TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('words', 'reminder', 'flash', 'unbutton')),
      state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'unsure', 'refused', 'dropped')),
      body BLOB CHECK (body IS NOT NULL OR state IN ('sent', 'refused', 'dropped')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL,
      settled_at INTEGER,
      code TEXT
    ) STRICT;
    CREATE INDEX bot_outgoing_open ON bot_outgoing (chat_id, id) WHERE state IN ('due', 'sending');
    CREATE INDEX bot_outgoing_unsure ON bot_outgoing (chat_id, id) WHERE state = 'unsure';
    CREATE INDEX bot_outgoing_message ON bot_outgoing (message_id) WHERE message_id IS NOT NULL;
    CREATE INDEX bot_outgoing_settled ON bot_outgoing (settled_at) WHERE settled_at IS NOT NULL;

    CREATE TABLE bot_file (
      id TEXT PRIMARY KEY,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      kind TEXT NOT NULL CHECK (kind IN ('picture', 'voice')),
      state TEXT NOT NULL CHECK (state IN ('due', 'reading', 'discarding')),
      body BLOB NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE bot_capture (
      capture_id TEXT PRIMARY KEY,
      chat_id TEXT NOT NULL REFERENCES bot_chat (id),
      held INTEGER NOT NULL CHECK (held IN (0, 1)),
      corrections BLOB
    ) STRICT;
    CREATE INDEX bot_capture_of ON bot_capture (chat_id);
    CREATE TRIGGER bot_capture_gone AFTER DELETE ON capture BEGIN
      DELETE FROM bot_capture WHERE capture_id = OLD.id;
    END;
    CREATE TRIGGER bot_capture_confirmed AFTER UPDATE OF state ON capture WHEN NEW.state = 'confirmed' BEGIN
      UPDATE bot_capture SET corrections = NULL WHERE capture_id = NEW.id;
    END;
  `,
};

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate, schemaVersion, type Migration } from '../../../electron/db/migrate.ts';
import { ALL_MIGRATIONS } from '../../../electron/db/migrations/all-migrations.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { temporaryFolder } from '../profile.ts';

const newest = ALL_MIGRATIONS.at(-1)?.version ?? 0;

/** Rows as a program of that version leaves them, one for every table it has. */
function fillTables(raw: DatabaseSync, version: number): void {
  if (version >= 10) {
    raw.exec(`
      INSERT INTO meta VALUES ('key_check', x'00');
      INSERT INTO capture (id, source, number, captured_at, state) VALUES ('c', 'drop', 1, 1, 'captured');
    `);
  }
  if (version >= 20) {
    raw.exec(`
      INSERT INTO resident VALUES ('p', 1);
      INSERT INTO registration (id, draft_id, resident_id, confirmed_at, source, capture_id, document, personal)
        VALUES ('r', 'd', 'p', 1, 'drop', 'c', 0, x'00');
      INSERT INTO registration_token VALUES (x'00', 1);
      INSERT INTO audit_entry (at, action, subject) VALUES (1, 'registration.confirmed', 'r');
    `);
  }
  if (version >= 30) {
    raw.exec(`
      INSERT INTO delivery (registration_id, destination, idempotency_key, correlation_id, state, next_try_at, created_at)
        VALUES ('r', 'folder', 'r/folder', 'x', 'due', 1, 1);
    `);
  }
  if (version >= 90) {
    raw.exec(`
      INSERT INTO erasure VALUES ('e', 1, NULL, 1, 1);
      INSERT INTO erasure_step (erasure_id, copy, state, next_try_at) VALUES ('e', x'00', 'waiting', 1);
    `);
  }
  if (version >= 80) raw.exec("INSERT INTO admin_pin VALUES (1, x'00', 0, 0)");
  if (version >= 100) {
    raw.exec(`
      INSERT INTO bot_update (update_id, received_at, state) VALUES (1, 1, 'done');
      INSERT INTO bot_chat (id, token, person, dialogue) VALUES ('t', x'00', x'00', x'00');
      INSERT INTO bot_message (id, chat_id, at, kind, body) VALUES ('m', 't', 1, 'voice', x'00');
      INSERT INTO bot_voice VALUES ('m', x'00');
      INSERT INTO bot_outgoing (key, chat_id, kind, state, next_try_at) VALUES ('k', 't', 'words', 'sent', 1);
      INSERT INTO bot_file (id, chat_id, kind, state, body, next_try_at) VALUES ('f', 't', 'picture', 'due', x'00', 1);
      INSERT INTO bot_capture VALUES ('c', 't', 1, NULL);
    `);
  }
  if (version >= 110 && version < 200) raw.exec("INSERT INTO bot_action VALUES ('a', 't', 'resend', 1, 'done')");
  if (version >= 200) {
    raw.exec("INSERT INTO bot_action VALUES ('a', 't', 'erase', 'r', NULL, 1, 'looking')");
    raw.exec('INSERT INTO bot_rating VALUES (1, 1, 5)');
  }
  if (version >= 160) {
    raw.exec("INSERT INTO watched_folder VALUES ('f', 'Scanner', '/srv/scans', 1, 1)");
    raw.exec("INSERT INTO taken_file VALUES ('f', x'00', 1, 1, NULL)");
    raw.exec("INSERT INTO batch VALUES ('b', 'running', 1, NULL)");
    raw.exec("INSERT INTO batch_file VALUES (1, 'bf', 'b', x'00', 'stored', NULL)");
    raw.exec("INSERT INTO batch_page VALUES ('c', 1, 0, 'read', NULL, 'abc')");
  }
  if (version >= 220) raw.exec("INSERT INTO picture_part VALUES ('c', 'c', 0, 2, '[0,0,1,1]')");
  if (version >= 240) raw.exec("INSERT INTO draft VALUES ('t', 'c', 1, x'00')");
  if (version >= 190) raw.exec("INSERT INTO backup_run VALUES (1, 1, 2, 'folder', 'n', 3, 4, NULL)");
  if (version >= 170) {
    raw.exec("INSERT INTO guest_group VALUES ('g', x'00', 1, 1)");
    raw.exec("INSERT INTO group_guest VALUES (1, 'gg', 'g', x'00', 1)");
    raw.exec("INSERT INTO group_reading VALUES ('c', 0, 'g', 'gg', 'number', NULL)");
  }
  if (version >= 180) raw.exec("INSERT INTO desk_pin VALUES (1, x'00', 0, 0)");
  if (version >= 60) raw.exec('INSERT INTO purge_run (id, finished_at, pictures, registrations, held_back) VALUES (1, 1, 0, 0, 0)');
  if (version >= 50) {
    raw.exec(`
      INSERT INTO delivery_attempt (delivery_id, destination, at, outcome, code) VALUES (1, 'folder', 2, 'retry', 'server.busy');
    `);
  }
}

function openRaw(file: string): DatabaseSync {
  return new DatabaseSync(file, { enableForeignKeyConstraints: true });
}

/** Names and definitions of all there is. */
const schemaOf = (raw: DatabaseSync) =>
  raw.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();

const tablesOf = (raw: DatabaseSync): string[] =>
  raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    .map((row) => String(row['name']));

const rowsOf = (raw: DatabaseSync): Record<string, unknown> =>
  Object.fromEntries(tablesOf(raw).map((table) => [table, raw.prepare(`SELECT * FROM "${table}"`).all()]));

describe('migrating', () => {
  it.each(ALL_MIGRATIONS.map((migration) => migration.version))(
    'brings a filled database of version %i to the newest schema with all its rows', (version) => {
      const raw = openRaw(join(temporaryFolder(), 'desk.db'));
      migrate(raw, ALL_MIGRATIONS.filter((migration) => migration.version <= version));
      fillTables(raw, version);
      const before = rowsOf(raw);
      for (const rows of Object.values(before)) expect(rows).not.toEqual([]);

      expect(migrate(raw, ALL_MIGRATIONS)).toEqual(
        ALL_MIGRATIONS.map((migration) => migration.version).filter((other) => other > version),
      );
      expect(rowsOf(raw)).toMatchObject(before);
      const fresh = new DatabaseSync(':memory:');
      migrate(fresh, ALL_MIGRATIONS);
      expect(schemaOf(raw)).toEqual(schemaOf(fresh));
      expect(schemaVersion(raw)).toBe(newest);
    },
  );

  it('makes every table STRICT', () => {
    const raw = new DatabaseSync(':memory:');
    migrate(raw, ALL_MIGRATIONS);
    const loose = raw.prepare("SELECT name FROM pragma_table_list WHERE NOT strict AND name NOT LIKE 'sqlite_%'").all();
    expect(loose).toEqual([]);
  });

  it('numbers by ten', () => {
    expect(ALL_MIGRATIONS.map((migration) => migration.version % 10)).toEqual(ALL_MIGRATIONS.map(() => 0));
  });

  it('undoes a step that fails half-way, and keeps those before it', () => {
    const raw = new DatabaseSync(':memory:');
    const steps: Migration[] = [
      { version: 10, sql: 'CREATE TABLE one (id INTEGER) STRICT' },
      { version: 20, sql: 'CREATE TABLE two (id INTEGER) STRICT; INSERT INTO absent VALUES (1)' },
    ];
    expect(() => migrate(raw, steps)).toThrow();
    expect(tablesOf(raw)).toEqual(['one']);
    expect(schemaVersion(raw)).toBe(10);
    expect(raw.isTransaction).toBe(false);
  });

  it('refuses a list that does not rise', () => {
    const step = (version: number): Migration => ({ version, sql: 'SELECT 1' });
    expect(() => migrate(new DatabaseSync(':memory:'), [step(20), step(10)])).toThrow('must come after');
    expect(() => migrate(new DatabaseSync(':memory:'), [step(10), step(10)])).toThrow('must come after');
  });
});

describe('a database from the future', () => {
  it('is refused and left as it is', () => {
    const file = join(temporaryFolder(), 'desk.db');
    openDatabase(file).close();
    const raw = openRaw(file);
    raw.exec(`CREATE TABLE tomorrow (id INTEGER) STRICT; PRAGMA user_version = ${newest + 1}`);
    const before = schemaOf(raw);
    raw.close();

    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'database.fromTheFuture' }));
    const after = openRaw(file);
    expect(schemaOf(after)).toEqual(before);
    expect(schemaVersion(after)).toBe(newest + 1);
    after.close();
  });
});

import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createDatabase, sql, type Database } from '../../../electron/db/database.ts';
import { migrate } from '../../../electron/db/migrate.ts';
import { ALL_MIGRATIONS } from '../../../electron/db/migrations/all-migrations.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { temporaryFolder } from '../profile.ts';

const damaged = expect.objectContaining({ code: 'database.damaged' });
const fill = (database: Database): void => database.transaction(() => {
  for (let n = 0; n < 500; n += 1) database.run(resident(`resident ${n}`));
});
const resident = (id: string) => sql.insertInto('resident').values({ id, created_at: 1 });

it('keeps a write-ahead log', () => {
  const file = join(temporaryFolder(), 'desk.db');
  openDatabase(file).close();
  const raw = new DatabaseSync(file);
  expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  raw.close();
});

it('calls a file that is no database damaged, and leaves it', () => {
  const file = join(temporaryFolder(), 'desk.db');
  writeFileSync(file, 'x'.repeat(8192));
  expect(() => openDatabase(file)).toThrow(damaged);
  expect(readFileSync(file, 'utf8')).toBe('x'.repeat(8192));
});

it('calls a database cut in half damaged', () => {
  const file = join(temporaryFolder(), 'desk.db');
  const database = openDatabase(file);
  fill(database);
  database.close();
  truncateSync(file, readFileSync(file).length / 2);
  expect(() => openDatabase(file)).toThrow(damaged);
});

it('calls a database with an overwritten page damaged', () => {
  const file = join(temporaryFolder(), 'desk.db');
  const database = openDatabase(file);
  fill(database);
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, bytes.length - 4096);
  writeFileSync(file, bytes);
  expect(() => openDatabase(file)).toThrow(damaged);
});

it('says that the disk is full, undoes the transaction and works on when there is room again', () => {
  const raw = new DatabaseSync(join(temporaryFolder(), 'desk.db'));
  migrate(raw, ALL_MIGRATIONS);
  // SQLite answers SQLITE_FULL at a page limit just as it does on a full disk.
  raw.exec(`PRAGMA max_page_count = ${Number(raw.prepare('PRAGMA page_count').get()?.['page_count']) + 2}`);
  const database = createDatabase(raw);
  expect(() => database.transaction(() => {
    for (let n = 0; n < 2000; n += 1) database.run(resident(`resident ${n}`));
  })).toThrow(expect.objectContaining({ code: 'database.full' }));
  expect(database.all(sql.selectFrom('resident').select('id'))).toEqual([]);
  database.run(resident('one'));
  expect(database.all(sql.selectFrom('resident').select('id'))).toEqual([{ id: 'one' }]);
  database.close();
});

it('refuses a row whose parent is missing', () => {
  const database = openDatabase(':memory:');
  expect(() => database.run(sql.insertInto('registration_token').values({ token: Buffer.of(1), registration_seq: 1 })))
    .toThrow('FOREIGN KEY');
  database.close();
});

it('undoes all of a transaction that throws', () => {
  const database = openDatabase(':memory:');
  expect(() => database.transaction(() => {
    database.run(resident('one'));
    throw new Error('half-way');
  })).toThrow('half-way');
  expect(database.all(sql.selectFrom('resident').select('id'))).toEqual([]);
  database.close();
});

import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, it } from 'vitest';
import { dropCopies } from '../../../electron/db/before-migration.ts';
import { sql } from '../../../electron/db/database.ts';
import { schemaVersion } from '../../../electron/db/migrate.ts';
import { ALL_MIGRATIONS } from '../../../electron/db/migrations/all-migrations.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { temporaryFolder } from '../profile.ts';

const OLD = ALL_MIGRATIONS.slice(0, 2);
const schema = OLD.at(-1)?.version ?? 0;
let folder: string;
let file: string;
let copy: string;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'desk.db');
  copy = join(folder, `desk-before-${schema}.db`);
});
const copies = () => readdirSync(folder).filter((name) => name.includes('-before-'));
/** As an older program left it, with one resident. */
function older(): void {
  const database = openDatabase(file, OLD);
  database.run(sql.insertInto('resident').values({ id: 'resident-1', created_at: 1 }));
  database.close();
}

it('keeps the database as it was before a newer program changes its schema, whole and to be opened by the older one', () => {
  older();
  openDatabase(file).close();
  expect(copies()).toEqual([`desk-before-${schema}.db`]);
  const database = openDatabase(copy, OLD);
  expect(database.all(sql.selectFrom('resident').select('id'))).toEqual([{ id: 'resident-1' }]);
  database.close();
});

it('keeps nothing of a new database and of one that is up to date', () => {
  openDatabase(file).close();
  openDatabase(file).close();
  expect(copies()).toEqual([]);
});

it('takes a copy that was left unfinished by a power cut anew', () => {
  older();
  const unfinished = new DatabaseSync(`${copy}.unfinished`);
  unfinished.exec('CREATE TABLE half (n)');
  unfinished.close();
  openDatabase(file).close();
  expect(copies()).toEqual([`desk-before-${schema}.db`]);
});

it('changes nothing when no copy can be made', () => {
  older();
  const before = readFileSync(file);
  // A folder of that name stands in the way of the file.
  mkdirSync(`${copy}.unfinished`);
  expect(() => openDatabase(file)).toThrow();
  expect(readFileSync(file).equals(before)).toBe(true);
  const raw = new DatabaseSync(file);
  expect(schemaVersion(raw)).toBe(schema);
  raw.close();
});

it('forgets the copy after a fortnight, and at once when a guest is erased', () => {
  older();
  openDatabase(file).close();
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
  utimesSync(copy, days(13), days(13));
  openDatabase(file).close();
  expect(existsSync(copy)).toBe(true);
  utimesSync(copy, days(15), days(15));
  openDatabase(file).close();
  expect(existsSync(copy)).toBe(false);

  const other = join(folder, 'other.db');
  openDatabase(other, OLD).close();
  openDatabase(other).close();
  dropCopies(other, { now: Date.now(), all: true });
  expect(copies()).toEqual([]);
});

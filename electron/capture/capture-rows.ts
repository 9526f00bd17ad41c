import type { Insertable } from 'kysely';
import type { CaptureState, CaptureSummary, PictureSource, Source, TextSource } from '../../shared/capture.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Reading, ReadingStatus } from '../../shared/reading.ts';
import { sql, type Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import { startOfDay } from '../local-day.ts';

/** A capture as the database has it, without its reading. */
export type CaptureRow = {
  readonly id: string;
  readonly source: string;
  readonly number: number;
  readonly captured_at: number;
  readonly state: CaptureState['kind'];
  readonly code: string | null;
  readonly attempts: number;
  readonly reading_status: string | null;
  readonly documents: number;
};

const COLUMNS = [
  'id', 'source', 'number', 'captured_at', 'state', 'code', 'attempts', 'reading_status', 'documents',
] as const;

const readingPlace = (captureId: string): Place => ({ table: 'capture', column: 'reading', row: captureId });

type NewCapture<From extends Source> = { readonly id: string; readonly source: From; readonly capturedAt: number };

/** A new capture, numbered after the last one of its day. */
export function insertCapture(database: Database, capture: NewCapture<PictureSource>): void {
  insert(database, capture, { state: 'captured', reading_status: null, documents: 0, reading: null });
}

/** A new capture that came as text and has been read; there is no picture of it. */
export function insertReadCapture(database: Database, key: Buffer, capture: NewCapture<TextSource>, reading: Reading): void {
  insert(database, capture, {
    state: 'read', reading_status: reading.status, documents: reading.documents.length,
    reading: sealJson(key, reading, readingPlace(capture.id)), picture: 'none',
  });
}

/** A capture of its own for another document of the picture that `of` came with; read, and numbered after the last one. */
export function insertPartCapture(database: Database, key: Buffer, { id, of }: { id: string; of: string }, reading: Reading): void {
  const first = findCapture(database, of);
  if (first === undefined) throw new Error('the capture of a picture is gone while its parts are made');
  insertRow(database, { id, source: first.source as PictureSource, capturedAt: first.captured_at }, {
    state: 'read', reading_status: reading.status, documents: reading.documents.length,
    reading: sealJson(key, reading, readingPlace(id)),
  });
}

type Begun = Pick<Insertable<Tables['capture']>, 'state' | 'reading_status' | 'documents' | 'reading' | 'picture'>;

function insert(database: Database, capture: NewCapture<Source>, begun: Begun): void {
  database.transaction(() => insertRow(database, capture, begun));
}

/** In the caller's transaction. */
function insertRow(database: Database, { id, source, capturedAt }: NewCapture<Source>, begun: Begun): void {
  const last = database.first(
    sql.selectFrom('capture')
      .select((select) => select.fn.max('number').as('number'))
      .where('captured_at', '>=', startOfDay(capturedAt)),
  );
  database.run(sql.insertInto('capture').values({
    id, source, number: (last?.number ?? 0) + 1, captured_at: capturedAt, code: null, attempts: 0, confirmed_at: null, ...begun,
  }));
}

/** Readings of captures of this source that nobody has confirmed, newest first. */
export function openReadings(database: Database, key: Buffer, source: TextSource): { id: string; reading: Reading }[] {
  const query = sql.selectFrom('capture').select(['id', 'reading']).where('state', '=', 'read').where('source', '=', source)
    .orderBy('seq', 'desc');
  return database.all(query).flatMap(({ id, reading }) =>
    (reading === null ? [] : [{ id, reading: unsealJson<Reading>(key, reading, readingPlace(id)) }]));
}

/** Undefined when there is none. */
export function findCapture(database: Database, id: string): CaptureRow | undefined {
  return database.first(sql.selectFrom('capture').select(COLUMNS).where('id', '=', id));
}

/** What is kept of the picture; `none` also when there is no such capture. */
export function keptPicture(database: Database, id: string): 'whole' | 'zone' | 'none' {
  return database.first(sql.selectFrom('capture').select('picture').where('id', '=', id))?.picture ?? 'none';
}

/** Oldest first: every open capture but those a resident has yet to hand over, and those confirmed since `since`. */
export function listCaptures(database: Database, since: number): CaptureRow[] {
  const held = sql.selectFrom('bot_capture').select('capture_id').where('held', '=', 1);
  const open = sql.selectFrom('capture').select([...COLUMNS, 'seq']).where('state', '<>', 'confirmed')
    .where('id', 'not in', held);
  const confirmed = sql.selectFrom('capture').select([...COLUMNS, 'seq'])
    .where('state', '=', 'confirmed').where('confirmed_at', '>=', since);
  return database.all(open.unionAll(confirmed).orderBy('seq'));
}

/** Ids of captures that wait for the reader or were being read when the desk stopped, oldest first. */
export function unreadCaptures(database: Database): string[] {
  const query = sql.selectFrom('capture').select('id').where('state', 'in', ['captured', 'reading']).orderBy('seq');
  return database.all(query).map((row) => row.id);
}

/** Back into the queue, as if it had just come in. */
export function markCaptured(database: Database, id: string): void {
  database.run(sql.updateTable('capture').where('id', '=', id).set({
    state: 'captured', code: null, attempts: 0, reading_status: null, documents: 0, reading: null,
  }));
}

/** False when it no longer is to be read: erased, cancelled or confirmed by hand meanwhile. */
export function markReading(database: Database, id: string): boolean {
  return database.run(
    sql.updateTable('capture').where('id', '=', id).where('state', 'in', ['captured', 'reading'])
      .set((set) => ({ state: 'reading' as const, attempts: set('attempts', '+', 1) })),
  ) === 1;
}

/** False when it no longer was being read. */
export function markRead(database: Database, key: Buffer, id: string, reading: Reading): boolean {
  return database.run(
    sql.updateTable('capture').where('id', '=', id).where('state', '=', 'reading').set({
      state: 'read', reading_status: reading.status, documents: reading.documents.length,
      reading: sealJson(key, reading, readingPlace(id)),
    }),
  ) === 1;
}

/** False when it no longer was to be read. */
export function markParked(database: Database, id: string, code: ErrorCode): boolean {
  return database.run(
    sql.updateTable('capture').where('id', '=', id).where('state', 'in', ['captured', 'reading'])
      .set({ state: 'parked', code }),
  ) === 1;
}

/** Closes a capture: nothing of it waits for a person any more. */
export function markConfirmed(database: Database, id: string, at: number): void {
  database.run(sql.updateTable('capture').where('id', '=', id).where('state', '<>', 'confirmed')
    .set({ state: 'confirmed', code: null, confirmed_at: at }));
}

/** Removes the row; the files are the vault's. */
export function deleteCapture(database: Database, id: string): void {
  database.run(sql.deleteFrom('capture').where('id', '=', id));
}

/** Null while it has none. */
export function findReading(database: Database, key: Buffer, id: string): Reading | null {
  const row = database.first(sql.selectFrom('capture').select('reading').where('id', '=', id));
  return row?.reading ? unsealJson<Reading>(key, row.reading, readingPlace(id)) : null;
}

/** Registrations made of a capture, in the order of its documents. */
export function confirmedDocuments(database: Database, id: string): { document: number; registrationId: string }[] {
  return database.all(
    sql.selectFrom('registration').select(['document', 'id as registrationId'])
      .where('capture_id', '=', id).orderBy('document'),
  );
}

/** The row as the page knows it. `fraction`: how far reading is, 0..1. */
export function summaryOf(
  database: Database, row: CaptureRow, live: { title: string | null; fraction: number },
): CaptureSummary {
  return {
    id: row.id, source: row.source as Source, capturedAt: row.captured_at, number: row.number,
    state: stateOf(database, row, live.fraction), title: live.title,
  };
}

function stateOf(database: Database, row: CaptureRow, fraction: number): CaptureState {
  switch (row.state) {
    case 'captured': return { kind: 'captured' };
    case 'reading': return { kind: 'reading', fraction };
    case 'parked': return { kind: 'parked', code: row.code as ErrorCode };
    case 'read': return {
      kind: 'read', status: row.reading_status as ReadingStatus, documents: row.documents,
      confirmed: confirmedDocuments(database, row.id),
    };
    case 'confirmed': return {
      kind: 'confirmed', registrationIds: confirmedDocuments(database, row.id).map((one) => one.registrationId),
    };
    default: return row.state satisfies never;
  }
}

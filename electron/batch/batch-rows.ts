import { randomUUID } from 'node:crypto';
import { sql as literal } from 'kysely';
import type { Batch, BatchReason, BatchRow, BatchShown, BatchState } from '../../shared/batch.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { partsOf } from '../capture/part-rows.ts';
import { sql, type Database } from '../db/database.ts';
import { seal, unseal, type Place } from '../db/seal.ts';

const place = (fileId: string): Place => ({ table: 'batch_file', column: 'path', row: fileId });

/** How a page ended; null while it is still to be read. */
export type Outcome = { readonly outcome: 'read' | 'look' | 'failed'; readonly code: BatchReason | null; readonly model: string | null };

/** All files in one transaction, in this order. */
export function insertBatch(database: Database, key: Buffer, batch: { id: string; at: number; paths: readonly string[] }): void {
  database.transaction(() => {
    database.run(sql.insertInto('batch').values({ id: batch.id, state: 'running', started_at: batch.at, finished_at: null }));
    for (const path of batch.paths) {
      const id = randomUUID();
      const sealed = seal(key, Buffer.from(path, 'utf8'), place(id));
      database.run(sql.insertInto('batch_file').values({ id, batch_id: batch.id, path: sealed, state: 'waiting', code: null }));
    }
  });
}

/** The one begun first that is to go on; undefined when there is none. */
export function firstRunning(database: Database): string | undefined {
  return database.first(sql.selectFrom('batch').select('id').where('state', '=', 'running').orderBy('started_at').limit(1))?.id;
}

export function batchState(database: Database, id: string): BatchState | undefined {
  return database.first(sql.selectFrom('batch').select('state').where('id', '=', id))?.state;
}

export function setState(database: Database, id: string, state: BatchState, finishedAt: number | null): void {
  database.run(sql.updateTable('batch').where('id', '=', id).set({ state, finished_at: finishedAt }));
}

export type WaitingFile = { readonly seq: number; readonly id: string; readonly path: string | null };

export function nextWaiting(database: Database, key: Buffer, batchId: string): WaitingFile | undefined {
  const row = database.first(sql.selectFrom('batch_file').select(['seq', 'id', 'path']).where('batch_id', '=', batchId)
    .where('state', '=', 'waiting').orderBy('seq').limit(1));
  return row && { seq: row.seq, id: row.id, path: row.path === null ? null : unseal(key, row.path, place(row.id)).toString('utf8') };
}

/** Its pages are stored and wait for the reader. */
export function noteStored(database: Database, seq: number, captureIds: readonly string[]): void {
  database.transaction(() => {
    for (const [page, capture_id] of captureIds.entries()) {
      database.run(sql.insertInto('batch_page').orIgnore()
        .values({ capture_id, file_seq: seq, page, outcome: null, code: null, model: null }));
      // Read already: the others of its documents are captures by now.
      for (const part of partsOf(database, capture_id)) {
        database.run(sql.insertInto('batch_page').orIgnore()
          .values({ capture_id: part.captureId, file_seq: seq, page, outcome: null, code: null, model: null }));
      }
    }
    database.run(sql.updateTable('batch_file').where('seq', '=', seq).set({ state: 'stored', code: null }));
  });
}

export function noteFailed(database: Database, seq: number, code: ErrorCode): void {
  database.run(sql.updateTable('batch_file').where('seq', '=', seq).set({ state: 'failed', code }));
}

/** What waits is not imported any more. */
export function leaveWaiting(database: Database, batchId: string): void {
  database.run(sql.updateTable('batch_file').where('batch_id', '=', batchId).where('state', '=', 'waiting').set({ state: 'left' }));
}

/** False for a capture of no batch. */
export function noteOutcome(database: Database, captureId: string, { outcome, code, model }: Outcome): boolean {
  return database.run(sql.updateTable('batch_page').where('capture_id', '=', captureId).set({ outcome, code, model })) === 1;
}

export function isOfBatch(database: Database, captureId: string): boolean {
  return database.first(sql.selectFrom('batch_page').select('page').where('capture_id', '=', captureId)) !== undefined;
}

/** Captures whose reading is not known yet. */
export function openPages(database: Database, batchId: string | null): string[] {
  let query = sql.selectFrom('batch_page').innerJoin('batch_file', 'batch_file.seq', 'batch_page.file_seq')
    .select('capture_id').where('outcome', 'is', null);
  if (batchId !== null) query = query.where('batch_id', '=', batchId);
  return database.all(query).map((row) => row.capture_id);
}

export function openPagesOfFile(database: Database, seq: number): string[] {
  return database.all(sql.selectFrom('batch_page').select('capture_id').where('file_seq', '=', seq).where('outcome', 'is', null))
    .map((row) => row.capture_id);
}

/** What reading again may mend: failed, or doubtful and read by another model than `model`; its capture still open. */
const mendable = (model: string) => literal<boolean>`(outcome = 'failed' OR (outcome = 'look' AND model <> ${model}))
  AND EXISTS (SELECT 1 FROM capture WHERE capture.id = capture_id AND capture.state IN ('read', 'parked'))
  AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.capture_id = batch_page.capture_id)`;

/** Takes them up again in one transaction; the captures that are to be read once more. */
export function takeUpAgain(database: Database, batchId: string, model: string): string[] {
  return database.transaction(() => {
    const ofBatch = sql.selectFrom('batch_file').select('seq').where('batch_id', '=', batchId);
    const pages = database.all(sql.selectFrom('batch_page').select('capture_id').where('file_seq', 'in', ofBatch).where(mendable(model)));
    const ids = pages.map((row) => row.capture_id);
    for (const id of ids) {
      database.run(sql.updateTable('batch_page').where('capture_id', '=', id).set({ outcome: null, code: null, model: null }));
    }
    database.run(sql.updateTable('batch_file').where('batch_id', '=', batchId).where('state', '=', 'failed')
      .where('path', 'is not', null).set({ state: 'waiting', code: null }));
    setState(database, batchId, 'running', null);
    return ids;
  });
}

/** Forgets it; the captures stay. */
export function deleteBatch(database: Database, id: string): void {
  database.run(sql.deleteFrom('batch').where('id', '=', id));
}

/** Those that ended before then. */
export function deleteOld(database: Database, before: number): void {
  database.run(sql.deleteFrom('batch').where('finished_at', '<', before));
}

/** Newest first. */
export function listBatches(database: Database, model: string, limit: number): Batch[] {
  const rows = database.all(sql.selectFrom('batch').selectAll().orderBy('started_at', 'desc').limit(limit));
  return rows.map((row) => ({
    id: row.id, startedAt: row.started_at, finishedAt: row.finished_at, state: row.state, ...countsOf(database, row.id, model),
  }));
}

function countsOf(database: Database, id: string, model: string): Pick<Batch, 'files' | 'done' | 'read' | 'look' | 'failed' | 'again'> {
  const files = database.first(sql.selectFrom('batch_file').where('batch_id', '=', id).select([
    literal<number>`count(*)`.as('files'),
    literal<number>`coalesce(sum(state = 'failed'), 0)`.as('failed'),
    literal<number>`coalesce(sum(state IN ('failed', 'left') OR (state = 'stored' AND NOT EXISTS (
      SELECT 1 FROM batch_page WHERE file_seq = batch_file.seq AND outcome IS NULL))), 0)`.as('done'),
    literal<number>`coalesce(sum(state = 'failed' AND path IS NOT NULL), 0)`.as('again'),
  ]));
  const pages = database.first(sql.selectFrom('batch_page').innerJoin('batch_file', 'batch_file.seq', 'batch_page.file_seq')
    .where('batch_id', '=', id).select([
      literal<number>`coalesce(sum(outcome = 'read'), 0)`.as('read'),
      literal<number>`coalesce(sum(outcome = 'look'), 0)`.as('look'),
      literal<number>`coalesce(sum(outcome = 'failed'), 0)`.as('failed'),
      literal<number>`coalesce(sum(${mendable(model)}), 0)`.as('again'),
    ]));
  return {
    files: files?.files ?? 0, done: files?.done ?? 0, read: pages?.read ?? 0, look: pages?.look ?? 0,
    failed: (files?.failed ?? 0) + (pages?.failed ?? 0), again: (files?.again ?? 0) + (pages?.again ?? 0),
  };
}

const hasPage = (outcome: 'look' | 'failed') => literal<boolean>`EXISTS (
  SELECT 1 FROM batch_page WHERE file_seq = batch_file.seq AND outcome = ${outcome})`;

const shownAs = (show: 'look' | 'failed') =>
  (show === 'look' ? hasPage('look') : literal<boolean>`(state = 'failed' OR ${hasPage('failed')})`);

/** In the order of the files, their pages and the documents of each: of `limit` files after `after` (a row's `seq`), so that pages never part. */
export function listRows(
  database: Database, key: Buffer, batchId: string, page: { after: number; limit: number; show: BatchShown },
): BatchRow[] {
  let files = sql.selectFrom('batch_file').select('seq').where('batch_id', '=', batchId).where('seq', '>', page.after)
    .orderBy('seq').limit(page.limit);
  if (page.show !== 'all') files = files.where(shownAs(page.show));
  const query = sql.selectFrom('batch_file').leftJoin('batch_page', 'batch_page.file_seq', 'batch_file.seq')
    .leftJoin('capture', 'capture.id', 'batch_page.capture_id')
    .leftJoin('picture_part', 'picture_part.capture_id', 'batch_page.capture_id')
    .where('batch_file.seq', 'in', files)
    .select([
      'batch_file.seq', 'batch_file.id', 'path', 'batch_file.state as state', 'batch_file.code as fileCode', 'page', 'outcome',
      'batch_page.code as pageCode', 'model', 'capture.id as captureId',
      literal<number>`(SELECT count(DISTINCT other.page) FROM batch_page AS other WHERE other.file_seq = batch_file.seq)`.as('pages'),
      'part',
    ])
    .orderBy('batch_file.seq').orderBy('page').orderBy('part');
  return database.all(query).map((row) => ({
    seq: row.seq,
    name: row.path === null ? null : unseal(key, row.path, place(row.id)).toString('utf8'),
    page: row.page === null || row.pages < 2 ? null : row.page + 1,
    document: row.part === null ? null : row.part + 1,
    outcome: row.state === 'stored' ? (row.outcome ?? 'reading') : row.state,
    why: (row.state === 'stored' ? row.pageCode : row.fileCode) as BatchReason | null,
    captureId: row.captureId, model: row.model,
  }));
}

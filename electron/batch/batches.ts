/**
 * Imports many files: a few are ahead of the reader at a time, so that pause and cancel hold at once and memory stays as it
 * is. All is in the database, so that an import goes on where it was when the desk is started again.
 */
import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Batch, BatchRow, BatchShown } from '../../shared/batch.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import { writeFileAtomically } from '../atomic-file.ts';
import { findCapture } from '../capture/capture-rows.ts';
import type { Captures } from '../capture/captures.ts';
import { csvFile } from '../csv-cell.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { mostBytesOf, type Intake } from '../pages/intake.ts';
import * as rows from './batch-rows.ts';

/** Pictures stored and not yet read: enough that the reader never waits, few enough to keep in mind. */
const AHEAD = 6;
const LISTED = 20;
const DAY_MS = 24 * 60 * 60_000;
/** Reports are for the days after; names of files need not stay longer. */
const KEPT_DAYS = 30;

export type Batches = {
  /** Begins with these files; null for none. Throws what a closed storage throws. */
  start(paths: readonly string[]): Batch | null;
  /** Newest first. */
  list(): Batch[];
  rows(input: { batchId: string; after: number; limit: number; show: BatchShown }): BatchRow[];
  pause(batchId: string): Batch[];
  resume(batchId: string): Batch[];
  cancel(batchId: string): Batch[];
  /** Reads again what may come out better. */
  rerun(batchId: string): Promise<Batch[]>;
  /** Forgets the report; captures stay. Throws `request.invalid` for one under way. */
  forget(batchId: string): Batch[];
  /** Writes the report as CSV. */
  writeReport(batchId: string, file: string): Promise<void>;
  stop(): Promise<void>;
};

/** `model`: of the reader now. `changed`: some count is different; called often. */
export function createBatches(parts: {
  storage: Storage; captures: Captures; intake: Intake; model: () => string; log: Log; changed: () => void; now?: () => number;
}): Batches {
  const { storage, captures, intake, model, log, changed, now = Date.now } = parts;
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  let working: Promise<void> = Promise.resolve();
  let isWorking = false;

  /** Looks what has become of a capture; nothing while it is still to be read. */
  async function settle(captureId: string): Promise<void> {
    const { database } = storage.opened();
    const outcome = await outcomeOf(captureId);
    if (outcome === null || !rows.noteOutcome(database, captureId, outcome)) return;
    changed();
    wake();
  }

  async function outcomeOf(captureId: string): Promise<rows.Outcome | null> {
    const row = findCapture(storage.opened().database, captureId);
    if (row === undefined) return { outcome: 'failed', code: 'capture.missing', model: null };
    switch (row.state) {
      case 'captured': case 'reading': return null;
      case 'parked': return { outcome: 'failed', code: row.code as ErrorCode, model: null };
      case 'read': case 'confirmed': {
        const reading = await captures.reading(captureId);
        // Confirmed by hand before it was read: a person has looked at it.
        if (reading === null) return { outcome: 'look', code: 'noZone', model: null };
        if (reading.status === 'sure') return { outcome: 'read', code: null, model: reading.model };
        return { outcome: 'look', code: reading.status === 'none' ? 'noZone' : 'unsure', model: reading.model };
      }
      default: return row.state satisfies never;
    }
  }

  function settleSoon(captureId: string): void {
    if (stopping.signal.aborted || storage.state().kind !== 'ready' || !rows.isOfBatch(storage.opened().database, captureId)) return;
    settle(captureId).catch((error: unknown) => log.error('batch.settleFailed', { captureId, error }));
  }

  /** False when the file is not its own fault's victim: storage is closed or full, and it is tried again later. */
  async function take(file: rows.WaitingFile): Promise<boolean> {
    const { database } = storage.opened();
    try {
      if (file.path === null) throw new DeskError('file.unreadable', 'the file was forgotten');
      const { captureIds } = await intake.add(await bytesOf(file.path), 'file', file.id);
      rows.noteStored(database, file.seq, captureIds);
      for (const id of rows.openPagesOfFile(database, file.seq)) settleSoon(id);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      if (!isOfTheFile(error.code)) return false;
      rows.noteFailed(database, file.seq, error.code);
    }
    changed();
    return true;
  }

  async function work(): Promise<void> {
    const { database, keys } = storage.opened();
    for (const id of rows.openPages(database, null)) settleSoon(id);
    while (!stopping.signal.aborted && storage.state().kind === 'ready') {
      const batchId = rows.firstRunning(database);
      if (batchId === undefined) return;
      const somethingHappens = new Promise<void>((resolve) => { wake = resolve; });
      const open = rows.openPages(database, batchId).length;
      const file = open < AHEAD ? rows.nextWaiting(database, keys.fields, batchId) : undefined;
      if (file !== undefined) {
        if (await take(file)) continue;
        // Nothing can be stored now. A person makes room and goes on.
        rows.setState(database, batchId, 'paused', null);
        log.warn('batch.paused', { correlationId: batchId });
        changed();
      } else if (open > 0) await somethingHappens;
      else {
        rows.setState(database, batchId, 'finished', now());
        log.info('batch.finished', { correlationId: batchId });
        changed();
      }
    }
  }

  function begin(): void {
    wake();
    if (isWorking || stopping.signal.aborted || storage.state().kind !== 'ready') return;
    isWorking = true;
    working = work().then(() => {
      isWorking = false;
      // Another one was begun while this one ended.
      if (!stopping.signal.aborted && storage.state().kind === 'ready' && rows.firstRunning(storage.opened().database) !== undefined) begin();
    }, (error: unknown) => {
      isWorking = false;
      log.error('batch.failed', { error });
    });
  }

  const stops = [
    storage.onState((state) => {
      if (state.kind !== 'ready') return;
      rows.deleteOld(storage.opened().database, now() - KEPT_DAYS * DAY_MS);
      begin();
    }),
    captures.onChanged(({ id, state }) => {
      if (state.kind === 'read' || state.kind === 'parked' || state.kind === 'confirmed') settleSoon(id);
    }),
    captures.onGone(settleSoon),
  ];

  function list(): Batch[] {
    return rows.listBatches(storage.opened().database, model(), LISTED);
  }

  /** Only from these states, so that two who press at once do no harm. */
  function move(batchId: string, from: readonly string[], to: 'running' | 'paused' | 'cancelled'): Batch[] {
    const { database } = storage.opened();
    if (from.includes(rows.batchState(database, batchId) ?? '')) {
      if (to === 'cancelled') rows.leaveWaiting(database, batchId);
      rows.setState(database, batchId, to, to === 'cancelled' ? now() : null);
      begin();
    }
    return list();
  }

  return {
    start(paths) {
      const { database, keys } = storage.opened();
      if (paths.length === 0) return null;
      const id = randomUUID();
      rows.insertBatch(database, keys.fields, { id, at: now(), paths });
      log.info('batch.started', { correlationId: id, count: paths.length });
      begin();
      return list().find((batch) => batch.id === id) ?? null;
    },
    list,
    rows({ batchId, ...page }) {
      const { database, keys } = storage.opened();
      return rows.listRows(database, keys.fields, batchId, page)
        .map((row) => ({ ...row, name: row.name === null ? null : basename(row.name) }));
    },
    pause: (batchId) => move(batchId, ['running'], 'paused'),
    resume: (batchId) => move(batchId, ['paused'], 'running'),
    cancel: (batchId) => move(batchId, ['running', 'paused'], 'cancelled'),
    async rerun(batchId) {
      const { database } = storage.opened();
      if (['finished', 'cancelled', 'paused'].includes(rows.batchState(database, batchId) ?? '')) {
        for (const id of rows.takeUpAgain(database, batchId, model())) {
          // One that was confirmed or discarded meanwhile is what it is now.
          await captures.retry(id).catch(() => settleSoon(id));
        }
        begin();
      }
      return list();
    },
    forget(batchId) {
      const { database } = storage.opened();
      if (rows.batchState(database, batchId) === 'running') throw new DeskError('request.invalid', 'the import is under way');
      rows.deleteBatch(database, batchId);
      return list();
    },
    async writeReport(batchId, file) {
      const { database, keys } = storage.opened();
      const all = rows.listRows(database, keys.fields, batchId, { after: 0, limit: -1, show: 'all' });
      const lines = all.map(({ name, page, document, outcome, why, model: by }) =>
        [name ?? '', page === null ? '' : String(page), document === null ? '' : String(document), outcome, why ?? '', by ?? '']);
      await writeFileAtomically(file, csvFile([['file', 'page', 'document', 'result', 'why', 'model'], ...lines]));
    },
    async stop() {
      stopping.abort();
      for (const unhear of stops) unhear();
      wake();
      await working;
    },
  };
}

const isOfTheFile = (code: ErrorCode): boolean => code.startsWith('picture.') || code.startsWith('file.');

/** The path may name a guest, so that the file system's error goes no further. */
async function bytesOf(path: string): Promise<Uint8Array> {
  const size = await stat(path).then((stats) => stats.size, () => null);
  if (size === null) throw new DeskError('file.unreadable');
  if (size > mostBytesOf(path)) throw new DeskError(mostBytesOf(path) > mostBytesOf('a.jpg') ? 'file.tooManyBytes' : 'picture.tooManyBytes');
  return readFile(path).catch(() => {
    throw new DeskError('file.unreadable');
  });
}

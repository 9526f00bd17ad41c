import { randomUUID } from 'node:crypto';
import { isText, type CaptureSummary, type PictureSource, type Source, type TextSource } from '../../shared/capture.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import { readingOfLines } from '../../shared/mrz/text-reading.ts';
import type { Reading } from '../../shared/reading.ts';
import type { TypedAhead } from '../../shared/sent-ahead.ts';
import type { Database } from '../db/database.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { isoDayOf, startOfDay } from '../local-day.ts';
import type { Log } from '../log.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import { writeAudit } from '../records/audit.ts';
import { findAhead } from './ahead-rows.ts';
import * as rows from './capture-rows.ts';
import { createPictureVault, type PictureVault } from './picture-vault.ts';
import { createReadingQueue, type Turn } from './reading-queue.ts';

/** The largest file taken, as issue and reader agree. */
export const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

/** A picture that was being read when the desk went down so often is suspected of it and waits for a person. */
const MAX_ATTEMPTS = 3;

/** The queue of what came in. Every call rejects with the storage's code while storage is closed. */
export type Captures = {
  /**
   * Stores the bytes encrypted and queues them. `picture.empty`, `picture.tooManyBytes`, `database.full`. With an `id` of
   * the caller's nothing happens when there is such a capture already. `seen`: see `OcrPort.read`.
   */
  add(bytes: Uint8Array, source: PictureSource, id?: string, seen?: string): Promise<{ captureId: string }>;
  /**
   * Stores the lines of one zone as a capture without a picture, read at once. The same lines still unconfirmed are that
   * capture: people swipe twice. `lines.incomplete` where they are no zone.
   */
  addLines(lines: readonly string[], source: TextSource): Promise<{ captureId: string }>;
  /** Oldest first: all that is open, and what was confirmed today. */
  list(): Promise<CaptureSummary[]>;
  /** Null while it is not read. `capture.missing`. */
  reading(captureId: string): Promise<Reading | null>;
  /** The upright JPEG for the page. `capture.missing` also when it was never read. */
  display(captureId: string): Promise<Uint8Array>;
  /** Stops a waiting or running read; the capture is parked with `ocr.cancelled`. */
  cancel(captureId: string): Promise<void>;
  /** Reads a parked or read picture again; `request.invalid` once something of it is confirmed, or where there is none. */
  retry(captureId: string): Promise<void>;
  /** Erases picture, reading and row. Of a capture with registrations only what is unconfirmed goes: it is closed. */
  discard(captureId: string): Promise<void>;
  /**
   * Inside the transaction that confirms one document: closes the capture when that was the last. Call `announce`
   * when the transaction has ended. Throws `capture.missing`, `request.invalid` for a document it does not have.
   */
  documentConfirmed(database: Database, captureId: string, document: number): void;
  announce(captureId: string): void;
  /** These were erased by others: forgets their titles and tells who listens. */
  forget(captureIds: readonly string[]): void;
  onChanged(listener: (summary: CaptureSummary) => void): () => void;
  onGone(listener: (captureId: string) => void): () => void;
  /** What the resident who sent it ahead corrected, for each document. */
  typedAhead(captureId: string): Promise<readonly TypedAhead[]>;
  /** A capture that a resident has yet to hand over changed: nobody else hears of it. */
  onHeldChanged(listener: (captureId: string) => void): () => void;
  /** Stops reading; what was not read is taken up again at the next start. */
  stop(): Promise<void>;
};

/** Build it before storage is opened: on hearing of that it takes up unread captures by itself. */
export function createCaptures(parts: { storage: Storage; ocr: OcrPort; log: Log; now?: () => number }): Captures {
  const { storage, ocr, log, now = Date.now } = parts;
  const changed = new Set<(summary: CaptureSummary) => void>();
  const gone = new Set<(captureId: string) => void>();
  const heldChanged = new Set<(captureId: string) => void>();
  /** Names and progress live here only, never in the clear on the disk. */
  const titles = new Map<string, string | null>();
  const fractions = new Map<string, number>();
  /** What the reader's child remembers of the frames before a still; after a restart the still is read by itself. */
  const seenBefore = new Map<string, string>();
  /** Captures whose file is written and whose row is not yet: nothing for the sweep. */
  const arriving = new Set<string>();
  const queue = createReadingQueue(readOne);
  let vault: { readonly of: OpenStorage; readonly pictures: PictureVault } | null = null;
  let stopping = false;

  function opened(): { database: Database; key: Buffer; pictures: PictureVault } {
    const open = storage.opened();
    if (vault?.of !== open) vault = { of: open, pictures: createPictureVault(open.pictures, open.keys.pictures) };
    return { database: open.database, key: open.keys.fields, pictures: vault.pictures };
  }

  function existing(database: Database, captureId: string): rows.CaptureRow {
    const row = rows.findCapture(database, captureId);
    if (!row) throw new DeskError('capture.missing');
    return row;
  }

  function titleOf(database: Database, key: Buffer, captureId: string): string | null {
    const known = titles.get(captureId);
    if (known !== undefined) return known;
    const reading = rows.findReading(database, key, captureId);
    const ahead = findAhead(database, key, captureId);
    const title = reading === null ? null : titleOfReading(reading, ahead?.typed ?? []);
    if (reading !== null && ahead?.held !== true) titles.set(captureId, title);
    return title;
  }

  function summary(row: rows.CaptureRow): CaptureSummary {
    const { database, key } = opened();
    const live = { title: titleOf(database, key, row.id), fraction: fractions.get(row.id) ?? 0 };
    const told = rows.summaryOf(database, row, live);
    return findAhead(database, key, row.id) === undefined ? told : { ...told, sentAhead: true };
  }

  function announce(captureId: string): void {
    const { database, key } = opened();
    const row = rows.findCapture(database, captureId);
    if (!row) return;
    if (findAhead(database, key, captureId)?.held === true) {
      for (const listener of heldChanged) listener(captureId);
      return;
    }
    const now = summary(row);
    for (const listener of changed) listener(now);
  }

  async function readOne(captureId: string, signal: AbortSignal, turn: Turn): Promise<void> {
    const began = performance.now();
    try {
      await readAndStore(captureId, signal, turn);
      log.info('capture.read', { captureId, correlationId: captureId, ms: Math.round(performance.now() - began) });
    } catch (error) {
      // Stopped with the desk, not by a person: it stays in the queue for the next start.
      if (stopping || storage.state().kind === 'closed') return;
      park(captureId, error);
    } finally {
      fractions.delete(captureId);
      seenBefore.delete(captureId);
    }
  }

  async function readAndStore(captureId: string, signal: AbortSignal, turn: Turn): Promise<void> {
    const { database, key, pictures } = opened();
    const bytes = await pictures.read(captureId, 'original');
    await turn.come();
    if (signal.aborted) throw new DeskError('ocr.cancelled');
    if (!rows.markReading(database, captureId)) return;
    announce(captureId);
    if (bytes === null) throw new DeskError('picture.damaged', 'the stored picture is gone');
    const onProgress = (fraction: number): void => {
      fractions.set(captureId, fraction);
      announce(captureId);
    };
    const { reading, display, zones } = await ocr.read({
      id: captureId, bytes, onProgress, signal, onRead: () => turn.leave(), seen: seenBefore.get(captureId),
    });
    turn.leave();
    await pictures.write(captureId, 'display', display);
    for (const [document, zone] of zones.entries()) {
      if (zone.length > 0) await pictures.write(captureId, `zone${document}`, zone);
    }
    if (rows.markRead(database, key, captureId, reading)) {
      announce(captureId);
      return;
    }
    // Discarded or confirmed by hand meanwhile, and the policy may have been applied to it already.
    const kept = rows.keptPicture(database, captureId);
    if (kept !== 'whole') await pictures.erase(captureId, kept === 'zone' ? 'whole' : 'everything');
  }

  function park(captureId: string, reason: unknown): void {
    const code: ErrorCode = reason instanceof DeskError ? reason.code : 'internal';
    log.warn('capture.parked', { captureId, correlationId: captureId, code, error: reason });
    try {
      if (rows.markParked(opened().database, captureId, code)) announce(captureId);
    } catch (error) {
      log.error('capture.parkFailed', { captureId, error }); // it stays in the queue for the next start
    }
  }

  function takeUp(): void {
    const { database, pictures } = opened();
    const lost = (id: string): boolean => !arriving.has(id) && !rows.findCapture(database, id);
    pictures.sweep(lost).catch((error: unknown) => log.error('capture.sweepFailed', { error }));
    for (const id of rows.unreadCaptures(database)) {
      const attempts = rows.findCapture(database, id)?.attempts ?? 0;
      if (attempts < MAX_ATTEMPTS) queue.add(id);
      else park(id, new DeskError('ocr.crashed', 'the desk ended more than once while reading it'));
    }
  }

  const stopListening = storage.onState((state) => {
    if (state.kind === 'ready') takeUp();
  });

  return {
    async add(bytes, source, id = randomUUID(), seen = undefined) {
      const { database, pictures } = opened();
      if (rows.findCapture(database, id)) return { captureId: id };
      if (bytes.length === 0) throw new DeskError('picture.empty');
      if (bytes.length > MAX_PICTURE_BYTES) throw new DeskError('picture.tooManyBytes');
      arriving.add(id);
      try {
        // The file first: a row without its picture would be a promise broken, a file without its row is swept.
        await pictures.write(id, 'original', bytes);
        rows.insertCapture(database, { id, source, capturedAt: now() });
      } catch (error) {
        await pictures.erase(id);
        throw error;
      } finally {
        arriving.delete(id);
      }
      log.info('capture.added', { captureId: id, correlationId: id, source, count: bytes.length });
      if (seen !== undefined) seenBefore.set(id, seen);
      announce(id);
      queue.add(id);
      return { captureId: id };
    },
    async addLines(lines, source) {
      const { database, key } = opened();
      const reading = readingOfLines(lines, isoDayOf(now()));
      if (reading === null) throw new DeskError('lines.incomplete');
      const zone = lines.join('\n');
      const same = rows.openReadings(database, key, source).find((one) => zoneOf(one.reading) === zone);
      if (same !== undefined) return { captureId: same.id };
      const captureId = randomUUID();
      rows.insertReadCapture(database, key, { id: captureId, source, capturedAt: now() }, reading);
      log.info('capture.added', { captureId, correlationId: captureId, source, count: lines.length });
      announce(captureId);
      return { captureId };
    },
    async list() {
      return rows.listCaptures(opened().database, startOfDay(now())).map(summary);
    },
    async reading(captureId) {
      const { database, key } = opened();
      existing(database, captureId);
      return rows.findReading(database, key, captureId);
    },
    async display(captureId) {
      const { database, pictures } = opened();
      existing(database, captureId);
      const picture = await pictures.read(captureId, 'display');
      if (picture === null) throw new DeskError('capture.missing', 'the capture has no picture for the page yet');
      return picture;
    },
    async cancel(captureId) {
      const { database } = opened();
      existing(database, captureId);
      await queue.drop(captureId);
      if (rows.markParked(database, captureId, 'ocr.cancelled')) announce(captureId);
    },
    async retry(captureId) {
      const { database } = opened();
      const row = existing(database, captureId);
      if (row.state === 'captured' || row.state === 'reading') return;
      if (isText(row.source as Source)) throw new DeskError('request.invalid', 'there is no picture to read again');
      if (rows.confirmedDocuments(database, captureId).length > 0) {
        // Another reading might count its documents in another order.
        throw new DeskError('request.invalid', 'a capture with registrations is not read again');
      }
      titles.delete(captureId);
      rows.markCaptured(database, captureId);
      announce(captureId);
      queue.add(captureId);
    },
    async discard(captureId) {
      const { database, pictures } = opened();
      existing(database, captureId);
      await queue.drop(captureId);
      const closed = database.transaction(() => {
        writeAudit(storage.opened(), { at: now(), action: 'capture.discarded', subject: captureId });
        if (rows.confirmedDocuments(database, captureId).length === 0) {
          rows.deleteCapture(database, captureId);
          return false;
        }
        rows.markConfirmed(database, captureId, now());
        return true;
      });
      if (closed) {
        announce(captureId);
        return;
      }
      titles.delete(captureId);
      await pictures.erase(captureId);
      for (const listener of gone) listener(captureId);
    },
    documentConfirmed(database, captureId, document) {
      const row = existing(database, captureId);
      if (document >= Math.max(1, row.documents)) throw new DeskError('request.invalid', 'there is no such document');
      const confirmed = rows.confirmedDocuments(database, captureId).length;
      if (confirmed >= row.documents) rows.markConfirmed(database, captureId, now());
    },
    announce,
    forget(captureIds) {
      for (const captureId of captureIds) {
        titles.delete(captureId);
        for (const listener of gone) listener(captureId);
      }
    },
    onChanged: (listener) => listen(changed, listener),
    onGone: (listener) => listen(gone, listener),
    async typedAhead(captureId) {
      const { database, key } = opened();
      return findAhead(database, key, captureId)?.typed ?? [];
    },
    onHeldChanged: (listener) => listen(heldChanged, listener),
    async stop() {
      stopping = true;
      stopListening();
      await queue.stop();
    },
  };
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const zoneOf = ({ documents }: Reading): string | undefined => documents[0]?.lines.map(({ text }) => text).join('\n');

/** Surname and given names, of several documents one after the other. Null when nothing was read. */
function titleOfReading(reading: Reading, typed: readonly TypedAhead[]): string | null {
  const names = reading.documents.map((document, index) => {
    const { cyrillic, fields } = document;
    const ahead = typed[index];
    const surname = ahead?.cyrillicSurname || cyrillic?.surname || ahead?.surname || fields.surname?.value;
    const givenNames = ahead?.cyrillicGivenNames || cyrillic?.givenNames || ahead?.givenNames || fields.givenNames?.value;
    return [surname, givenNames].filter(Boolean).join(' ');
  });
  return names.filter((name) => name !== '').join(', ') || null;
}

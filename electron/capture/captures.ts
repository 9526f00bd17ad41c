import { randomUUID } from 'node:crypto';
import { isText, type CaptureSummary, type PictureSource, type Source, type TextSource } from '../../shared/capture.ts';
import { DeskError } from '../../shared/errors.ts';
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
import { createCaptureNews } from './capture-news.ts';
import * as rows from './capture-rows.ts';
import { createPictureVault, type PictureVault } from './picture-vault.ts';
import { createCaptureReader } from './read-captures.ts';
import { createReadingQueue } from './reading-queue.ts';
import type { StoreParts } from './store-reading.ts';

/** The largest file taken, as issue and reader agree. */
export const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

/** A picture that was being read when the desk went down so often is suspected of it and waits for a person. */
const MAX_ATTEMPTS = 3;

/**
 * The queue of what came in; each document of a picture is a capture of its own. Every call rejects with the storage's code
 * while storage is closed.
 */
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
  /** Reads a parked or read picture again; `request.invalid` once something of it is confirmed, or where there is none (any more). */
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
  const arriving = new Set<string>();
  let vault: { readonly of: OpenStorage; readonly pictures: PictureVault } | null = null;
  const news = createCaptureNews(opened);
  const reader = createCaptureReader({ storage, ocr, log, news, opened });
  const queue = createReadingQueue(reader.read);

  function opened(): StoreParts {
    const open = storage.opened();
    if (vault?.of !== open) vault = { of: open, pictures: createPictureVault(open.pictures, open.keys.pictures) };
    return { database: open.database, key: open.keys.fields, pictures: vault.pictures, arriving };
  }

  function existing(database: Database, captureId: string): rows.CaptureRow {
    const row = rows.findCapture(database, captureId);
    if (!row) throw new DeskError('capture.missing');
    return row;
  }

  function takeUp(): void {
    const { database, pictures } = opened();
    const lost = (id: string): boolean => !arriving.has(id) && !rows.findCapture(database, id);
    pictures.sweep(lost).catch((error: unknown) => log.error('capture.sweepFailed', { error }));
    for (const id of rows.unreadCaptures(database)) {
      const attempts = rows.findCapture(database, id)?.attempts ?? 0;
      if (attempts < MAX_ATTEMPTS) queue.add(id);
      else reader.park(id, new DeskError('ocr.crashed', 'the desk ended more than once while reading it'));
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
      if (seen !== undefined) reader.expect(id, seen);
      news.announce(id);
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
      news.announce(captureId);
      return { captureId };
    },
    async list() {
      return rows.listCaptures(opened().database, startOfDay(now())).map(news.summary);
    },
    async reading(captureId) {
      const { database, key } = opened();
      existing(database, captureId);
      return rows.findReading(database, key, captureId);
    },
    async display(captureId) {
      const { database, pictures } = opened();
      const { state } = existing(database, captureId);
      const picture = await pictures.read(captureId, 'display');
      if (picture === null) throw new DeskError('capture.missing', 'the capture has no picture for the page yet');
      // It shows the number whole: where that is masked, a look at it is noted as a look at the number is.
      if (state === 'confirmed') {
        database.transaction(() => writeAudit(storage.opened(), { at: now(), action: 'capture.seen', subject: captureId }));
      }
      return picture;
    },
    async cancel(captureId) {
      const { database } = opened();
      existing(database, captureId);
      await queue.drop(captureId);
      if (rows.markParked(database, captureId, 'ocr.cancelled')) news.announce(captureId);
    },
    async retry(captureId) {
      const { database } = opened();
      const row = existing(database, captureId);
      if (row.state === 'captured' || row.state === 'reading') return;
      if (isText(row.source as Source) || rows.keptPicture(database, captureId) !== 'whole') {
        throw new DeskError('request.invalid', 'there is no picture to read again');
      }
      if (rows.confirmedDocuments(database, captureId).length > 0) {
        // Another reading might count its documents in another order.
        throw new DeskError('request.invalid', 'a capture with registrations is not read again');
      }
      news.forgetTitle(captureId);
      rows.markCaptured(database, captureId);
      news.announce(captureId);
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
        news.announce(captureId);
        return;
      }
      await pictures.erase(captureId);
      news.gone(captureId);
    },
    documentConfirmed(database, captureId, document) {
      const row = existing(database, captureId);
      if (document >= Math.max(1, row.documents)) throw new DeskError('request.invalid', 'there is no such document');
      const confirmed = rows.confirmedDocuments(database, captureId).length;
      if (confirmed >= row.documents) rows.markConfirmed(database, captureId, now());
    },
    announce: news.announce,
    forget(captureIds) {
      for (const captureId of captureIds) news.gone(captureId);
    },
    onChanged: news.onChanged,
    onGone: news.onGone,
    async typedAhead(captureId) {
      const { database, key } = opened();
      return findAhead(database, key, captureId)?.typed ?? [];
    },
    onHeldChanged: news.onHeldChanged,
    async stop() {
      reader.stopping();
      stopListening();
      await queue.stop();
    },
  };
}

const zoneOf = ({ documents }: Reading): string | undefined => documents[0]?.lines.map(({ text }) => text).join('\n');

import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import type { CaptureNews } from './capture-news.ts';
import * as rows from './capture-rows.ts';
import type { Turn } from './reading-queue.ts';
import { storeReading, type StoreParts } from './store-reading.ts';

/** Reads one capture after the other, as the queue lets them; none of it rejects. */
export type CaptureReader = {
  read(captureId: string, signal: AbortSignal, turn: Turn): Promise<void>;
  /** What the reader's child remembers of the frames before a still; after a restart the still is read by itself. */
  expect(captureId: string, seen: string): void;
  /** Reading it failed for good; a person decides. */
  park(captureId: string, reason: unknown): void;
  /** From now on what ends without a reading ends with the desk. */
  stopping(): void;
};

export function createCaptureReader(parts: {
  storage: Storage; ocr: OcrPort; log: Log; news: CaptureNews; opened: () => StoreParts;
}): CaptureReader {
  const { storage, ocr, log, news, opened } = parts;
  const seenBefore = new Map<string, string>();
  let stopping = false;

  async function readAndStore(captureId: string, signal: AbortSignal, turn: Turn): Promise<void> {
    const store = opened();
    const { database, pictures } = store;
    const bytes = await pictures.read(captureId, 'original');
    await turn.come();
    if (signal.aborted) throw new DeskError('ocr.cancelled');
    if (!rows.markReading(database, captureId)) return;
    news.announce(captureId);
    if (bytes === null) throw new DeskError('picture.damaged', 'the stored picture is gone');
    const read = await ocr.read({
      id: captureId, bytes, signal, onProgress: (fraction) => news.progress(captureId, fraction),
      onRead: () => turn.leave(), seen: seenBefore.get(captureId),
    });
    turn.leave();
    const ids = await storeReading(store, captureId, bytes, read, signal);
    // Discarded, confirmed by hand, or its other guest erased meanwhile: more may have been written than is to be kept.
    const kept = rows.keptPicture(database, captureId);
    if (kept !== 'whole') await pictures.erase(captureId, kept === 'zone' ? 'whole' : 'everything');
    for (const id of ids) news.announce(id);
    if (ids.length > 1) log.info('capture.divided', { captureId, correlationId: captureId, count: ids.length });
    for (const id of ids.slice(1)) log.info('capture.added', { captureId: id, correlationId: id, source: 'divided' });
  }

  function park(captureId: string, reason: unknown): void {
    const code: ErrorCode = reason instanceof DeskError ? reason.code : 'internal';
    log.warn('capture.parked', { captureId, correlationId: captureId, code, error: reason });
    try {
      if (rows.markParked(opened().database, captureId, code)) news.announce(captureId);
    } catch (error) {
      log.error('capture.parkFailed', { captureId, error }); // it stays in the queue for the next start
    }
  }

  return {
    async read(captureId, signal, turn) {
      const began = performance.now();
      try {
        await readAndStore(captureId, signal, turn);
        log.info('capture.read', { captureId, correlationId: captureId, ms: Math.round(performance.now() - began) });
      } catch (error) {
        // Stopped with the desk, not by a person: it stays in the queue for the next start.
        if (stopping || storage.state().kind === 'closed') return;
        park(captureId, error);
      } finally {
        news.progressEnded(captureId);
        seenBefore.delete(captureId);
      }
    },
    expect: (captureId, seen) => void seenBefore.set(captureId, seen),
    park,
    stopping() {
      stopping = true;
    },
  };
}

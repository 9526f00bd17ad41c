import type { CaptureSummary, Source } from '../../shared/capture.ts';
import type { Reading } from '../../shared/reading.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';

/** The queue of what came in. Every call rejects with the storage's code while storage is closed. */
export type Captures = {
  /** Stores the bytes encrypted and queues them for reading. `picture.empty`, `picture.tooManyBytes`, `database.full`. */
  add(bytes: Uint8Array, source: Source): Promise<{ captureId: string }>;
  /** Oldest first: all that is open, and what was confirmed today. */
  list(): Promise<CaptureSummary[]>;
  /** Null while it is not read. `capture.missing`. */
  reading(captureId: string): Promise<Reading | null>;
  /** The upright JPEG for the page. `capture.missing` also when it was never read. */
  display(captureId: string): Promise<Uint8Array>;
  /** Stops a waiting or running read; the capture is parked with `ocr.cancelled`. */
  cancel(captureId: string): Promise<void>;
  /** Reads a parked or read capture again. */
  retry(captureId: string): Promise<void>;
  /** Erases picture, reading and row; what was already confirmed of it stays. */
  discard(captureId: string): Promise<void>;
  onChanged(listener: (summary: CaptureSummary) => void): () => void;
  onGone(listener: (captureId: string) => void): () => void;
  /** Stops reading; what was not read is taken up again at the next start. */
  stop(): Promise<void>;
};

/** Takes up unread captures by itself as soon as storage is open. */
export declare function createCaptures(parts: { storage: Storage; ocr: OcrPort; log: Log; now?: () => number }): Captures;

import type { FrameSight } from '../../shared/camera.ts';
import type { Reading } from '../../shared/reading.ts';

/**
 * What reading a picture gives: the Reading, an upright JPEG for the page (long side ≤ 2400 px), and of each document of
 * the Reading a JPEG of its zone alone; empty where the zone lies outside the picture.
 */
export type ReadPicture = {
  readonly reading: Reading; readonly display: Uint8Array; readonly zones: readonly Uint8Array[];
};

export type ReaderState =
  | { readonly kind: 'starting' } | { readonly kind: 'ready'; readonly engine: 'native' | 'wasm' }
  | { readonly kind: 'restarting' } | { readonly kind: 'down'; readonly code: 'ocr.modelDamaged' | 'ocr.unavailable' };

/** The reader as the main process sees it; never says how it runs. */
export interface OcrPort {
  /**
   * Reads one picture. Rejects with DeskError `picture.*`, `ocr.crashed` (after one retry), `ocr.timedOut`,
   * `ocr.cancelled`. Pictures are read in the order asked. `onRead`: its JPEGs are still being made, and the reader is
   * free for the next one.
   */
  read(job: {
    id: string; bytes: Uint8Array; onProgress?: (fraction: number) => void; onRead?: () => void; signal?: AbortSignal;
    /** What `look` said when frames of a camera were sure of the same document: they are taken together. */
    seen?: string | undefined;
  }): Promise<ReadPicture>;
  /**
   * Looks at one frame of a camera, past the pictures that wait. A new `session` begins anew. Rejects with DeskError
   * `picture.*`, `ocr.unavailable` while the reader is not up, `ocr.crashed`, `ocr.timedOut`.
   */
  look(frame: { readonly session: string; readonly bytes: Uint8Array }): Promise<FrameSight>;
  state(): ReaderState;
  onState(listener: (state: ReaderState) => void): () => void;
  stop(): Promise<void>;
}

/** What the main process and the OCR child say to each other. Plain data, cloned on every hop. */
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { Engine } from './nets/nets.ts';
import type { ReadPicture } from './ocr-port.ts';

export type ToWorker =
  | { readonly kind: 'open'; readonly modelFolder: string; readonly engines: readonly Engine[] }
  | { readonly kind: 'read'; readonly id: string; readonly bytes: Uint8Array }
  | { readonly kind: 'cancel'; readonly id: string };

export type FromWorker =
  | { readonly kind: 'ready'; readonly engine: Engine; readonly loadMs: number }
  | { readonly kind: 'down'; readonly code: 'ocr.modelDamaged' | 'ocr.unavailable' }
  | { readonly kind: 'progress'; readonly id: string; readonly fraction: number }
  | { readonly kind: 'done'; readonly id: string; readonly picture: ReadPicture }
  | { readonly kind: 'failed'; readonly id: string; readonly code: ErrorCode };

/** The code an error crosses a process border as. Anything not foreseen is `internal`. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof DeskError ? error.code : 'internal');

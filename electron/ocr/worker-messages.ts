/** What the main process and the OCR child say to each other. Plain data, cloned on every hop. */
import type { FrameSight } from '../../shared/camera.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { Engine } from './nets/nets.ts';
import type { ReadPicture } from './ocr-port.ts';

export type ToWorker =
  | { readonly kind: 'open'; readonly modelFolder: string; readonly engines: readonly Engine[] }
  /** `seen`: frames of a camera were sure of it before. */
  | { readonly kind: 'read'; readonly id: string; readonly bytes: Uint8Array; readonly seen?: string }
  | { readonly kind: 'look'; readonly id: string; readonly session: string; readonly bytes: Uint8Array }
  | { readonly kind: 'cancel'; readonly id: string };

export type FromWorker =
  | { readonly kind: 'ready'; readonly engine: Engine; readonly loadMs: number }
  | { readonly kind: 'down'; readonly code: 'ocr.modelDamaged' | 'ocr.unavailable' }
  | { readonly kind: 'progress'; readonly id: string; readonly fraction: number }
  /** Its JPEGs are being made; the next one may come. */
  | { readonly kind: 'read'; readonly id: string }
  | { readonly kind: 'done'; readonly id: string; readonly picture: ReadPicture }
  | { readonly kind: 'sight'; readonly id: string; readonly sight: FrameSight }
  | { readonly kind: 'failed'; readonly id: string; readonly code: ErrorCode };

/** The code an error crosses a process border as. Anything not foreseen is `internal`. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof DeskError ? error.code : 'internal');

/** Files imported together: what became of each, and the report of it. */
import type { ErrorCode } from './errors.ts';

/** `cancelled`: what was stored by then stays in the queue. */
export type BatchState = 'running' | 'paused' | 'cancelled' | 'finished';

/** Why a page needs a person: the reader is not sure, or found no zone; or why it could not be read at all. */
export type BatchReason = 'unsure' | 'noZone' | ErrorCode;

export type Batch = {
  readonly id: string;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly state: BatchState;
  readonly files: number;
  /** Files that are done with: all their pages read, refused, or left. */
  readonly done: number;
  /** Documents by what became of them, and pages without one; `failed` counts files that could not be opened as well. */
  readonly read: number;
  readonly look: number;
  readonly failed: number;
  /** Failed ones, and doubtful ones that an older model read: what reading again may mend. */
  readonly again: number;
};

/** One document, or a page where none was found, or a file of which there is no page. `name` is null once it has been erased with its guest. */
export type BatchRow = {
  readonly seq: number;
  readonly name: string | null;
  /** From 1; null where the file has one page or none. */
  readonly page: number | null;
  /** From 1; null where the page shows one document or none, and once it is erased. */
  readonly document: number | null;
  readonly outcome: 'waiting' | 'reading' | 'read' | 'look' | 'failed' | 'left';
  readonly why: BatchReason | null;
  /** The capture in the queue; null where there is none any more. */
  readonly captureId: string | null;
  /** First 12 hex digits of the recogniser's SHA-256; null where nothing was read. */
  readonly model: string | null;
};

export const BATCH_SHOWN = ['all', 'look', 'failed'] as const;
export type BatchShown = (typeof BATCH_SHOWN)[number];

/** Folders that scanners and people put documents into; the desk takes them out of there. */
import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

export const watchedFolderName = z.string().trim().min(1).max(60);

/** A file that could not be read, in the subfolder `unread` if it could be moved. Its name may be a guest's: page only. */
export type UnreadFile = { readonly name: string; readonly code: ErrorCode };

/** What the folder does now. `trouble`: nothing is taken until it has passed; it is tried again by itself. */
export type FolderState =
  | { readonly kind: 'off' }
  | { readonly kind: 'watching' }
  | { readonly kind: 'trouble'; readonly code: ErrorCode };

export type WatchedFolder = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly state: FolderState;
  /** Files taken since the desk was started, and when the last one was, UTC milliseconds. */
  readonly taken: number;
  readonly lastAt: number | null;
  /** Since the desk was started, the latest first. */
  readonly unread: readonly UnreadFile[];
};

/** Whether the desk may do there what it must; `files`: how many documents lie there now. */
export type FolderTest = { readonly ok: true; readonly files: number } | { readonly ok: false; readonly code: ErrorCode };

/** A folder as chosen in the system's dialog; `files`: how many the desk would take out of it at once. */
export type ChosenWatchedFolder = { readonly choiceId: string; readonly path: string; readonly files: number };

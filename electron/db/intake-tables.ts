/** Tables of what brings many files at once. Times are UTC milliseconds, BLOBs are sealed unless said otherwise. */
import type { Generated } from 'kysely';
import type { BatchState } from '../../shared/batch.ts';

export type IntakeTables = {
  watched_folder: WatchedFolderTable;
  taken_file: TakenFileTable;
  batch: BatchTable;
  batch_file: BatchFileTable;
  batch_page: BatchPageTable;
  picture_part: PicturePartTable;
};

export type WatchedFolderTable = { id: string; name: string; path: string; watching: 0 | 1; added_at: number };

export type TakenFileTable = {
  folder_id: string;
  /** Not sealed: a token of the file's bytes (blind-index.ts). */
  content: Uint8Array;
  pages: number;
  taken_at: number;
  /** When the file was gone from the folder; null while it is still there. */
  removed_at: number | null;
};

export type BatchTable = { id: string; state: BatchState; started_at: number; finished_at: number | null };

export type BatchFileTable = {
  seq: Generated<number>;
  id: string;
  batch_id: string;
  /** Null once nothing made of the file is left here. */
  path: Uint8Array | null;
  state: 'waiting' | 'stored' | 'failed' | 'left';
  /** Why it could not be opened. */
  code: string | null;
};

export type BatchPageTable = {
  capture_id: string;
  file_seq: number;
  page: number;
  /** Null until it is read. */
  outcome: 'read' | 'look' | 'failed' | null;
  code: string | null;
  model: string | null;
};

export type PicturePartTable = {
  capture_id: string;
  /** Id of the capture as which the picture came in. */
  picture_id: string;
  /** Which of its documents, from 0. */
  part: number;
  parts: number;
  /** Where its zone lay, as JSON; not sealed. */
  box: string;
};

/** Tables of what brings many files at once: watched folders and batches. Times are UTC milliseconds, BLOBs sealed unless said otherwise. */
export type IntakeTables = {
  watched_folder: WatchedFolderTable;
  taken_file: TakenFileTable;
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

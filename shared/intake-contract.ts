/** The part of the contract that concerns what brings many files at once. Spread into contract.ts. */
import { z } from 'zod';
import { BATCH_SHOWN, type Batch, type BatchRow } from './batch.ts';
import { watchedFolderName, type ChosenWatchedFolder, type FolderTest, type WatchedFolder } from './watched-folder.ts';

const id = z.uuid();

export const intakeInputs = {
  'folder:list': z.undefined(),
  /** Opens the system's dialog; the answer's id stands for the folder in `folder:add`. */
  'folder:choose': z.undefined(),
  'folder:add': z.strictObject({ choiceId: id, name: watchedFolderName }),
  'folder:edit': z.strictObject({ folderId: id, name: watchedFolderName.optional(), on: z.boolean().optional() }),
  /** Writes, renames and removes an empty file there. */
  'folder:test': z.strictObject({ folderId: id }),
  /** The folder itself stays as it is. */
  'folder:remove': z.strictObject({ folderId: id }),
  /** Asks for files, or a folder with all below it, by the system's dialog. */
  'batch:start': z.strictObject({ of: z.enum(['files', 'folder']) }),
  'batch:list': z.undefined(),
  /** `after`: the `seq` that the list goes on from. */
  'batch:rows': z.strictObject({
    batchId: id, show: z.enum(BATCH_SHOWN), after: z.int().min(0), limit: z.int().min(1).max(200),
  }),
  'batch:pause': z.strictObject({ batchId: id }),
  'batch:resume': z.strictObject({ batchId: id }),
  /** What is not yet stored is left where it is. */
  'batch:cancel': z.strictObject({ batchId: id }),
  'batch:rerun': z.strictObject({ batchId: id }),
  'batch:forget': z.strictObject({ batchId: id }),
  /** Asks for a place by the system's save dialog. */
  'batch:export': z.strictObject({ batchId: id }),
} as const;

export type IntakeOutputs = {
  'folder:list': WatchedFolder[];
  /** Null: the dialog was left. */
  'folder:choose': ChosenWatchedFolder | null;
  'folder:add': WatchedFolder[];
  'folder:edit': WatchedFolder[];
  'folder:test': FolderTest;
  'folder:remove': WatchedFolder[];
  /** Null: the dialog was left. `files` is 0 where the folder holds no document. */
  'batch:start': { files: number; batches: Batch[] } | null;
  'batch:list': Batch[];
  'batch:rows': BatchRow[];
  'batch:pause': Batch[];
  'batch:resume': Batch[];
  'batch:cancel': Batch[];
  'batch:rerun': Batch[];
  'batch:forget': Batch[];
  /** False when the dialog was left. */
  'batch:export': boolean;
};

export type IntakeEvents = {
  /** A file was taken, or a folder is in another state; ask for the list. */
  'folder:changed': null;
  /** An import went on; ask for the list. */
  'batch:changed': null;
};

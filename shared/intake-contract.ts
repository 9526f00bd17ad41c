/** The part of the contract that concerns what brings many files at once. Spread into contract.ts. */
import { z } from 'zod';
import { watchedFolderName, type ChosenWatchedFolder, type WatchedFolder } from './watched-folder.ts';

const id = z.uuid();

export const intakeInputs = {
  'folder:list': z.undefined(),
  /** Opens the system's dialog; the answer's id stands for the folder in `folder:add`. */
  'folder:choose': z.undefined(),
  'folder:add': z.strictObject({ choiceId: id, name: watchedFolderName }),
  'folder:edit': z.strictObject({ folderId: id, name: watchedFolderName.optional(), on: z.boolean().optional() }),
  /** The folder itself stays as it is. */
  'folder:remove': z.strictObject({ folderId: id }),
} as const;

export type IntakeOutputs = {
  'folder:list': WatchedFolder[];
  /** Null: the dialog was left. */
  'folder:choose': ChosenWatchedFolder | null;
  'folder:add': WatchedFolder[];
  'folder:edit': WatchedFolder[];
  'folder:remove': WatchedFolder[];
};

export type IntakeEvents = {
  /** A file was taken, or a folder is in another state; ask for the list. */
  'folder:changed': null;
};

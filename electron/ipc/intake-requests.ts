import type { IntakeOutputs } from '../../shared/intake-contract.ts';
import type { Batches } from '../batch/batches.ts';
import { filesOf } from '../batch/files-of.ts';
import type { WatchedFolders } from '../sources/folder/watched-folders.ts';
import type { RequestTable } from './handle.ts';

export type IntakeParts = {
  readonly watched: WatchedFolders;
  readonly batches: Batches;
  readonly choosePictures: () => Promise<string[]>;
  readonly chooseFolder: () => Promise<string | null>;
  readonly chooseSaveFile: (name: string) => Promise<string | null>;
};

/** What is asked of watched folders and imports. */
export function intakeRequests(parts: IntakeParts): Pick<RequestTable, keyof IntakeOutputs> {
  const { watched, batches } = parts;
  /** Null: the dialog was left. */
  const chosen = async (of: 'files' | 'folder'): Promise<string[] | null> => {
    if (of === 'folder') {
      const folder = await parts.chooseFolder();
      return folder === null ? null : filesOf(folder);
    }
    const files = await parts.choosePictures();
    return files.length === 0 ? null : files;
  };
  return {
    'folder:list': async () => watched.list(),
    'folder:choose': () => watched.choose(),
    'folder:add': (input) => watched.add(input),
    'folder:edit': (input) => watched.edit(input),
    'folder:test': ({ folderId }) => watched.test(folderId),
    'folder:remove': ({ folderId }) => watched.remove(folderId),
    'batch:start': async ({ of }) => {
      const files = await chosen(of);
      if (files === null) return null;
      batches.start(files);
      return { files: files.length, batches: batches.list() };
    },
    'batch:list': async () => batches.list(),
    'batch:rows': async (input) => batches.rows(input),
    'batch:pause': async ({ batchId }) => batches.pause(batchId),
    'batch:resume': async ({ batchId }) => batches.resume(batchId),
    'batch:cancel': async ({ batchId }) => batches.cancel(batchId),
    'batch:rerun': ({ batchId }) => batches.rerun(batchId),
    'batch:forget': async ({ batchId }) => batches.forget(batchId),
    'batch:export': async ({ batchId }) => {
      const file = await parts.chooseSaveFile('import.csv');
      if (file !== null) await batches.writeReport(batchId, file);
      return file !== null;
    },
  };
}

import type { IntakeOutputs } from '../../shared/intake-contract.ts';
import type { WatchedFolders } from '../sources/folder/watched-folders.ts';
import type { RequestTable } from './handle.ts';

export type IntakeParts = { readonly watched: WatchedFolders };

/** What is asked of watched folders. */
export function intakeRequests({ watched }: IntakeParts): Pick<RequestTable, keyof IntakeOutputs> {
  return {
    'folder:list': async () => watched.list(),
    'folder:choose': () => watched.choose(),
    'folder:add': (input) => watched.add(input),
    'folder:edit': (input) => watched.edit(input),
    'folder:remove': ({ folderId }) => watched.remove(folderId),
  };
}

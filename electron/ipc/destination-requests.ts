import type { DestinationAdmin } from '../destinations/destination-admin.ts';
import type { FolderChoices } from '../destinations/folder-choices.ts';
import type { RequestTable } from './handle.ts';

type Names = Extract<keyof RequestTable, `destination:${string}`>;

/** What an administrator asks of destinations. */
export function destinationRequests(parts: {
  admin: DestinationAdmin; folders: FolderChoices;
}): Pick<RequestTable, Names> {
  const { admin, folders } = parts;
  return {
    'destination:list': () => admin.list(),
    'destination:add': (wanted) => admin.add(wanted),
    'destination:edit': (change) => admin.edit(change),
    'destination:chooseFolder': () => folders.choose(),
    'destination:setSecret': ({ destinationId, secret }) => admin.setSecret(destinationId, secret),
    'destination:test': ({ destinationId }) => admin.test(destinationId),
    'destination:numberPresets': ({ destinationId }) => admin.numberPresets(destinationId),
    'destination:previewFields': ({ destinationId }) => admin.fields.preview(destinationId),
    'destination:addFields': ({ token }) => admin.fields.commit(token),
    'destination:previewRemoval': ({ destinationId }) => admin.removal.preview(destinationId),
    'destination:remove': ({ token }) => admin.removal.commit(token),
  };
}

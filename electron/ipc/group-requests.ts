import { readFile, stat } from 'node:fs/promises';
import { DeskError } from '../../shared/errors.ts';
import type { GroupOutputs } from '../../shared/group-contract.ts';
import type { Groups } from '../groups/groups.ts';
import type { PageSplitter } from '../pages/page-splitter.ts';
import type { RequestTable } from './handle.ts';

/** No list of guests comes near it. */
const MOST_LIST_BYTES = 10 * 1024 * 1024;

export type GroupParts = {
  readonly groups: Groups;
  readonly splitter: PageSplitter;
  readonly chooseList: () => Promise<string | null>;
};

/** What is asked of group check-ins. */
export function groupRequests({ groups, splitter, chooseList }: GroupParts): Pick<RequestTable, keyof GroupOutputs> {
  return {
    'group:list': async () => groups.list(),
    'group:card': async ({ groupId }) => groups.card(groupId),
    'group:add': async ({ about, guests }) => groups.add(about, guests),
    'group:edit': async ({ groupId, about }) => groups.edit(groupId, about),
    'group:addGuests': async ({ groupId, guests }) => groups.addGuests(groupId, guests),
    'group:removeGuest': async ({ groupId, guestId }) => groups.removeGuest(groupId, guestId),
    'group:checkIn': async ({ groupId, on }) => groups.checkIn(groupId, on),
    'group:takeWaiting': async ({ groupId }) => groups.takeWaiting(groupId),
    'group:assign': async (input) => groups.assign(input),
    'group:remove': async ({ groupId }) => groups.remove(groupId),
    'group:stayOf': async ({ captureId, document }) => groups.stayOf(captureId, document),
    'group:readList': async ({ text }) => {
      const bytes = text === null ? await chosenList(await chooseList()) : Buffer.from(text, 'utf8');
      return bytes === null ? null : splitter.table(bytes);
    },
    'group:previewConfirm': (input) => groups.confirmAll.preview(input),
    'group:confirm': ({ token }) => groups.confirmAll.commit(token),
  };
}

/** The path may name guests, so that the file system's error goes no further. */
async function chosenList(file: string | null): Promise<Uint8Array | null> {
  if (file === null) return null;
  const size = await stat(file).then((stats) => stats.size, () => null);
  if (size === null) throw new DeskError('file.unreadable');
  if (size > MOST_LIST_BYTES) throw new DeskError('list.unreadable');
  return readFile(file).catch(() => {
    throw new DeskError('file.unreadable');
  });
}

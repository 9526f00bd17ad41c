import type { Answer, RequestInput } from '../../shared/contract.ts';
import type { ExpectedGuest, GroupAbout, GroupCard, GuestTable } from '../../shared/group.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

/** How many names a preview lists before it says how many more there are. */
const NAMED = 12;

/** Shows a group as main now has it; false when it was refused. */
function opened(answer: Answer<GroupCard>): boolean {
  if (answer.ok) desk().setGroups({ openGroup: answer.value });
  else sayRefused(answer.code);
  if (!answer.ok && answer.code === 'group.missing') desk().setGroups({ openGroup: null });
  return answer.ok;
}

/** Lists the groups; the one that checks in is opened, else the newest. */
export async function loadGroups(): Promise<void> {
  const answer = await request('group:list', undefined);
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  desk().setGroups({ groups: answer.value });
  const wanted = desk().openGroup?.id ?? answer.value.find(({ checkingIn }) => checkingIn)?.id ?? answer.value[0]?.id;
  if (wanted !== undefined) await openGroup(wanted);
}

export async function openGroup(groupId: string): Promise<void> {
  if (opened(await request('group:card', { groupId }))) desk().setGroups({ groupForm: null });
}

/** Main says that something of a group is different; only whoever looks at groups is shown. */
export function groupsChanged(): void {
  if (desk().view === 'groups' && desk().groupForm === null) void refresh();
}

async function refresh(): Promise<void> {
  const groups = await request('group:list', undefined);
  if (groups.ok) desk().setGroups({ groups: groups.value });
  const open = desk().openGroup;
  if (open === null) return;
  const card = await request('group:card', { groupId: open.id });
  if (card.ok && desk().openGroup?.id === open.id) desk().setGroups({ openGroup: card.value });
}

/** Makes a group, or changes the open one; its guests are added behind those that are there. */
export async function saveGroup(about: GroupAbout, guests: readonly ExpectedGuest[]): Promise<void> {
  const { groupForm, openGroup: open } = desk();
  if (groupForm === 'edit' && open !== null) {
    if (!opened(await request('group:edit', { groupId: open.id, about }))) return;
    if (guests.length > 0 && !opened(await request('group:addGuests', { groupId: open.id, guests: [...guests] }))) return;
  } else if (!opened(await request('group:add', { about, guests: [...guests] }))) return;
  desk().setGroups({ groupForm: null });
  await refresh();
}

/** The table of a pasted text (null: of a file that is asked for); null when there is none. */
export async function readGuestList(text: string | null): Promise<GuestTable | null> {
  const answer = await request('group:readList', { text });
  if (answer.ok) return answer.value;
  sayRefused(answer.code);
  return null;
}

export async function checkInGroup(groupId: string, on: boolean): Promise<void> {
  opened(await request('group:checkIn', { groupId, on }));
  await refresh();
}

export async function takeWaiting(groupId: string): Promise<void> {
  opened(await request('group:takeWaiting', { groupId }));
  await refresh();
}

export async function assignReading(input: RequestInput<'group:assign'>): Promise<void> {
  opened(await request('group:assign', input));
  await refresh();
}

export async function removeGuest(groupId: string, guestId: string): Promise<void> {
  opened(await request('group:removeGuest', { groupId, guestId }));
  await refresh();
}

/** Shows who would be registered and who not, and registers them when a person confirms. */
export async function offerConfirmAll(groupId: string): Promise<void> {
  const answer = await request('group:previewConfirm', { groupId });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  const { groups: words } = textsNow();
  const { token, preview } = answer.value;
  const named = preview.guests.slice(0, NAMED).map(({ name, maskedNumber, room }) => words.previewRow(name, maskedNumber, room));
  const more = preview.guests.length - named.length;
  confirmAction({
    heading: words.confirmHeading(preview.guests.length),
    lines: [
      ...named, ...(more > 0 ? [words.previewMore(more)] : []),
      ...preview.heldBack.map(({ name, why }) => words.heldBack(name, words.heldBackWhy[why])),
    ],
    confirm: words.confirmNow, danger: false,
    commit: () => request('group:confirm', { token }),
    done: ({ confirmed, failed }) => ({
      good: failed === 0, sentence: failed === 0 ? words.confirmed(confirmed) : words.confirmedSome(confirmed, failed),
    }),
  });
}

/** Asks first: the list is gone with it. */
export function offerGroupRemoval({ id, name }: GroupCard): void {
  const { groups: words } = textsNow();
  desk().openDialog({
    kind: 'action', heading: words.removeHeading(name), danger: true, confirm: words.remove, lines: [words.removeLead],
    commit: async () => {
      const answer = await request('group:remove', { groupId: id });
      if (!answer.ok) return { good: false, sentence: textsNow().errors[answer.code] };
      desk().setGroups({ groups: answer.value, openGroup: null });
      return { good: true, sentence: words.removed(name) };
    },
  });
}

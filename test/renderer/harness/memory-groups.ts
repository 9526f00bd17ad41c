/** Group check-ins in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { groupInputs } from '../../../shared/group-contract.ts';
import type { GroupCard, GuestTable } from '../../../shared/group.ts';

type Names = keyof typeof groupInputs;
export type GroupAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type GroupScene = { readonly groups?: readonly GroupCard[] };

const fine = <T>(value: T): Answer<T> => ({ ok: true, value });
const MISSING = { ok: false, code: 'group.missing' } as const;

/** Rows of a text that has tabs, as copied from a spreadsheet. */
const tableOf = (text: string): GuestTable => text.trim().split('\n').map((line) => line.split('\t'));

export function memoryGroups(scene: GroupScene): GroupAnswers {
  let groups = [...(scene.groups ?? [])];
  const change = (groupId: string, by: (group: GroupCard) => GroupCard): Answer<GroupCard> => {
    groups = groups.map((one) => (one.id === groupId ? by(one) : one));
    const group = groups.find(({ id }) => id === groupId);
    return group === undefined ? MISSING : fine(group);
  };
  const asGuests = (guests: RequestInput<'group:add'>['guests']): GroupCard['guests'] => guests.map(({ documentNumber, ...guest }) =>
    ({ ...guest, id: crypto.randomUUID(), maskedNumber: documentNumber.replaceAll(/.(?=.{3})/g, '\u2022'), state: { kind: 'expected' } }));
  return {
    'group:list': () => fine(groups),
    'group:card': ({ groupId }) => change(groupId, (group) => group),
    'group:add': ({ about, guests }) => {
      const group: GroupCard = {
        ...about, id: crypto.randomUUID(), createdAt: Date.now(), checkingIn: false, done: 0, of: Math.max(about.expected, guests.length),
        asked: 0, guests: asGuests(guests), askedReadings: [], confirmable: 0,
      };
      groups = [group, ...groups];
      return fine(group);
    },
    'group:edit': ({ groupId, about }) => change(groupId, (group) => ({ ...group, ...about })),
    'group:addGuests': ({ groupId, guests }) =>
      change(groupId, (group) => ({ ...group, guests: [...group.guests, ...asGuests(guests)] })),
    'group:removeGuest': ({ groupId, guestId }) =>
      change(groupId, (group) => ({ ...group, guests: group.guests.filter(({ id }) => id !== guestId) })),
    'group:checkIn': ({ groupId, on }) => change(groupId, (group) => ({ ...group, checkingIn: on })),
    'group:takeWaiting': ({ groupId }) => change(groupId, (group) => group),
    'group:assign': ({ groupId, captureId }) => change(groupId, (group) => ({
      ...group, asked: group.asked - 1, askedReadings: group.askedReadings.filter((reading) => reading.captureId !== captureId),
    })),
    'group:remove': ({ groupId }) => {
      groups = groups.filter(({ id }) => id !== groupId);
      return fine(groups);
    },
    'group:stayOf': () => fine(null),
    'group:readList': ({ text }) => fine(text === null ? null : tableOf(text)),
    'group:previewConfirm': () => fine({ token: crypto.randomUUID(), preview: { guests: [], heldBack: [] } }),
    'group:confirm': () => fine({ kind: 'done', result: { confirmed: 0, failed: 0 } }),
  };
}

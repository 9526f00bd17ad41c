/** Group check-ins: while one is on, each document that is read is matched to an expected guest or asked about. */
import { randomUUID } from 'node:crypto';
import type { RequestInput } from '../../shared/contract.ts';
import { checkDraft, draftFromReading } from '../../shared/draft.ts';
import { DeskError } from '../../shared/errors.ts';
import {
  MOST_GUESTS, type AskedReading, type ConfirmAllPreview, type ConfirmAllResult, type ExpectedGuest, type GroupAbout,
  type GroupCard, type GroupGuest, type GroupReading, type GroupSummary, type HeldBackReason,
} from '../../shared/group.ts';
import { matchGuest, type Candidate, type Holder, type Match } from '../../shared/group-match.ts';
import type { ReadDocument } from '../../shared/reading.ts';
import type { Draft, Stay } from '../../shared/registration.ts';
import { findAhead } from '../capture/ahead-rows.ts';
import { findCapture, findReading } from '../capture/capture-rows.ts';
import type { Captures } from '../capture/captures.ts';
import { createConfirmedAction, type ConfirmedAction } from '../confirmed-action.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { isDraftKept } from '../drafts/drafts.ts';
import { isoDayOf } from '../local-day.ts';
import type { Log } from '../log.ts';
import { maskNumber } from '../records/masking.ts';
import * as rows from './group-rows.ts';

/** One document to be registered as it was read, with the group's stay. */
export type GroupDraft = { readonly draftId: string; readonly captureId: string; readonly document: number; readonly draft: Draft };

type ConfirmRequest = RequestInput<'registration:confirm'>;

/** As a page would send it. */
export const asConfirmInput = ({ draft, ...at }: GroupDraft): ConfirmRequest => ({
  ...at, draft: { ...draft, lines: [...draft.lines] } as ConfirmRequest['draft'],
});

/** Every call throws the storage's code while storage is closed, and `group.missing` for a group that is gone. */
export type Groups = {
  /** Newest first. */
  list(): GroupSummary[];
  card(groupId: string): GroupCard;
  add(about: GroupAbout, guests: readonly ExpectedGuest[]): GroupCard;
  edit(groupId: string, about: GroupAbout): GroupCard;
  /** Behind the others. `request.invalid` for more than a group may have. */
  addGuests(groupId: string, guests: readonly ExpectedGuest[]): GroupCard;
  removeGuest(groupId: string, guestId: string): GroupCard;
  /** Switched on, it takes what is read from now on; one group at a time: `group.otherOpen`. */
  checkIn(groupId: string, on: boolean): GroupCard;
  /** Takes what waits in the queue now as well. */
  takeWaiting(groupId: string): GroupCard;
  /** Says whose a document is: a guest of the list, another guest, nobody's. */
  assign(input: { groupId: string; captureId: string; document: number; to: string | 'another' | 'nobody' }): GroupCard;
  /** Forgets list and matches; registrations stay. */
  remove(groupId: string): GroupSummary[];
  /** What a document's draft begins with: the group's stay; null where it is of no group. */
  stayOf(captureId: string, document: number): Stay | null;
  readonly confirmAll: ConfirmedAction<{ groupId: string }, ConfirmAllPreview, ConfirmAllResult>;
  stop(): void;
};

/** `confirm`: registers one, once however often it is called. `changed`: something of a group is different. */
export function createGroups(parts: {
  storage: Storage; captures: Captures; log: Log; confirm: (draft: GroupDraft) => Promise<unknown>;
  changed: () => void; now?: () => number;
}): Groups {
  const { storage, captures, log, confirm, changed, now = Date.now } = parts;

  function found(groupId: string): rows.GroupRow {
    const { database, keys } = storage.opened();
    const group = rows.listGroups(database, keys.fields).find(({ id }) => id === groupId);
    if (!group) throw new DeskError('group.missing');
    return group;
  }

  function summary(group: rows.GroupRow): GroupSummary {
    const { database } = storage.opened();
    const readings = rows.listReadings(database, group.id);
    const done = readings.filter(({ registrationId }) => registrationId !== null).length;
    return {
      ...group.about, id: group.id, createdAt: group.createdAt, checkingIn: group.checkingIn, done,
      of: Math.max(group.about.expected, rows.countGuests(database, group.id), done),
      asked: readings.filter(({ guestId, registrationId }) => guestId === null && registrationId === null).length,
    };
  }

  function card(groupId: string): GroupCard {
    const open = storage.opened();
    const group = found(groupId);
    const readings = rows.listReadings(open.database, groupId);
    const guests = rows.listGuests(open.database, open.keys.fields, groupId);
    const ofGuest = new Map(readings.map((reading) => [reading.guestId, reading]));
    return {
      ...summary(group),
      guests: guests.map((guest) => shownGuest(open, guest, ofGuest.get(guest.id))),
      askedReadings: readings.filter(({ guestId, registrationId }) => guestId === null && registrationId === null)
        .flatMap((row): AskedReading[] => {
          const reading = shownReading(open, row);
          return reading === null ? [] : [{ ...reading, guess: guests.some(({ id }) => id === row.guess) ? row.guess : null }];
        }),
      confirmable: confirmables(open, group).ready.length,
    };
  }

  /** Matches the documents of a capture that no person has assigned, against those guests nobody is yet. */
  function take(groupId: string, captureId: string): void {
    const open = storage.opened();
    const { database, keys } = open;
    if (findCapture(database, captureId)?.state !== 'read') return;
    const documents = findReading(database, keys.fields, captureId)?.documents ?? [];
    database.transaction(() => {
      for (const [document, read] of documents.entries()) {
        const before = rows.groupOfReading(database, captureId, document);
        if (before !== undefined && before.guestId !== null) continue;
        const present = new Set(rows.listReadings(database, groupId).map(({ guestId }) => guestId));
        const free = rows.listGuests(database, keys.fields, groupId).filter(({ id }) => !present.has(id));
        const match = bestMatch(read, free);
        const at = { groupId, captureId, document };
        if (match.kind === 'matched') rows.putReading(database, { ...at, guestId: match.id, by: match.by, guess: null });
        // Without a list everybody who comes is a guest.
        else if (!rows.hasList(database, groupId)) addHolder(open, at, read);
        else rows.putReading(database, { ...at, guestId: null, by: null, guess: match.guess });
      }
    });
    changed();
  }

  function addHolder({ database, keys }: OpenStorage, at: { groupId: string; captureId: string; document: number }, read: ReadDocument): void {
    const guestId = rows.insertGuest(database, keys.fields, at.groupId, { ...holdersOf(read)[0], room: '' }, false);
    rows.putReading(database, { ...at, guestId, by: 'hand', guess: null });
  }

  /** Matched and not registered: those that may be confirmed unseen, and why the others may not. */
  function confirmables(open: OpenStorage, group: rows.GroupRow): {
    ready: { drafted: GroupDraft; room: string }[]; heldBack: { name: string; why: HeldBackReason }[];
  } {
    const ready: { drafted: GroupDraft; room: string }[] = [];
    const heldBack: { name: string; why: HeldBackReason }[] = [];
    for (const row of rows.listReadings(open.database, group.id)) {
      if (row.guestId === null || row.registrationId !== null) continue;
      const read = documentOf(open, row);
      if (read === null) continue;
      const stay = stayFor(open, group, row.guestId);
      const draft = { ...draftFromReading(read), stay };
      const warned = checkDraft(draft, isoDayOf(now())).warnings.some(({ code }) => code !== 'expiresSoon');
      // What somebody typed, at the desk or before arrival, is not in the reading: it must not be passed over.
      const typed = isTyped(open, row.captureId, row.document);
      if (read.status === 'sure' && !typed && !warned) {
        ready.push({ drafted: { draftId: randomUUID(), captureId: row.captureId, document: row.document, draft }, room: stay.room });
      } else heldBack.push({ name: nameOf(read), why: read.status !== 'sure' ? 'unsure' : typed ? 'typed' : 'warned' });
    }
    return { ready, heldBack };
  }

  const confirmAll = createConfirmedAction<{ groupId: string }, readonly GroupDraft[], ConfirmAllPreview, ConfirmAllResult>({
    now,
    look: async ({ groupId }) => {
      const { ready, heldBack } = confirmables(storage.opened(), found(groupId));
      const guests = ready.map(({ drafted: { draft }, room }) => ({
        name: [draft.cyrillic.surname || draft.fields.surname.value, draft.cyrillic.givenNames || draft.fields.givenNames.value].join(' '),
        maskedNumber: maskNumber(draft.fields.documentNumber.value), room,
      }));
      return { plan: ready.map(({ drafted }) => drafted), preview: { guests, heldBack } };
    },
    commit: async (plan) => {
      let failed = 0;
      for (const draft of plan) {
        // One that was discarded or read anew meanwhile costs the others nothing; the list shows what is left.
        if (isTyped(storage.opened(), draft.captureId, draft.document)) failed += 1;
        else await confirm(draft).catch((error: unknown) => {
          failed += 1;
          log.warn('group.confirmFailed', { captureId: draft.captureId, error });
        });
      }
      changed();
      return { confirmed: plan.length - failed, failed };
    },
  });

  const stops = [
    captures.onChanged(({ id, state }) => {
      if (storage.state().kind !== 'ready') return;
      if (state.kind === 'confirmed') changed();
      if (state.kind !== 'read') return;
      const { database, keys } = storage.opened();
      const open = rows.listGroups(database, keys.fields).find(({ checkingIn }) => checkingIn);
      const known = rows.groupOfReading(database, id, 0);
      if (open === undefined || (known !== undefined && known.groupId !== open.id)) {
        if (known !== undefined) changed();
        return;
      }
      try {
        take(open.id, id);
      } catch (error) {
        log.error('group.takeFailed', { captureId: id, error });
      }
    }),
    captures.onGone(() => changed()),
  ];

  return {
    list() {
      const { database, keys } = storage.opened();
      return rows.listGroups(database, keys.fields).map(summary);
    },
    card,
    add(about, guests) {
      const { database, keys } = storage.opened();
      const id = randomUUID();
      database.transaction(() => {
        rows.insertGroup(database, keys.fields, { id, about, at: now() });
        for (const guest of guests) rows.insertGuest(database, keys.fields, id, guest, true);
      });
      log.info('group.added', { correlationId: id, count: guests.length });
      return card(id);
    },
    edit(groupId, about) {
      const { database, keys } = storage.opened();
      if (!rows.changeGroup(database, keys.fields, groupId, about)) throw new DeskError('group.missing');
      return card(groupId);
    },
    addGuests(groupId, guests) {
      const { database, keys } = storage.opened();
      found(groupId);
      if (rows.countGuests(database, groupId) + guests.length > MOST_GUESTS) throw new DeskError('request.invalid', 'too many guests');
      database.transaction(() => {
        for (const guest of guests) rows.insertGuest(database, keys.fields, groupId, guest, true);
      });
      for (const { captureId, guestId } of rows.listReadings(database, groupId)) if (guestId === null) take(groupId, captureId);
      return card(groupId);
    },
    removeGuest(groupId, guestId) {
      rows.deleteGuest(storage.opened().database, guestId);
      return card(groupId);
    },
    checkIn(groupId, on) {
      const { database, keys } = storage.opened();
      found(groupId);
      if (on && rows.listGroups(database, keys.fields).some(({ id, checkingIn }) => checkingIn && id !== groupId)) {
        throw new DeskError('group.otherOpen');
      }
      rows.setCheckingIn(database, groupId, on);
      return card(groupId);
    },
    takeWaiting(groupId) {
      found(groupId);
      for (const captureId of rows.untakenCaptures(storage.opened().database)) take(groupId, captureId);
      return card(groupId);
    },
    assign({ groupId, captureId, document, to }) {
      const open = storage.opened();
      const { database, keys } = open;
      const read = documentOf(open, { captureId, document });
      if (read === null) throw new DeskError('capture.missing');
      const at = { groupId, captureId, document };
      database.transaction(() => {
        if (to === 'nobody') return rows.deleteReading(database, captureId, document);
        if (to === 'another') return addHolder(open, at, read);
        const taken = rows.listReadings(database, groupId).some(({ guestId }) => guestId === to);
        if (taken || !rows.listGuests(database, keys.fields, groupId).some(({ id }) => id === to)) {
          throw new DeskError('request.invalid', 'there is no such guest, or they are here already');
        }
        return rows.putReading(database, { ...at, guestId: to, by: 'hand', guess: null });
      });
      return card(groupId);
    },
    remove(groupId) {
      const { database, keys } = storage.opened();
      rows.deleteGroup(database, groupId);
      return rows.listGroups(database, keys.fields).map(summary);
    },
    stayOf(captureId, document) {
      const open = storage.opened();
      const of = rows.groupOfReading(open.database, captureId, document);
      return of === undefined ? null : stayFor(open, found(of.groupId), of.guestId);
    },
    confirmAll,
    stop() {
      for (const unhear of stops) unhear();
    },
  };
}

/** The guest's own room, or the group's. */
function stayFor({ database, keys }: OpenStorage, { id, about }: rows.GroupRow, guestId: string | null): Stay {
  const own = guestId === null ? undefined : rows.listGuests(database, keys.fields, id).find((guest) => guest.id === guestId);
  return { room: own?.room || about.rooms, arrival: about.arrival, departure: about.departure, phone: '', note: '' };
}

function documentOf({ database, keys }: OpenStorage, { captureId, document }: { captureId: string; document: number }): ReadDocument | null {
  return findReading(database, keys.fields, captureId)?.documents[document] ?? null;
}

/** As the zone has it, and in Cyrillic where it gives that back; never empty. */
function holdersOf(read: ReadDocument): [Holder, ...Holder[]] {
  const value = (name: 'surname' | 'givenNames' | 'birthDate' | 'documentNumber'): string => read.fields[name]?.value ?? '';
  const latin = {
    surname: value('surname'), givenNames: value('givenNames'), birthDate: value('birthDate'), documentNumber: value('documentNumber'),
  };
  const { cyrillic } = read;
  return cyrillic && cyrillic.surname !== '' ? [{ ...latin, ...cyrillic }, latin] : [latin];
}

function bestMatch(read: ReadDocument, guests: readonly Candidate[]): Match {
  const matches = holdersOf(read).map((holder) => matchGuest(holder, guests));
  return matches.find(({ kind }) => kind === 'matched') ?? matches[0] ?? { kind: 'asked', guess: null };
}

const nameOf = (read: ReadDocument): string => [holdersOf(read)[0].surname, holdersOf(read)[0].givenNames].filter(Boolean).join(' ');

function shownReading(open: OpenStorage, row: rows.ReadingRow): GroupReading | null {
  const read = documentOf(open, row);
  if (read === null) return null;
  const [{ surname, givenNames, birthDate, documentNumber }] = holdersOf(read);
  return {
    captureId: row.captureId, document: row.document, surname, givenNames, birthDate, maskedNumber: maskNumber(documentNumber),
    status: read.status,
  };
}

function shownGuest(open: OpenStorage, guest: Candidate, row: rows.ReadingRow | undefined): GroupGuest {
  const { id, surname, givenNames, birthDate, documentNumber, room } = guest;
  const about = { id, surname, givenNames, birthDate, maskedNumber: maskNumber(documentNumber), room };
  if (row?.registrationId != null) return { ...about, state: { kind: 'done', registrationId: row.registrationId } };
  const reading = row === undefined ? null : shownReading(open, row);
  return { ...about, state: reading === null ? { kind: 'expected' } : { kind: 'read', reading, by: row?.by ?? 'hand' } };
}

/** Whether anybody corrected or added anything that waits to be confirmed: the guest ahead of arrival, or the desk. */
function isTyped({ database, keys }: OpenStorage, captureId: string, document: number): boolean {
  const ahead = findAhead(database, keys.fields, captureId)?.typed[document] ?? {};
  return Object.keys(ahead).length > 0 || isDraftKept(database, captureId, document);
}

import { randomUUID } from 'node:crypto';
import type { ExpectedGuest, GroupAbout, MatchedBy } from '../../shared/group.ts';
import type { Candidate } from '../../shared/group-match.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';

const groupPlace = (row: string): Place => ({ table: 'guest_group', column: 'about', row });
const guestPlace = (row: string): Place => ({ table: 'group_guest', column: 'about', row });

export type GroupRow = { readonly id: string; readonly about: GroupAbout; readonly createdAt: number; readonly checkingIn: boolean };

/** Newest first. */
export function listGroups(database: Database, key: Buffer): GroupRow[] {
  return database.all(sql.selectFrom('guest_group').selectAll().orderBy('created_at', 'desc').orderBy('id')).map((row) => ({
    id: row.id, about: unsealJson<GroupAbout>(key, row.about, groupPlace(row.id)), createdAt: row.created_at,
    checkingIn: row.checking_in === 1,
  }));
}

export function insertGroup(database: Database, key: Buffer, group: { id: string; about: GroupAbout; at: number }): void {
  const about = sealJson(key, group.about, groupPlace(group.id));
  database.run(sql.insertInto('guest_group').values({ id: group.id, about, created_at: group.at, checking_in: 0 }));
}

/** False when there is none. */
export function changeGroup(database: Database, key: Buffer, id: string, about: GroupAbout): boolean {
  return database.run(sql.updateTable('guest_group').where('id', '=', id).set({ about: sealJson(key, about, groupPlace(id)) })) === 1;
}

export function setCheckingIn(database: Database, id: string, on: boolean): void {
  database.run(sql.updateTable('guest_group').where('id', '=', id).set({ checking_in: on ? 1 : 0 }));
}

/** The group and its list; registrations stay. */
export function deleteGroup(database: Database, id: string): void {
  database.run(sql.deleteFrom('guest_group').where('id', '=', id));
}

/** Behind those that are there; `listed`: expected, and not known by their document only. */
export function insertGuest(
  database: Database, key: Buffer, groupId: string, guest: ExpectedGuest, listed: boolean,
): string {
  const id = randomUUID();
  database.run(sql.insertInto('group_guest').values({ id, group_id: groupId, about: sealJson(key, guest, guestPlace(id)), listed: listed ? 1 : 0 }));
  return id;
}

/** Whether anybody was expected by name. */
export function hasList(database: Database, groupId: string): boolean {
  return database.first(sql.selectFrom('group_guest').select('id').where('group_id', '=', groupId).where('listed', '=', 1)) !== undefined;
}

export function deleteGuest(database: Database, guestId: string): void {
  database.run(sql.deleteFrom('group_guest').where('id', '=', guestId));
}

/** In the order of the list. */
export function listGuests(database: Database, key: Buffer, groupId: string): Candidate[] {
  return database.all(sql.selectFrom('group_guest').select(['id', 'about']).where('group_id', '=', groupId).orderBy('seq'))
    .map(({ id, about }) => ({ id, ...unsealJson<ExpectedGuest>(key, about, guestPlace(id)) }));
}

export function countGuests(database: Database, groupId: string): number {
  return database.first(sql.selectFrom('group_guest').where('group_id', '=', groupId)
    .select((select) => select.fn.countAll<number>().as('count')))?.count ?? 0;
}

export type ReadingRow = {
  readonly captureId: string; readonly document: number; readonly guestId: string | null; readonly by: MatchedBy | null;
  readonly guess: string | null; readonly registrationId: string | null;
};

/** Documents taken for the group, with the registration made of each. */
export function listReadings(database: Database, groupId: string): ReadingRow[] {
  return database.all(
    sql.selectFrom('group_reading')
      .leftJoin('registration', (join) => join.onRef('registration.capture_id', '=', 'group_reading.capture_id')
        .onRef('registration.document', '=', 'group_reading.document'))
      .innerJoin('capture', 'capture.id', 'group_reading.capture_id')
      .select([
        'group_reading.capture_id as captureId', 'group_reading.document', 'guest_id as guestId', 'matched_by as by', 'guess',
        'registration.id as registrationId',
      ])
      .where('group_id', '=', groupId).orderBy('capture.seq').orderBy('group_reading.document'),
  );
}

/** The group that has taken a document of a capture; undefined where none has. */
export function groupOfReading(
  database: Database, captureId: string, document: number,
): { groupId: string; guestId: string | null } | undefined {
  return database.first(sql.selectFrom('group_reading').select(['group_id as groupId', 'guest_id as guestId'])
    .where('capture_id', '=', captureId).where('document', '=', document));
}

export type Taken = {
  readonly groupId: string; readonly captureId: string; readonly document: number;
  readonly guestId: string | null; readonly by: MatchedBy | null; readonly guess: string | null;
};

/** Whose it is by now. */
export function putReading(database: Database, taken: Taken): void {
  const { captureId: capture_id, document, groupId: group_id, guestId: guest_id, by: matched_by, guess } = taken;
  database.run(sql.insertInto('group_reading').values({ capture_id, document, group_id, guest_id, matched_by, guess })
    .onConflict((conflict) => conflict.columns(['capture_id', 'document']).doUpdateSet({ group_id, guest_id, matched_by, guess })));
}

/** It is no guest of the group. */
export function deleteReading(database: Database, captureId: string, document: number): void {
  database.run(sql.deleteFrom('group_reading').where('capture_id', '=', captureId).where('document', '=', document));
}

/** Captures that are read, wait for a person, and are of no group; oldest first. */
export function untakenCaptures(database: Database): string[] {
  const taken = sql.selectFrom('group_reading').select('capture_id');
  const held = sql.selectFrom('bot_capture').select('capture_id').where('held', '=', 1);
  return database.all(sql.selectFrom('capture').select('id').where('state', '=', 'read').where('documents', '>', 0)
    .where('id', 'not in', taken).where('id', 'not in', held).orderBy('seq')).map(({ id }) => id);
}

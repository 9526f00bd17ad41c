import type { GroupAbout } from '../../shared/group.ts';
import type { OpenStorage } from '../db/storage.ts';
import { startOfDay, startOfIsoDay } from '../local-day.ts';
import { countGuests, deleteGroup, listGroups } from './group-rows.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A group whose departure nobody entered may come long after its list was made. */
const WITHOUT_DEPARTURE_DAYS = 365;

/** When a group may be forgotten, by the days that the policy keeps registrations; UTC milliseconds. */
function expiresAt({ arrival, departure }: GroupAbout, createdAt: number, keepDays: number): number {
  if (departure !== '') return startOfIsoDay(departure, 1) + keepDays * DAY_MS;
  const from = arrival === '' ? startOfDay(createdAt) : startOfIsoDay(arrival);
  return from + (keepDays + WITHOUT_DEPARTURE_DAYS) * DAY_MS;
}

/** Forgets groups that left so long ago, with the names of all who were expected; returns how many those were. */
export function forgetPastGroups({ database, keys }: OpenStorage, keepDays: number, now: number): { groups: number; guests: number } {
  return database.transaction(() => {
    const past = listGroups(database, keys.fields).filter(({ about, createdAt }) => expiresAt(about, createdAt, keepDays) <= now);
    const guests = past.reduce((sum, { id }) => sum + countGuests(database, id), 0);
    for (const { id } of past) deleteGroup(database, id);
    return { groups: past.length, guests };
  });
}

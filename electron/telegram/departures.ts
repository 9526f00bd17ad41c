import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';
import { isoDayOf } from '../local-day.ts';
import { findRegistration, registrationOf } from '../records/registration-rows.ts';

const DAY_MS = 24 * 3_600_000;
/** A guest who left longer ago has other things in mind. */
const ASK_WITHIN_DAYS = 3;
/** Hours of the desk's day in which a message wakes nobody. */
const FROM_HOUR = 10;
const TO_HOUR = 20;

/** Guests who sent their document ahead and left in the last days; none at night. */
export function recentDepartures(open: OpenStorage, now: number): { chatId: string; departure: string }[] {
  const hour = new Date(now).getHours();
  if (hour < FROM_HOUR || hour >= TO_HOUR) return [];
  const [from, before] = [isoDayOf(now - ASK_WITHIN_DAYS * DAY_MS), isoDayOf(now)];
  const rows = open.database.all(
    sql.selectFrom('bot_capture').innerJoin('registration', 'registration.capture_id', 'bot_capture.capture_id')
      .select(['bot_capture.chat_id as chatId', 'registration.id as id']),
  );
  const found = new Map<string, string>();
  for (const { chatId, id } of rows) {
    const row = findRegistration(open.database, id);
    const departure = row === undefined ? '' : registrationOf(open.keys.fields, row).stay.departure;
    if (departure >= from && departure < before && departure > (found.get(chatId) ?? '')) found.set(chatId, departure);
  }
  return [...found].map(([chatId, departure]) => ({ chatId, departure }));
}

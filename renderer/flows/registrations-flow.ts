import { request } from '../api.ts';
import { isCalendarDate, readDate } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';
import type { RegistrationSearch } from '../store/registrations-slice.ts';
import { sayRefused } from './say.ts';

const PAGE = 50;

/** Which list was asked for last: an answer that comes late must not replace a newer one. */
let asked = 0;

/** Lists the registrations that fit the search, latest first. */
export async function searchRegistrations(search: RegistrationSearch): Promise<void> {
  desk().setRegistrations({ search, listed: { kind: 'loading' } });
  asked += 1;
  const mine = asked;
  const answer = await request('registration:list', { ...listInput(search), after: null });
  if (mine !== asked) return;
  if (answer.ok)
    desk().setRegistrations({ rows: answer.value.rows, next: answer.value.next, listed: { kind: 'done' } });
  else desk().setRegistrations({ rows: [], next: null, listed: { kind: 'failed', code: answer.code } });
}

/** Goes on with the list. */
export async function listMore(): Promise<void> {
  const { search, next, rows } = desk();
  if (next === null) return;
  const mine = asked;
  const answer = await request('registration:list', { ...listInput(search), after: next });
  if (mine !== asked) return;
  if (answer.ok) desk().setRegistrations({ rows: [...rows, ...answer.value.rows], next: answer.value.next });
  else sayRefused(answer.code);
}

function listInput({ query, from, to }: RegistrationSearch) {
  const day = (date: string): string => (isCalendarDate(date) ? date : '');
  // A date typed as people write it is asked for as it is stored.
  const asDate = readDate(query);
  return { query: isCalendarDate(asDate) ? asDate : query.trim(), from: day(from), to: day(to), limit: PAGE };
}

/** Opens the only one that fits; true when there are several, of which the list shows which. Never goes by an older list. */
export async function goToFound(search: RegistrationSearch): Promise<boolean> {
  if (desk().search !== search || desk().listed.kind !== 'done') await searchRegistrations(search);
  const [first, ...others] = desk().rows;
  if (first === undefined) return false;
  if (others.length === 0) await openRegistration(first.id);
  return others.length > 0;
}

export async function openRegistration(registrationId: string): Promise<void> {
  desk().show('registrations');
  const answer = await request('registration:open', { registrationId });
  if (answer.ok) desk().setOpened(answer.value);
  else sayRefused(answer.code);
}

/** Leaves the opened registration; what was revealed of it is forgotten. */
export function closeRegistration(): void {
  desk().setOpened(null);
}

/** How long a number stays unmasked (milliseconds): long enough to compare or type it once. */
const REVEALED_MS = 30_000;

/** Shows the number unmasked for a while; the main process writes that into the audit log. */
export async function revealNumber(registrationId: string): Promise<void> {
  const answer = await request('registration:reveal', { registrationId });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  if (desk().opened?.id !== registrationId) return;
  const revealed = answer.value;
  desk().setRevealed(revealed);
  setTimeout(() => {
    if (desk().revealed === revealed) desk().setRevealed(null);
  }, REVEALED_MS);
}

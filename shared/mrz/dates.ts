/**
 * Six-sign MRZ dates, YYMMDD. Unknown parts are fillers (ICAO Doc 9303-3, 4.8); many issuers print `00` instead, and
 * some `XX`, which is read as unknown too.
 */

export type DateKind = 'birth' | 'expiry' | 'issue';

export type MrzDate =
  /** Every part unknown: nothing but fillers. */
  | { readonly kind: 'empty' }
  /** `iso` is YYYY-MM-DD, unknown month or day as `00`. */
  | { readonly kind: 'date'; readonly iso: string; readonly complete: boolean }
  | { readonly kind: 'impossible' };

/** Days of a month of the Gregorian calendar; month 1..12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const isUnknown = (part: string): boolean => part === '<<' || part === '00' || part === 'XX';

/**
 * Reads YYMMDD. Expiry is always 20yy. Birth and issue are never in the future: 20yy where that is not after `today`
 * (YYYY-MM-DD), else 19yy.
 */
export function readMrzDate(raw: string, kind: DateKind, today: string): MrzDate {
  if (/^<+$/.test(raw)) return { kind: 'empty' };
  if (raw.length !== 6) return { kind: 'impossible' };
  const [yy, mm, dd] = [raw.slice(0, 2), raw.slice(2, 4), raw.slice(4, 6)];
  // A year is needed to make a date; a known day in an unknown month is nonsense.
  if (!/^\d\d$/.test(yy) || (isUnknown(mm) && !isUnknown(dd))) return { kind: 'impossible' };
  if (!/^\d\d$/.test(isUnknown(mm) ? '00' : mm) || !/^\d\d$/.test(isUnknown(dd) ? '00' : dd)) {
    return { kind: 'impossible' };
  }
  const month = isUnknown(mm) ? 0 : Number(mm);
  const day = isUnknown(dd) ? 0 : Number(dd);
  if (month > 12) return { kind: 'impossible' };
  const year = century(Number(yy), month, day, kind, today);
  if (month > 0 && day > daysInMonth(year, month)) return { kind: 'impossible' };
  return { kind: 'date', iso: isoOf(year, month, day), complete: month > 0 && day > 0 };
}

function century(yy: number, month: number, day: number, kind: DateKind, today: string): number {
  if (kind === 'expiry' || isoOf(2000 + yy, month, day) <= today) return 2000 + yy;
  return 1900 + yy;
}

function isoOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether a YYYY-MM-DD (parts `00` = unknown) is a day, month or year that exists. */
export function isPossibleIso(iso: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month === 0) return day === 0;
  return month <= 12 && day <= daysInMonth(year, month);
}

/** Whole years between two YYYY-MM-DD; unknown parts of the first count as the last possible day. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const month = from.slice(5, 7) === '00' ? '12' : from.slice(5, 7);
  const day = from.slice(8, 10) === '00' ? '31' : from.slice(8, 10);
  return `${month}-${day}` > to.slice(5, 10) ? years - 1 : years;
}

/** The YYYY-MM-DD a number of days later (earlier when negative). */
export function addDays(iso: string, days: number): string {
  const time = Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)) + days);
  return new Date(time).toISOString().slice(0, 10);
}

/** Dates as the desk shows and takes them (DD.MM.YYYY); stored as YYYY-MM-DD, unknown parts as `00`. */

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `1974-08-12` as `12.08.1974`; unknown parts as dashes; anything else, half-typed text included, unchanged. */
export function showDate(value: string): string {
  const parts = ISO.exec(value);
  if (parts === null) return value;
  const [, year = '', month = '', day = ''] = parts;
  return `${day === '00' ? '––' : day}.${month === '00' ? '––' : month}.${year}`;
}

/**
 * What a person typed, as YYYY-MM-DD once eight digits are there; until then the text itself, so that nothing half
 * typed passes for a date.
 */
export function readDate(text: string): string {
  const trimmed = text.trim();
  if (ISO.test(trimmed)) return trimmed;
  const parts = /^(\d{1,2}|––)[.,/\s-]?(\d{1,2}|––)[.,/\s-]?(\d{4})$/.exec(trimmed);
  if (parts === null) return trimmed;
  const [, day = '', month = '', year = ''] = parts;
  const digits = (part: string): string => (part === '––' ? '00' : part.padStart(2, '0'));
  return `${year}-${digits(month)}-${digits(day)}`;
}

/** Puts the dots in while digits are typed: `1208` becomes `12.08.`; text with its own separators is left alone. */
export function dotDate(text: string, before: string): string {
  if (text.length < before.length || !/^[\d.]*$/.test(text)) return text;
  const padded = text.replace(/^(\d)\.$/, '0$1.').replace(/^(\d\d)\.(\d)\.$/, '$1.0$2.');
  const digits = padded.replaceAll('.', '').slice(0, 8);
  if (digits.length < 2) return digits;
  if (digits.length < 4) return `${digits.slice(0, 2)}.${digits.slice(2)}`;
  return `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4)}`;
}

/** Whether the text is a day of the calendar, YYYY-MM-DD. */
export function isCalendarDate(value: string): boolean {
  const parts = ISO.exec(value);
  if (parts === null) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** The day on this desk's clock, YYYY-MM-DD. */
export function localDay(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A moment (UTC milliseconds) on this desk's clock: `21.11.2026 09:30`. */
export function showMoment(at: number): string {
  const moment = new Date(at);
  return `${showDate(localDay(moment))} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** The draft between reading and registration: pure rules, used by the page and again before anything is stored. */
import { isMrzText } from './mrz/alphabet.ts';
import { isKnownState } from './mrz/countries.ts';
import { addDays, isPossibleIso, yearsBetween } from './mrz/dates.ts';
import { readZone } from './mrz/fields.ts';
import { layoutOf } from './mrz/formats.ts';
import {
  FIELD_NAMES, type CheckState, type FieldName, type MrzFormat, type ReadDocument,
} from './reading.ts';
import type { Draft, DraftField, FieldOrigin, Registration, Stay, Warning } from './registration.ts';

/** Warn of a document that expires within so many days. */
const EXPIRES_SOON_DAYS = 30;
const ADULT_YEARS = 18;

const EMPTY_STAY: Stay = { room: '', arrival: '', departure: '', phone: '', note: '' };
const NO_NAMES = { surname: '', givenNames: '' } as const;

const todayOfClock = (): string => new Date().toISOString().slice(0, 10);

function fieldsBy(make: (name: FieldName) => DraftField): Record<FieldName, DraftField> {
  const fields: Partial<Record<FieldName, DraftField>> = {};
  for (const name of FIELD_NAMES) fields[name] = make(name);
  return fields as Record<FieldName, DraftField>;
}

/** A draft to be typed by hand. */
export function emptyDraft(): Draft {
  return {
    format: null, fields: fieldsBy(() => ({ value: '', origin: 'typed' })), cyrillic: NO_NAMES, lines: [],
    stay: EMPTY_STAY,
  };
}

/** A draft of what was read. */
export function draftFromReading(document: ReadDocument): Draft {
  return {
    format: document.format,
    fields: fieldsBy((name) => ({ value: document.fields[name]?.value ?? '', origin: 'mrz' })),
    cyrillic: document.cyrillic ?? NO_NAMES,
    lines: document.lines.map((line) => line.text),
    stay: EMPTY_STAY,
  };
}

/** The draft with one field set. The lines stay as they were: they are what is printed. */
export function withField(draft: Draft, name: FieldName, value: string, origin: FieldOrigin): Draft {
  return { ...draft, fields: { ...draft.fields, [name]: { value, origin } } };
}

/**
 * The draft with a line corrected. Fields that came from the zone are read again; typed and earlier ones are kept. A
 * line of another length, or with other signs, is kept but changes no field. `today` (YYYY-MM-DD) tells centuries.
 */
export function withLine(draft: Draft, line: number, text: string, today: string = todayOfClock()): Draft {
  const lines = draft.lines.map((old, index) => (index === line ? text.toUpperCase() : old));
  const changed = { ...draft, lines };
  const zone = zoneOf(draft.format, lines, today);
  if (zone === null) return changed;
  const fields = fieldsBy((name) => {
    const old = draft.fields[name];
    return old.origin === 'mrz' ? { value: zone.fields[name]?.value ?? '', origin: 'mrz' } : old;
  });
  return { ...changed, fields, cyrillic: zone.cyrillic ?? NO_NAMES };
}

function zoneOf(format: MrzFormat | null, lines: readonly string[], today: string) {
  if (format === null || !lines.every(isMrzText)) return null;
  const { lineLengths } = layoutOf(format);
  const fits = lineLengths.length === lines.length && lineLengths.every((length, i) => lines[i]?.length === length);
  return fits ? readZone(format, lines, today) : null;
}

export type DraftCheck = {
  readonly checks: Readonly<Partial<Record<FieldName, CheckState>>>;
  readonly warnings: readonly Warning[];
};

/**
 * State of every check digit and what the desk should look at. Blocks only what would make the record useless: no
 * surname, no number, a date that does not exist. `today` is YYYY-MM-DD.
 */
export function checkDraft(draft: Draft, today: string): DraftCheck {
  const zone = zoneOf(draft.format, draft.lines, today);
  const checks: Partial<Record<FieldName, CheckState>> = {};
  for (const name of FIELD_NAMES) {
    const read = zone?.fields[name];
    // A check digit says nothing of a value that no longer is the printed one.
    if (read !== undefined && read.value === draft.fields[name].value) checks[name] = read.check;
  }
  const warnings: Warning[] = [
    ...emptinessWarnings(draft), ...dateWarnings(draft, today), ...stateWarnings(draft), ...stayWarnings(draft.stay),
  ];
  for (const name of FIELD_NAMES) {
    if (checks[name] === 'wrong') warnings.push({ code: 'checkDigitWrong', field: name, blocks: false });
  }
  const compositeWrong = zone?.checkDigits.some((digit) => digit.guards === 'composite' && digit.state === 'wrong');
  if (compositeWrong === true && !warnings.some((warning) => warning.code === 'checkDigitWrong')) {
    warnings.push({ code: 'checkDigitWrong', blocks: false });
  }
  for (const doubt of zone?.doubts ?? []) {
    if (doubt.code !== 'name.truncated') continue;
    const name = doubt.field;
    if (name !== undefined && draft.fields[name].origin !== 'mrz') continue;
    warnings.push({ code: 'nameTruncated', ...(name === undefined ? {} : { field: name }), blocks: false });
  }
  if (hasLetterO(draft)) {
    warnings.push({ code: 'numberLetterO', field: 'documentNumber', blocks: false });
  }
  return { checks, warnings };
}

/** A letter O in a number is nearly always worth a look: it is told from the digit 0 by its shape alone. */
function hasLetterO(draft: Draft): boolean {
  return draft.fields.documentNumber.value.toUpperCase().includes('O');
}

function emptinessWarnings(draft: Draft): Warning[] {
  const warnings: Warning[] = [];
  for (const name of ['surname', 'documentNumber'] as const) {
    if (draft.fields[name].value.trim() === '') warnings.push({ code: 'fieldEmpty', field: name, blocks: true });
  }
  for (const name of ['birthDate', 'nationality'] as const) {
    if (draft.fields[name].value.trim() === '') warnings.push({ code: 'fieldEmpty', field: name, blocks: false });
  }
  return warnings;
}

function dateWarnings(draft: Draft, today: string): Warning[] {
  const warnings: Warning[] = [];
  const birth = draft.fields.birthDate.value;
  const expiry = draft.fields.expiryDate.value;
  const birthImpossible = birth !== '' && (!isPossibleIso(birth) || birth > today);
  if (birthImpossible) warnings.push({ code: 'dateImpossible', field: 'birthDate', blocks: true });
  else if (birth !== '' && yearsBetween(birth, today) < ADULT_YEARS) {
    warnings.push({ code: 'minor', field: 'birthDate', blocks: false });
  }
  if (expiry !== '' && !isPossibleIso(expiry)) {
    warnings.push({ code: 'dateImpossible', field: 'expiryDate', blocks: true });
  } else if (expiry !== '') {
    // Unknown parts count as late as they can be: a document is called expired only when it surely is.
    const last = expiry.replace(/-00/g, '-99');
    if (last < today) warnings.push({ code: 'expired', field: 'expiryDate', blocks: false });
    else if (expiry <= addDays(today, EXPIRES_SOON_DAYS) && !expiry.includes('-00')) {
      warnings.push({ code: 'expiresSoon', field: 'expiryDate', blocks: false });
    }
  }
  return [...warnings, ...unreadDateWarnings(draft, today)];
}

/** A printed date that is no date reads as an empty value; say so while the field still is what was read. */
function unreadDateWarnings(draft: Draft, today: string): Warning[] {
  const zone = zoneOf(draft.format, draft.lines, today);
  const warnings: Warning[] = [];
  for (const doubt of zone?.doubts ?? []) {
    if (doubt.code !== 'date.impossible' || doubt.field === undefined) continue;
    if (draft.fields[doubt.field].origin !== 'mrz' || draft.fields[doubt.field].value !== '') continue;
    warnings.push({ code: 'dateImpossible', field: doubt.field, blocks: true });
  }
  return warnings;
}

function stateWarnings(draft: Draft): Warning[] {
  const warnings: Warning[] = [];
  for (const name of ['issuingState', 'nationality'] as const) {
    const code = draft.fields[name].value.trim().toUpperCase();
    if (code !== '' && !isKnownState(code)) warnings.push({ code: 'stateUnknown', field: name, blocks: false });
  }
  return warnings;
}

function stayWarnings(stay: Stay): Warning[] {
  const warnings: Warning[] = [];
  for (const name of ['arrival', 'departure'] as const) {
    const value = stay[name];
    if (value !== '' && !isPossibleIso(value)) warnings.push({ code: 'dateImpossible', field: name, blocks: true });
  }
  if (stay.arrival !== '' && stay.departure !== '' && stay.departure < stay.arrival) {
    warnings.push({ code: 'stayBackwards', field: 'departure', blocks: false });
  }
  return warnings;
}

export type FieldDifference = { readonly field: FieldName; readonly now: string; readonly earlier: string };

/**
 * Fields in which an earlier registration says something else, in paper order. Letter case and spaces do not count, nor
 * does a field that was empty then.
 */
export function differences(draft: Draft, earlier: Pick<Registration, 'fields'>): readonly FieldDifference[] {
  const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toUpperCase();
  return FIELD_NAMES.flatMap((field) => {
    const [now, then] = [draft.fields[field].value, earlier.fields[field].value];
    return then !== '' && plain(now) !== plain(then) ? [{ field, now, earlier: then }] : [];
  });
}


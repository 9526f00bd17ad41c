/**
 * From the lines of a zone to its fields and check digits. Reads what is printed, right or wrong: nothing is repaired
 * here. Never throws on signs out of place; lines of other lengths than the layout's do throw.
 */
import type { CheckDigit, CheckState, Doubt, FieldName, MrzFormat, ReadField } from '../reading.ts';
import { checkDigitOf } from './check-digit.ts';
import { isKnownState } from './countries.ts';
import { readMrzDate } from './dates.ts';
import { isPnrus, layoutOf, type CheckSpan, type FieldSpan, type MrzLayout, type Span } from './formats.ts';
import { mayBeCut, readNames, readSingleName } from './names.ts';
import { fieldAt, outOfPlace } from './places.ts';
import { cyrillicOfPnrus, readPnrusNumber } from './pnrus.ts';

/** A field as its line says it; how sure the reading is comes from elsewhere. */
export type ParsedField = Omit<ReadField, 'confidence'>;

export type ParsedZone = {
  readonly fields: Readonly<Partial<Record<FieldName, ParsedField>>>;
  readonly checkDigits: readonly CheckDigit[];
  readonly cyrillic: { readonly surname: string; readonly givenNames: string } | null;
  /** What the print itself makes doubtful: wrong check digits, impossible dates, unknown states, signs out of place. */
  readonly doubts: readonly Doubt[];
};

const textOf = (lines: readonly string[], { line, start, end }: Span): string => (lines[line] ?? '').slice(start, end);
const trimmed = (raw: string): string => raw.replace(/^<+|<+$/g, '').replace(/<+/g, ' ');
const isEmpty = (raw: string): boolean => /^<*$/.test(raw);

/** Reads lines of exactly the format's lengths; throws RangeError otherwise. `today` (YYYY-MM-DD) tells centuries. */
export function readZone(format: MrzFormat, lines: readonly string[], today: string): ParsedZone {
  const layout = layoutOf(format);
  if (lines.length !== layout.lineLengths.length || lines.some((l, i) => l.length !== layout.lineLengths[i])) {
    throw new RangeError(`lines do not have the lengths of ${format}`);
  }
  const overflow = overflowOf(layout, lines);
  const checkDigits = readCheckDigits(layout, lines, overflow);
  const read = new FieldReader(layout, lines, today, checkDigits, overflow);
  const fields = read.all();
  const coded = isPnrus(format, lines);
  const surname = coded ? cyrillicOfPnrus(fields.surname?.raw ?? '') : null;
  const givenNames = coded ? cyrillicOfPnrus(fields.givenNames?.raw ?? '') : null;
  const cyrillic = surname !== null && givenNames !== null ? { surname, givenNames } : null;
  return { fields, checkDigits, cyrillic, doubts: doubtsOf(layout, lines, fields, checkDigits, today) };
}

/** A number that goes on in the optional data: its rest, and the place of its check digit. */
export type NumberOverflow = {
  readonly rest: Span;
  readonly digit: { readonly line: number; readonly column: number };
};

/**
 * Where a long document number goes on (ICAO Doc 9303-5): nine signs full, a filler for a check digit, then the rest,
 * the digit and a filler in the optional data. Null for an ordinary number.
 */
export function overflowOf(layout: MrzLayout, lines: readonly string[]): NumberOverflow | null {
  if (layout.overflow === undefined) return null;
  const { number, into } = layout.overflow;
  if (lines[number.line]?.charAt(number.end) !== '<' || textOf(lines, number).includes('<')) return null;
  const optional = textOf(lines, into);
  const length = optional.includes('<') ? optional.indexOf('<') : optional.length;
  if (length < 2 || !/\d/.test(optional.charAt(length - 1))) return null;
  const column = into.start + length - 1;
  return { rest: { line: into.line, start: into.start, end: column }, digit: { line: into.line, column } };
}

function readCheckDigits(layout: MrzLayout, lines: readonly string[], overflow: NumberOverflow | null): CheckDigit[] {
  return layout.checks.map((check): CheckDigit => {
    if (check.guards === 'documentNumber' && overflow !== null && layout.overflow !== undefined) {
      const number = textOf(lines, layout.overflow.number);
      const rest = textOf(lines, overflow.rest);
      const digit = lines[overflow.digit.line]?.charAt(overflow.digit.column);
      // Issuers differ on whether the filler in between is counted; both are accepted.
      const right = digit === checkDigitOf(number + rest) || digit === checkDigitOf(`${number}<${rest}`);
      return { guards: check.guards, ...overflow.digit, state: right ? 'right' : 'wrong' };
    }
    return { guards: check.guards, line: check.line, column: check.column, state: stateOf(check, lines) };
  });
}

function stateOf(check: CheckSpan, lines: readonly string[]): CheckDigit['state'] {
  const guarded = check.over.map((span) => textOf(lines, span)).join('');
  const digit = lines[check.line]?.charAt(check.column);
  if (digit === '<') return isEmpty(guarded) ? 'empty' : 'wrong';
  return digit === checkDigitOf(guarded) ? 'right' : 'wrong';
}

class FieldReader {
  readonly #layout: MrzLayout;
  readonly #lines: readonly string[];
  readonly #today: string;
  readonly #checks: readonly CheckDigit[];
  readonly #overflow: NumberOverflow | null;
  readonly #fields: Partial<Record<FieldName, ParsedField>> = {};

  constructor(
    layout: MrzLayout, lines: readonly string[], today: string,
    checks: readonly CheckDigit[], overflow: NumberOverflow | null,
  ) {
    this.#layout = layout;
    this.#lines = lines;
    this.#today = today;
    this.#checks = checks;
    this.#overflow = overflow;
  }

  all(): Partial<Record<FieldName, ParsedField>> {
    for (const span of this.#layout.spans) {
      if (span.holds === 'names') this.#names(span);
      else if (span.holds !== 'separator') this.#one(span, span.holds);
    }
    if (isPnrus(this.#layout.format, this.#lines)) this.#pnrusNumber();
    return this.#fields;
  }

  #names(span: FieldSpan): void {
    const { primary, secondary } = readNames(textOf(this.#lines, span));
    for (const [name, part] of [['surname', primary], ['givenNames', secondary]] as const) {
      const at = { line: span.line, start: span.start + part.start, end: span.start + part.end };
      this.#put(name, part.value, part.raw, [at]);
    }
  }

  #one(span: FieldSpan, name: FieldName): void {
    const raw = textOf(this.#lines, span);
    switch (name) {
      case 'surname': case 'givenNames': {
        const part = readSingleName(raw);
        const at = { line: span.line, start: span.start + part.start, end: span.start + part.end };
        return this.#put(name, part.value, part.raw, [at]);
      }
      case 'birthDate': case 'expiryDate': {
        const date = readMrzDate(raw, name === 'birthDate' ? 'birth' : 'expiry', this.#today);
        return this.#put(name, date.kind === 'date' ? date.iso : '', raw, [span]);
      }
      // A filler stands for what the page of the document shows as X (ICAO Doc 9303-4, 4.2.2).
      case 'sex': return this.#put(name, raw === '<' ? 'X' : /^[MFX]$/.test(raw) ? raw : '', raw, [span]);
      case 'documentNumber': return this.#documentNumber(span, raw);
      case 'optionalData': return this.#optionalData(span);
      case 'nationality': case 'issuingState': case 'documentCode': return this.#put(name, trimmed(raw), raw, [span]);
      default: name satisfies never;
    }
  }

  #documentNumber(span: FieldSpan, raw: string): void {
    const rest = this.#overflow?.rest;
    if (rest === undefined) return this.#put('documentNumber', trimmed(raw), raw, [span]);
    const whole = raw + textOf(this.#lines, rest);
    return this.#put('documentNumber', trimmed(whole), whole, [span, rest]);
  }

  #optionalData(span: FieldSpan): void {
    const digit = this.#overflow?.digit;
    const overflown = digit !== undefined && digit.line === span.line
      && digit.column >= span.start && digit.column < span.end;
    const start = overflown ? digit.column + 1 : span.start;
    const piece = { line: span.line, start, end: span.end };
    const before = this.#fields.optionalData;
    const raw = textOf(this.#lines, piece);
    const value = [before?.value ?? '', trimmed(raw)].filter((part) => part !== '').join(' ');
    this.#put('optionalData', value, (before?.raw ?? '') + raw, [...(before?.at ?? []), piece]);
  }

  /** Series and number of a Russian internal passport stand in three pieces. */
  #pnrusNumber(): void {
    const field = this.#fields.documentNumber;
    const optional = this.#fields.optionalData;
    if (field === undefined || optional === undefined) return;
    const { number } = readPnrusNumber(field.raw, optional.raw, this.#today);
    if (number === null) return;
    const at = [{ line: 1, start: 0, end: 3 }, { line: 1, start: 28, end: 29 }, { line: 1, start: 3, end: 9 }];
    this.#put('documentNumber', number, field.raw, at);
  }

  #put(name: FieldName, value: string, raw: string, at: readonly Span[]): void {
    const spans = at.map(({ line, start, end }) => ({ line, start, end }));
    this.#fields[name] = { name, value, raw, at: spans, check: this.#checkState(name, spans) };
  }

  /** The field's own digit; failing that the composite's, where it covers the whole field. */
  #checkState(name: FieldName, at: readonly Span[]): CheckState {
    const own = this.#checks.find((check) => check.guards === name);
    if (own !== undefined) return own.state;
    const composite = this.#layout.checks.find((check) => check.guards === 'composite');
    const covered = composite !== undefined && at.every((piece) => composite.over.some((span) =>
      span.line === piece.line && span.start <= piece.start && piece.end <= span.end));
    return covered ? this.#checks.find((check) => check.guards === 'composite')?.state ?? 'unguarded' : 'unguarded';
  }
}

function doubtsOf(
  layout: MrzLayout, lines: readonly string[], fields: ParsedZone['fields'],
  checkDigits: readonly CheckDigit[], today: string,
): Doubt[] {
  const doubts: Doubt[] = [];
  for (const { guards, line, column, state } of checkDigits) {
    if (state !== 'wrong') continue;
    doubts.push({ code: 'checkDigit.wrong', line, column, ...(guards === 'composite' ? {} : { field: guards }) });
  }
  for (const name of ['birthDate', 'expiryDate'] as const) {
    const field = fields[name];
    const kind = name === 'birthDate' ? 'birth' : 'expiry';
    if (field === undefined || readMrzDate(field.raw, kind, today).kind !== 'impossible') continue;
    doubts.push({ code: 'date.impossible', field: name });
  }
  for (const name of ['issuingState', 'nationality'] as const) {
    const field = fields[name];
    if (field !== undefined && !isKnownState(field.value)) doubts.push({ code: 'state.unknown', field: name });
  }
  for (const { line, column } of outOfPlace(layout.format, lines)) {
    const field = fieldAt(fields, line, column);
    doubts.push({ code: 'letter.outOfPlace', line, column, ...(field === undefined ? {} : { field }) });
  }
  for (const span of layout.spans) {
    const isName = span.holds === 'names' || span.holds === 'surname' || span.holds === 'givenNames';
    if (!isName || !mayBeCut(textOf(lines, span))) continue;
    const last = { line: span.line, column: span.end - 1 };
    const field = fieldAt(fields, last.line, last.column);
    doubts.push({ code: 'name.truncated', ...(field === undefined ? {} : { field }), ...last });
  }
  return doubts;
}

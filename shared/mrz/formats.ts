/**
 * Every layout of a machine-readable zone we read, as data: what stands where, from which signs, and which check digit
 * guards what. Sources: ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2), 7 (MRV-A, MRV-B), ISO/IEC 18013-1 (IDL), and for
 * the French and Swiss layouts, which ICAO does not describe, the tables of the npm package `mrz`.
 */
import type { CheckDigit, FieldName, MrzFormat } from '../reading.ts';

/** Which signs a place may hold. `name` is `letters`, except in a PNRUS zone, whose names are a code with digits. */
export type PlaceAlphabet = 'letters' | 'digits' | 'any' | 'name' | 'sex' | 'code' | 'filler';

/** Zero-based line, first and past-the-last column. */
export type Span = { readonly line: number; readonly start: number; readonly end: number };

/** What a span holds; `names` is both name fields, split at the double filler. `separator` holds fillers only. */
export type SpanContent = FieldName | 'names' | 'separator';

export type FieldSpan = Span & { readonly holds: SpanContent; readonly alphabet: PlaceAlphabet };

export type CheckSpan = {
  readonly guards: CheckDigit['guards'];
  readonly line: number;
  readonly column: number;
  /** What is summed, in this order. */
  readonly over: readonly Span[];
};

export type MrzLayout = {
  readonly format: MrzFormat;
  readonly lineLengths: readonly number[];
  readonly spans: readonly FieldSpan[];
  readonly checks: readonly CheckSpan[];
  /** What the zone must begin with, as a pattern over the first signs of its code line. */
  readonly begins: RegExp;
  /** Signs the document code opens with, the commonest first. */
  readonly opens: string;
  /** One country's own: only worth thinking of where the zone begins so. */
  readonly national: boolean;
  /**
   * Where a document number longer than nine signs goes on (TD1, TD2): a filler stands in place of its check digit, the
   * rest of the number and then the check digit follow here (ICAO Doc 9303-5, 4.2.2 note j; 9303-6 alike).
   */
  readonly overflow?: { readonly number: Span; readonly into: Span };
};

const span = (line: number, start: number, end: number): Span => ({ line, start, end });
const field = (holds: SpanContent, line: number, start: number, end: number, alphabet: PlaceAlphabet): FieldSpan =>
  ({ holds, line, start, end, alphabet });
const check = (guards: CheckDigit['guards'], line: number, column: number, ...over: Span[]): CheckSpan =>
  ({ guards, line, column, over });

/** Second line of TD2, TD3 and both visas up to the optional data. */
const identityLine = [
  field('documentNumber', 1, 0, 9, 'any'),
  field('nationality', 1, 10, 13, 'letters'),
  field('birthDate', 1, 13, 19, 'digits'),
  field('sex', 1, 20, 21, 'sex'),
  field('expiryDate', 1, 21, 27, 'digits'),
] as const;
const identityChecks = [
  check('documentNumber', 1, 9, span(1, 0, 9)),
  check('birthDate', 1, 19, span(1, 13, 19)),
  check('expiryDate', 1, 27, span(1, 21, 27)),
] as const;
const codeAndState = [field('documentCode', 0, 0, 2, 'letters'), field('issuingState', 0, 2, 5, 'letters')] as const;
const licenceCodeAndState = [
  field('documentCode', 0, 0, 2, 'code'), field('issuingState', 0, 2, 5, 'letters'),
] as const;

const TD1: MrzLayout = {
  format: 'TD1',
  lineLengths: [30, 30, 30],
  begins: /^[ACI]/,
  opens: 'ICA',
  national: false,
  spans: [
    // The second sign of the code is a digit on some cards (`C1USA…`), though ICAO wants a letter.
    field('documentCode', 0, 0, 2, 'code'), field('issuingState', 0, 2, 5, 'letters'),
    field('documentNumber', 0, 5, 14, 'any'), field('optionalData', 0, 15, 30, 'any'),
    field('birthDate', 1, 0, 6, 'digits'), field('sex', 1, 7, 8, 'sex'), field('expiryDate', 1, 8, 14, 'digits'),
    field('nationality', 1, 15, 18, 'letters'), field('optionalData', 1, 18, 29, 'any'),
    field('names', 2, 0, 30, 'name'),
  ],
  checks: [
    check('documentNumber', 0, 14, span(0, 5, 14)),
    check('birthDate', 1, 6, span(1, 0, 6)),
    check('expiryDate', 1, 14, span(1, 8, 14)),
    check('composite', 1, 29, span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)),
  ],
  overflow: { number: span(0, 5, 14), into: span(0, 15, 30) },
};

const TD2: MrzLayout = {
  format: 'TD2',
  lineLengths: [36, 36],
  begins: /^[ACIP]/,
  opens: 'ICAP',
  national: false,
  spans: [...codeAndState, field('names', 0, 5, 36, 'name'), ...identityLine,
    field('optionalData', 1, 28, 35, 'any')],
  checks: [...identityChecks, check('composite', 1, 35, span(1, 0, 10), span(1, 13, 20), span(1, 21, 35))],
  overflow: { number: span(1, 0, 9), into: span(1, 28, 35) },
};

const TD3: MrzLayout = {
  format: 'TD3',
  lineLengths: [44, 44],
  begins: /^P/,
  opens: 'P',
  national: false,
  spans: [...codeAndState, field('names', 0, 5, 44, 'name'), ...identityLine,
    field('optionalData', 1, 28, 42, 'any')],
  checks: [
    ...identityChecks,
    check('optionalData', 1, 42, span(1, 28, 42)),
    check('composite', 1, 43, span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)),
  ],
};

const MRVA: MrzLayout = {
  format: 'MRVA',
  lineLengths: [44, 44],
  begins: /^V/,
  opens: 'V',
  national: false,
  spans: [...codeAndState, field('names', 0, 5, 44, 'name'), ...identityLine,
    field('optionalData', 1, 28, 44, 'any')],
  checks: identityChecks,
};

const MRVB: MrzLayout = {
  format: 'MRVB',
  lineLengths: [36, 36],
  begins: /^V/,
  opens: 'V',
  national: false,
  spans: [...codeAndState, field('names', 0, 5, 36, 'name'), ...identityLine,
    field('optionalData', 1, 28, 36, 'any')],
  checks: identityChecks,
};

/** French identity card of 1988 to 2021. Its number is year and month of issue, department, and a serial number. */
const FRA_ID: MrzLayout = {
  format: 'FRA-ID',
  lineLengths: [36, 36],
  begins: /^IDFRA/,
  opens: 'I',
  national: true,
  spans: [
    ...codeAndState, field('surname', 0, 5, 30, 'letters'), field('optionalData', 0, 30, 36, 'any'),
    field('documentNumber', 1, 0, 12, 'any'), field('givenNames', 1, 13, 27, 'letters'),
    field('birthDate', 1, 27, 33, 'digits'), field('sex', 1, 34, 35, 'sex'),
  ],
  checks: [
    check('documentNumber', 1, 12, span(1, 0, 12)),
    check('birthDate', 1, 33, span(1, 27, 33)),
    check('composite', 1, 35, span(0, 0, 36), span(1, 0, 35)),
  ],
};

const FRA_DL: MrzLayout = {
  format: 'FRA-DL',
  lineLengths: [30],
  begins: /^[ABD][0-9]FRA/,
  opens: 'DAB',
  national: true,
  spans: [
    ...licenceCodeAndState, field('documentNumber', 0, 5, 14, 'any'), field('expiryDate', 0, 15, 21, 'digits'),
    field('surname', 0, 21, 29, 'letters'),
  ],
  checks: [check('documentNumber', 0, 14, span(0, 0, 14)), check('composite', 0, 29, span(0, 0, 29))],
};

/** Swiss and Liechtenstein driving licence. It has no check digit at all. */
const CHE_DL: MrzLayout = {
  format: 'CHE-DL',
  lineLengths: [9, 30, 30],
  begins: /^FA(?:CHE|LIE)/,
  opens: 'F',
  national: true,
  spans: [
    field('optionalData', 0, 0, 9, 'any'),
    field('documentCode', 1, 0, 2, 'letters'), field('issuingState', 1, 2, 5, 'letters'),
    field('documentNumber', 1, 5, 17, 'digits'), field('separator', 1, 17, 19, 'filler'),
    field('birthDate', 1, 19, 25, 'digits'), field('separator', 1, 25, 30, 'filler'),
    field('names', 2, 0, 30, 'name'),
  ],
  checks: [],
};

/**
 * One-line driving licence of ISO/IEC 18013-1: only its code, state and closing check digit are fixed. The rest is the
 * issuer's; version, ten signs of number and a random key is how the Netherlands, the main issuer, fill it.
 */
const IDL: MrzLayout = {
  format: 'IDL',
  lineLengths: [30],
  begins: /^D[0-9NP<](?!FRA)[A-Z]/,
  opens: 'D',
  national: false,
  spans: [
    ...licenceCodeAndState, field('separator', 0, 5, 6, 'any'), field('documentNumber', 0, 6, 16, 'any'),
    field('optionalData', 0, 16, 29, 'any'),
  ],
  checks: [check('composite', 0, 29, span(0, 0, 29))],
};

/** All layouts, the commonest first. */
export const LAYOUTS: readonly MrzLayout[] = [TD3, TD1, TD2, MRVA, MRVB, FRA_ID, FRA_DL, CHE_DL, IDL];

/** The layout of a format. */
export function layoutOf(format: MrzFormat): MrzLayout {
  const layout = LAYOUTS.find((candidate) => candidate.format === format);
  if (layout === undefined) throw new RangeError(`no layout is called ${format}`);
  return layout;
}

/** The line that starts with the document code: the second of a Swiss licence, the first of all others. */
export function codeLineOf(layout: MrzLayout): number {
  return layout.spans.find((candidate) => candidate.holds === 'documentCode')?.line ?? 0;
}

/** Whether the lines are those of a Russian internal passport, whose names are a code with digits in it. */
export function isPnrus(format: MrzFormat | null, lines: readonly string[]): boolean {
  return format === 'TD3' && (lines[0] ?? '').startsWith('PNRUS');
}

/**
 * Formats these whole lines can be, by line lengths and first signs, likeliest first. Empty when the lengths fit none.
 * First signs that fit no layout of these lengths do not exclude: a printed zone may deviate.
 */
export function formatsOfLines(lines: readonly string[]): readonly MrzFormat[] {
  const byLength = LAYOUTS.filter((layout) => layout.lineLengths.length === lines.length
    && layout.lineLengths.every((length, index) => lines[index]?.length === length));
  const fits = (layout: MrzLayout): boolean => layout.begins.test(lines[codeLineOf(layout)] ?? '');
  // A national beginning is the more demanding one and wins: IDFRA would also make a TD2.
  const rank = (layout: MrzLayout): number => (fits(layout) ? 2 : 0) + (fits(layout) === layout.national ? 1 : 0);
  return byLength.toSorted((a, b) => rank(b) - rank(a)).map((layout) => layout.format);
}

/** What a single place of a zone may hold and which field it belongs to. */
import type { FieldName, MrzFormat, ReadField } from '../reading.ts';
import { isPnrus, layoutOf, type FieldSpan, type MrzLayout, type PlaceAlphabet } from './formats.ts';
import { PNRUS_NAME_SIGNS } from './pnrus.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** Signs each kind of place may hold. Fillers may stand nearly everywhere: unknown dates, empty fields. */
const SIGNS_OF: Readonly<Record<PlaceAlphabet | 'check' | 'pnrusName', string>> = {
  letters: `${LETTERS}<`,
  digits: `${DIGITS}<`,
  any: `${LETTERS}${DIGITS}<`,
  name: `${LETTERS}<`,
  pnrusName: `${PNRUS_NAME_SIGNS}<`,
  sex: 'MFX<',
  code: `${LETTERS}${DIGITS}<`,
  filler: '<',
  check: `${DIGITS}<`,
};

export type Place = {
  /** The field the place belongs to; null for check digits and separators. `names` where the split is not known yet. */
  readonly holds: FieldSpan['holds'] | null;
  readonly alphabet: PlaceAlphabet | 'check';
  /** Every sign ICAO (or the issuer, for national layouts) allows here. */
  readonly signs: string;
};

/** Every place of every line of a layout. `pnrus` gives the names the signs of the Russian code. */
export function placesOf(layout: MrzLayout, pnrus: boolean): readonly (readonly Place[])[] {
  return layout.lineLengths.map((length, line) => Array.from({ length }, (_, column): Place => {
    if (layout.checks.some((check) => check.line === line && check.column === column)) {
      return { holds: null, alphabet: 'check', signs: SIGNS_OF.check };
    }
    const span = layout.spans.find((s) => s.line === line && s.start <= column && column < s.end);
    if (span === undefined) return { holds: null, alphabet: 'any', signs: SIGNS_OF.any };
    const holds = span.holds === 'separator' ? null : span.holds;
    const signs = span.alphabet === 'name' && pnrus ? SIGNS_OF.pnrusName : SIGNS_OF[span.alphabet];
    return { holds, alphabet: span.alphabet, signs };
  }));
}

/** Places whose printed sign is not one their place allows: a genuine deviation, or a misreading. */
export function outOfPlace(format: MrzFormat, lines: readonly string[]): readonly { line: number; column: number }[] {
  const places = placesOf(layoutOf(format), isPnrus(format, lines));
  const found: { line: number; column: number }[] = [];
  places.forEach((row, line) => row.forEach((place, column) => {
    const sign = lines[line]?.charAt(column) ?? '';
    if (sign !== '' && !place.signs.includes(sign)) found.push({ line, column });
  }));
  return found;
}

type PlacedFields = Readonly<Partial<Record<FieldName, Pick<ReadField, 'at'>>>>;

/** The field a place of these lines belongs to, once the names are split; undefined for check digits. */
export function fieldAt(fields: PlacedFields, line: number, column: number): FieldName | undefined {
  for (const [name, field] of Object.entries(fields)) {
    if (field.at.some((piece) => piece.line === line && piece.start <= column && column < piece.end)) {
      return name as FieldName;
    }
  }
  return undefined;
}

import { layoutOf } from '../../shared/mrz/formats.ts';
import { readZone } from '../../shared/mrz/fields.ts';
import { FIELD_NAMES, type CheckDigit, type FieldName } from '../../shared/reading.ts';
import type { Draft } from '../../shared/registration.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { localDay } from './date-text.ts';

export type SignRange = { readonly line: number; readonly start: number; readonly end: number };

type Zone = {
  readonly at: Readonly<Partial<Record<FieldName, readonly SignRange[]>>>;
  readonly checkDigits: readonly CheckDigit[];
};

const NOWHERE: Zone = { at: {}, checkDigits: [] };

/** Where each field stands in the lines as corrected so far, and how the check digits fare; nothing without lines. */
export function zoneOfDraft({ format, lines }: Pick<Draft, 'format' | 'lines'>): Zone {
  if (format === null) return NOWHERE;
  const { lineLengths } = layoutOf(format);
  if (lines.length !== lineLengths.length || lines.some((line, index) => line.length !== lineLengths[index]))
    return NOWHERE;
  const zone = readZone(format, lines, localDay(new Date()));
  const at: Partial<Record<FieldName, readonly SignRange[]>> = {};
  for (const name of FIELD_NAMES) {
    const field = zone.fields[name];
    if (field !== undefined) at[name] = field.at;
  }
  return { at, checkDigits: zone.checkDigits };
}

/** The signs a field of the confirm screen was read from; Cyrillic names come from the coded ones. */
export function rangesOfField({ draft }: OpenDraft, field: string): readonly SignRange[] {
  const { at } = zoneOfDraft(draft);
  const name = FIELD_NAMES.find((known) => known === field);
  if (name !== undefined) return at[name] ?? [];
  if (field === 'cyrillicSurname') return at.surname ?? [];
  return field === 'cyrillicGivenNames' ? (at.givenNames ?? []) : [];
}

import { FIELD_NAMES, type FieldName } from '../../shared/reading.ts';
import type { Stay } from '../../shared/registration.ts';
import type { Texts } from '../texts/ru.ts';
import type { Attention } from './attention.ts';
import { showDate } from './date-text.ts';

const STAY_NAMES = ['room', 'arrival', 'departure', 'phone', 'note'] as const satisfies readonly (keyof Stay)[];

/** What an item is about, as a label: the field, or the place in the zone. */
export function aboutWhat(item: Attention, lines: readonly string[], texts: Texts): string | null {
  const { about } = item;
  if (about.kind === 'quality') return null;
  const field = about.kind === 'warning' ? about.warning.field : about.kind === 'doubt' ? about.doubt.field : about.field;
  const name = field === undefined ? null : fieldName(field, texts);
  if (about.kind === 'doubt' && about.doubt.line !== undefined && about.doubt.column !== undefined) {
    const char = lines[about.doubt.line]?.charAt(about.doubt.column) ?? '';
    return name === null ? texts.mrz.sign(about.doubt.line + 1, about.doubt.column + 1) : texts.mrz.signOf(name, char);
  }
  return name ?? texts.mrz.heading;
}

function fieldName(field: string, texts: Texts): string | null {
  const known = FIELD_NAMES.find((name) => name === field);
  if (known !== undefined) return texts.fields.names[known];
  const stay = STAY_NAMES.find((name) => name === field);
  return stay === undefined ? null : texts.stay.names[stay];
}

/** The sentence of an item. */
export function sentenceOf(item: Attention, texts: Texts): string {
  switch (item.about.kind) {
    case 'warning':
      return texts.warnings[item.about.warning.code];
    case 'doubt':
      return texts.doubts[item.about.doubt.code];
    case 'resident':
      return texts.attention.byGuest(printedWords(item.about.field, item.about.printed, texts));
    case 'quality':
      return texts.quality[item.about.hint];
  }
}

function printedWords(field: FieldName, printed: string, { fields }: Texts): string {
  if (field === 'birthDate' || field === 'expiryDate') return showDate(printed);
  return printed === 'M' || printed === 'F' || printed === 'X' ? fields.sexes[printed] : printed;
}

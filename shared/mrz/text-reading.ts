/** A Reading of lines that came as text, from a reader or the clipboard: no picture, so nothing to weigh. */
import type { Doubt, MrzFormat, Quad, ReadDocument, ReadField, Reading, ReadLine } from '../reading.ts';
import { isMrzText } from './alphabet.ts';
import { readZone, type ParsedZone } from './fields.ts';
import { codeLineOf, formatsOfLines, layoutOf } from './formats.ts';
import type { ZoneLines } from './text-zones.ts';

const NOWHERE: Quad = [[0, 0], [0, 0], [0, 0], [0, 0]];

/**
 * Reads whole lines; null where they are no zone of any layout. Sure only when every check digit is right and every sign
 * stands where it may: nobody can look at the print once more. `today` (YYYY-MM-DD) tells centuries.
 */
export function readingOfLines(lines: ZoneLines, today: string): Reading | null {
  const [format] = lines.every(isMrzText) ? formatsOfLines(lines) : [];
  if (format === undefined) return null;
  const zone = readZone(format, lines, today);
  const doubts = [...formatDoubts(format, lines), ...zone.doubts];
  const status = isSure(zone, doubts) ? 'sure' : 'check';
  const document: ReadDocument = {
    status, format, lines: lines.map(lineOf), fields: fieldsOf(zone), checkDigits: zone.checkDigits, confidence: 1, doubts,
    ...(zone.cyrillic === null ? {} : { cyrillic: zone.cyrillic }),
  };
  return { status, documents: [document], quality: [], width: 0, height: 0, ms: 0, model: '' };
}

function formatDoubts(format: MrzFormat, lines: ZoneLines): Doubt[] {
  const layout = layoutOf(format);
  return layout.begins.test(lines[codeLineOf(layout)] ?? '') ? [] : [{ code: 'format.unsure' }];
}

function isSure({ checkDigits }: ParsedZone, doubts: readonly Doubt[]): boolean {
  // A name that fills its field was cut when it was printed; that says nothing of the reader.
  return checkDigits.length > 0 && doubts.every(({ code }) => code === 'name.truncated');
}

/** A reader tells no probabilities: it is taken at its word, and the rules say where that is doubtful. */
const lineOf = (text: string): ReadLine => ({
  text, quad: NOWHERE, characters: Array.from(text, (char) => ({ char, confidence: 1, alternatives: [] })),
});

function fieldsOf(zone: ParsedZone): ReadDocument['fields'] {
  const fields: { -readonly [Name in keyof ReadDocument['fields']]: ReadField } = {};
  for (const field of Object.values(zone.fields)) fields[field.name] = { ...field, confidence: 1 };
  return fields;
}

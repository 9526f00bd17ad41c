import type { ReadLine } from '../../shared/reading.ts';
import { openDoubts } from '../fields/attention.ts';
import { zoneOfDraft } from '../fields/field-ranges.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';

/** What a sign of a line is marked with; each has a colour and a shape. */
export type SignMark = 'doubt' | 'corrected' | 'digitRight' | 'digitWrong';

/** Marks of a line's signs by column. A doubt outranks a check digit, a correction outranks both. */
export function marksOfLine(open: OpenDraft, line: number): ReadonlyMap<number, SignMark> {
  const marks = new Map<number, SignMark>();
  for (const digit of zoneOfDraft(open.draft).checkDigits) {
    if (digit.line !== line || digit.state === 'empty') continue;
    marks.set(digit.column, digit.state === 'right' ? 'digitRight' : 'digitWrong');
  }
  for (const doubt of openDoubts(open)) {
    if (doubt.line === line && doubt.column !== undefined) marks.set(doubt.column, 'doubt');
  }
  for (const column of correctedColumns(open, line)) marks.set(column, 'corrected');
  return marks;
}

function correctedColumns({ read, draft }: OpenDraft, line: number): readonly number[] {
  const before = read?.lines[line]?.text ?? '';
  const now = draft.lines[line] ?? '';
  return [...now].flatMap((sign, column) => (sign === before.charAt(column) ? [] : [column]));
}

/** Another sign that may stand in a place, with its probability where the reader knows one. */
export type Alternative = { readonly char: string; readonly confidence: number | null };

/** What else a sign may be: the reader's alternatives, the sign the eye alone read, and what was read at first. */
export function alternativesAt(open: OpenDraft, line: number, column: number): readonly Alternative[] {
  const now = open.draft.lines[line]?.charAt(column) ?? '';
  const read: ReadLine | undefined = open.read?.lines[line];
  const character = read?.characters[column];
  const doubt = open.read?.doubts.find((one) => one.line === line && one.column === column);
  const candidates: Alternative[] = [
    ...(character === undefined ? [] : [{ char: character.char, confidence: character.confidence }]),
    ...(character?.alternatives ?? []),
    ...(doubt?.alternatives ?? []),
    ...(doubt?.read === undefined ? [] : [{ char: doubt.read, confidence: null }]),
  ];
  const seen = new Set([now, '']);
  return candidates.filter(({ char }) => !seen.has(char) && seen.add(char));
}

import { SIGNS } from '../../shared/mrz/alphabet.ts';

/**
 * The MRZ sign a key stands for; null for keys that write none. Letters and digits go by their place on the keyboard
 * when the layout gives another script: on a Russian layout the key of A types A here. A space is a filler.
 */
export function typedSign({ key, code }: { readonly key: string; readonly code: string }): string | null {
  if (key === ' ') return '<';
  const upper = key.toUpperCase();
  if (key.length === 1 && SIGNS.includes(upper)) return upper;
  if (key.length !== 1) return null;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  if (code === 'Comma' || code === 'IntlBackslash') return '<';
  return null;
}

/** A line with one sign put in place of another. */
export const withSign = (line: string, column: number, sign: string): string =>
  line.slice(0, column) + sign + line.slice(column + 1);

import { SIGNS } from './alphabet.ts';

/** Weights by place, repeated (ICAO Doc 9303-3, 4.9). */
export const CHECK_WEIGHTS = [7, 3, 1] as const;

/** What a sign counts in a check digit: digits themselves, A = 10 … Z = 35, filler 0. Throws RangeError otherwise. */
export function signValue(sign: string): number {
  const index = sign.length === 1 ? SIGNS.indexOf(sign) : -1;
  if (index < 0) throw new RangeError('not an MRZ sign');
  return sign === '<' ? 0 : index;
}

/** The check digit ('0'..'9') of a text of MRZ signs (ICAO Doc 9303-3, 4.9: weights 7-3-1, modulo 10). */
export function checkDigitOf(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum += signValue(text.charAt(i)) * (CHECK_WEIGHTS[i % 3] ?? 0);
  return String(sum % 10);
}

import { createHmac } from 'node:crypto';

/**
 * Words one can look up without the database knowing them: HMAC-SHA-256 under a key of its own, cut to 10 bytes.
 * At 80 bits a wrong row turns up once in 10^17 look-ups among 10^7 tokens. What leaks to a thief of the file: how
 * many rows share a token, never which word it stands for.
 */
export const TOKEN_BYTES = 10;

/** Longer prefixes than this are not told apart by search; the longest names in a zone have 39 signs. */
const LONGEST_PREFIX = 24;

export type IndexKind = 'document' | 'number' | 'person' | 'date' | 'name' | 'chat' | 'file';

/** The token of exactly these parts; a part may be empty. */
export function exactToken(key: Buffer, kind: IndexKind, parts: readonly string[]): Buffer {
  const hmac = createHmac('sha256', key);
  hmac.update(JSON.stringify([kind, ...parts]));
  return hmac.digest().subarray(0, TOKEN_BYTES);
}

/** Tokens of every beginning (1 to 24 signs) of every word of these names; each once. */
export function prefixTokens(key: Buffer, names: readonly string[]): Buffer[] {
  const prefixes = new Set<string>();
  for (const word of names.flatMap(nameWords)) {
    const signs = [...word].slice(0, LONGEST_PREFIX);
    for (let length = 1; length <= signs.length; length += 1) prefixes.add(signs.slice(0, length).join(''));
  }
  return [...prefixes].map((prefix) => exactToken(key, 'name', [prefix]));
}

/** The token that rows whose names have a word beginning so carry. */
export function prefixQueryToken(key: Buffer, word: string): Buffer {
  return exactToken(key, 'name', [[...word].slice(0, LONGEST_PREFIX).join('')]);
}

/**
 * Words of a name as search sees them: upper case, accents away (so Ё finds Е and Й finds И), apostrophes closed up as
 * in a zone (O'NEIL is ONEIL), cut at everything else that is no letter or digit.
 */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[\p{M}'’ʼ`]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A document number as search sees it: upper case, without fillers, spaces and dashes. */
export function normalNumber(number: string): string {
  return number.normalize('NFKC').toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

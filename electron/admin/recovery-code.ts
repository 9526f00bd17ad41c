import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, which on paper are taken for 1, 1, 0, V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP_SIGNS = 4;

/** 80 random bits in four groups of four signs: what opens the settings when the PIN is forgotten. */
export function makeRecoveryCode(): string {
  const group = (): string => Array.from({ length: GROUP_SIGNS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** As it is hashed: what people mistake, and however they group it, made one. */
export function normalRecoveryCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { ARCHIVE_KEY_BYTES } from './archive-key.ts';

/** Crockford's base 32: no I, L, O, U, which on paper are taken for 1, 1, 0, V. Five bits a sign. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGN_BITS = 5;
/** 256 bits are 52 signs: 13 groups of four and a check sign each; a 14th group checks the whole. */
const KEY_SIGNS = 52;
const GROUP_SIGNS = 4;
const WHOLE_SIGNS = 5;
const GROUPS = KEY_SIGNS / GROUP_SIGNS + 1;
const GROUPS_A_LINE = 7;

export type ParsedRecoveryKey =
  | { readonly ok: true; readonly key: Buffer } | { readonly ok: false; readonly why: string };

/** The archive key as people copy it onto paper: two lines of seven groups of five signs. */
export function writeRecoveryKey(key: Buffer): string {
  const signs = toSigns(key, KEY_SIGNS);
  const groups = Array.from({ length: GROUPS - 1 }, (_, at) => {
    const group = signs.slice(at * GROUP_SIGNS, (at + 1) * GROUP_SIGNS);
    return group + groupCheck(at, group);
  });
  groups.push(wholeCheck(key));
  return `${groups.slice(0, GROUPS_A_LINE).join('-')}\n${groups.slice(GROUPS_A_LINE).join('-')}`;
}

/** Reads it back from what a person typed; says which group is mistyped, never what it held. */
export function readRecoveryKey(text: string): ParsedRecoveryKey {
  const signs = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (/[^0-9A-HJKMNP-TV-Z]/.test(signs)) {
    return { ok: false, why: 'A recovery key has letters and digits only, and no U.' };
  }
  const groups = signs.match(/.{1,5}/g) ?? [];
  if (signs.length !== GROUPS * (GROUP_SIGNS + 1)) {
    return { ok: false, why: `A recovery key has ${GROUPS} groups of 5 signs; here are ${signs.length} signs.` };
  }
  const wrong = groups.slice(0, -1)
    .findIndex((group, at) => groupCheck(at, group.slice(0, GROUP_SIGNS)) !== group.at(-1));
  if (wrong !== -1) return { ok: false, why: `Group ${wrong + 1} of the recovery key is mistyped.` };
  const key = fromSigns(groups.slice(0, -1).map((group) => group.slice(0, GROUP_SIGNS)).join(''));
  if (!timingSafeEqual(Buffer.from(wholeCheck(key)), Buffer.from(groups.at(-1) ?? ''))) {
    return { ok: false, why: 'The groups of the recovery key do not belong together.' };
  }
  return { ok: true, key };
}

/**
 * A weighted sum modulo 32. Odd weights have inverses there, so any one mistyped sign is found; the group's place is in
 * it, so groups that have changed places are too. What gets past it, the check of the whole finds.
 */
function groupCheck(at: number, group: string): string {
  const sum = [...group].reduce((sum, sign, place) => sum + (2 * place + 1) * ALPHABET.indexOf(sign), 7 * at);
  return ALPHABET.charAt(sum % ALPHABET.length);
}

function wholeCheck(key: Buffer): string {
  return toSigns(createHash('sha256').update('kakdoma-desk/recovery/whole/').update(key).digest(), WHOLE_SIGNS);
}

/** The first bits, five to a sign; zeros where the bytes end. */
function toSigns(bytes: Buffer, count: number): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('').padEnd(count * SIGN_BITS, '0');
  return Array.from({ length: count }, (_, at) =>
    ALPHABET.charAt(Number.parseInt(bits.slice(at * SIGN_BITS, (at + 1) * SIGN_BITS), 2))).join('');
}

function fromSigns(signs: string): Buffer {
  const bits = [...signs].map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(SIGN_BITS, '0')).join('');
  const byteAt = (at: number): number => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2);
  return Buffer.from(Array.from({ length: ARCHIVE_KEY_BYTES }, (_, at) => byteAt(at)));
}

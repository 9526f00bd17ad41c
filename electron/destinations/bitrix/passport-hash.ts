import { createHmac, randomBytes } from 'node:crypto';
import { normalNumber } from '../../db/blind-index.ts';
import type { Keychain } from '../../secrets/keychain.ts';

const ACCOUNT = 'passport-pepper';
const PEPPER_BYTES = 32;

/**
 * What stands for a document in the CRM: HMAC-SHA-256 in hexadecimal over number and issuing state. Keyed, because
 * there are so few passport numbers that a plain hash of one is found by trying them all. Null without a number.
 */
export function passportHash(pepper: Buffer, document: { number: string; issuingState: string }): string | null {
  const number = normalNumber(document.number);
  if (number === '') return null;
  const state = document.issuingState.trim().toUpperCase();
  return createHmac('sha256', pepper).update(JSON.stringify(['passport', 1, number, state])).digest('hex');
}

/**
 * The property's pepper; made where the keychain has none. Desks that share a portal must share it, or they do not find
 * each other's guests. Throws as the keychain does, and for an entry that is no pepper.
 */
export async function openPepper(keychain: Keychain): Promise<Buffer> {
  const stored = await findPepper(keychain);
  if (stored !== null) return stored;
  const made = randomBytes(PEPPER_BYTES);
  await storePepper(keychain, made);
  return made;
}

/** Null where the keychain has none. Throws as `openPepper`. */
export async function findPepper(keychain: Keychain): Promise<Buffer | null> {
  const stored = await keychain.get(ACCOUNT);
  if (stored === null) return null;
  const pepper = Buffer.from(stored, 'base64');
  if (pepper.length !== PEPPER_BYTES) throw new Error('the keychain entry of the pepper is not a pepper');
  return pepper;
}

/** Replaces the one that is there. Throws as the keychain does. */
export async function storePepper(keychain: Keychain, pepper: Buffer): Promise<void> {
  await keychain.set(ACCOUNT, pepper.toString('base64'));
}

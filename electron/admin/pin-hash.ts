import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/**
 * RFC 7914 with the parameters of OWASP's Password Storage Cheat Sheet (2025): N=2^15, r=8, p=3, which is 32 MiB and some
 * 0.3 s. A PIN of six digits does not withstand somebody who has the hash for long, whatever the parameters: that is why
 * the hash is sealed in the database, and why tries are limited.
 */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Carries its parameters, so that later ones can differ. Base64. */
export type PinHash = ScryptCost & { readonly salt: string; readonly hash: string };

const derive = promisify<string, Buffer, number, ScryptCost & { maxmem: number }, Buffer>(scrypt);

export async function hashSecret(secret: string, cost = COST): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await deriveWith(secret, salt, cost);
  return { ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** Compares in constant time. */
export async function matchesHash(secret: string, { salt, hash, ...cost }: PinHash): Promise<boolean> {
  const derived = await deriveWith(secret, Buffer.from(salt, 'base64'), cost);
  const stored = Buffer.from(hash, 'base64');
  return stored.length === derived.length && timingSafeEqual(stored, derived);
}

function deriveWith(secret: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  // Node refuses what needs more than 32 MiB unless told; scrypt needs 128·N·r bytes and a little.
  return derive(secret, salt, HASH_BYTES, { N, r, p, maxmem: 128 * N * r + 1024 * 1024 });
}

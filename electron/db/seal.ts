import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DeskError } from '../../shared/errors.ts';

/**
 * AES-256-GCM, NIST SP 800-38D: 96-bit random nonce (good for 2^32 envelopes under one key), 128-bit tag.
 * Envelope: version (1 byte) | nonce (12) | ciphertext | tag (16).
 */
export const ENVELOPE_VERSION = 1;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** Where a ciphertext belongs; bound to it, so that one moved to another row or column does not open there. */
export type Place = { readonly table: string; readonly column: string; readonly row: string };

/** Associated data: the version and the place. NUL cannot stand in any of the three, so two places never look alike. */
export function associatedData(place: Place): Buffer {
  return Buffer.from([String(ENVELOPE_VERSION), place.table, place.column, place.row].join('\0'), 'utf8');
}

/** Encrypts for exactly this place. */
export function seal(key: Buffer, plain: Uint8Array, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData(place));
  return Buffer.concat([Buffer.of(ENVELOPE_VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what was sealed for this place. Throws `database.damaged` when one bit or the place differs. */
export function unseal(key: Buffer, envelope: Uint8Array, place: Place): Buffer {
  const { nonce, sealed } = splitEnvelope(envelope);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new DeskError('database.damaged', `sealed value of ${place.table}.${place.column} does not open`, { cause });
  }
}

/**
 * The parts of an envelope; `sealed` is ciphertext and tag together, as WebCrypto wants them. Throws `database.damaged`
 * for a stump or a version this program does not know.
 */
export function splitEnvelope<B extends ArrayBufferLike>(
  envelope: Uint8Array<B>,
): { nonce: Uint8Array<B>; sealed: Uint8Array<B> } {
  if (envelope.length < HEADER_BYTES + TAG_BYTES || envelope[0] !== ENVELOPE_VERSION) {
    throw new DeskError('database.damaged', 'a sealed value is cut short or of an unknown version');
  }
  return { nonce: envelope.subarray(1, HEADER_BYTES), sealed: envelope.subarray(HEADER_BYTES) };
}

/** Seals a plain-data value as JSON. */
export function sealJson(key: Buffer, value: unknown, place: Place): Buffer {
  return seal(key, Buffer.from(JSON.stringify(value), 'utf8'), place);
}

/** Opens what `sealJson` sealed; `T` is what this program sealed there, the tag vouches that nobody else did. */
export function unsealJson<T>(key: Buffer, envelope: Uint8Array, place: Place): T {
  return JSON.parse(unseal(key, envelope, place).toString('utf8')) as T;
}

import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { archiveKeys, KEY_ID_BYTES } from './archive-key.ts';
import { decodeContent, encodeContent, type ArchiveContent } from './archive-content.ts';

/** The layout stands in docs/archive-format.md, with the reasons why equal input may give equal bytes. */
const MAGIC = Buffer.from('KDESK-A', 'latin1');
const VERSION = 1;
const ID_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const TAG_BYTES = 16;

const KEY_ID_AT = MAGIC.length + 1;
const REGISTRATION_AT = KEY_ID_AT + KEY_ID_BYTES;
const NONCE_AT = REGISTRATION_AT + ID_BYTES;
const WRAPPED_AT = NONCE_AT + NONCE_BYTES;
const SEALED_AT = WRAPPED_AT + KEY_BYTES + TAG_BYTES;

/** Every object's key encrypts one plaintext and no other, so one nonce serves them all. */
const ONLY_NONCE = Buffer.alloc(NONCE_BYTES);

/** `key`: `<registration id>/<SHA-256 of bytes, hex>`, under which it lies in a folder or bucket. */
export type ArchiveObject = { readonly key: string; readonly bytes: Buffer };

/** Why an object does not open. `damaged`: one bit at least is not as it was written. */
export type Unopened = 'notAnObject' | 'unknownVersion' | 'wrongKey' | 'damaged';
export type Opened =
  | { readonly ok: true; readonly registrationId: string; readonly content: ArchiveContent }
  | { readonly ok: false; readonly why: Unopened };

/** Encrypts for who has the archive key. The same delivery of the same content gives the same object, byte for byte. */
export function sealObject(archiveKey: Uint8Array, content: ArchiveContent, idempotencyKey: string): ArchiveObject {
  const keys = archiveKeys(archiveKey);
  const plain = encodeContent(content);
  const registrationId = content.registration.id;
  const opening = Buffer.concat([MAGIC, Buffer.of(VERSION), keys.id, bytesOfId(registrationId)]);

  // Hashed before it is joined, so that no other pair of delivery and content comes to the same input.
  const delivery = createHash('sha256').update(idempotencyKey, 'utf8').digest();
  const objectKey = createHmac('sha256', keys.objects).update(delivery).update(opening).update(plain).digest();
  const nonce = createHmac('sha256', keys.nonces).update(objectKey).digest().subarray(0, NONCE_BYTES);
  const header = Buffer.concat([opening, nonce, encrypt(keys.wrapping, nonce, opening, objectKey)]);
  const bytes = Buffer.concat([header, encrypt(objectKey, ONLY_NONCE, header, plain)]);
  return { key: `${registrationId}/${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

/** Opens what `sealObject` made. Never throws for what it is given. */
export function openObject(archiveKey: Uint8Array, bytes: Buffer): Opened {
  if (!isArchiveObject(bytes)) return { ok: false, why: 'notAnObject' };
  if (bytes[MAGIC.length] !== VERSION) return { ok: false, why: 'unknownVersion' };
  if (bytes.length < SEALED_AT + TAG_BYTES) return { ok: false, why: 'damaged' };
  const keys = archiveKeys(archiveKey);
  if (!bytes.subarray(KEY_ID_AT, REGISTRATION_AT).equals(keys.id)) return { ok: false, why: 'wrongKey' };

  const nonce = bytes.subarray(NONCE_AT, WRAPPED_AT);
  const objectKey = decrypt(keys.wrapping, nonce, bytes.subarray(0, NONCE_AT), bytes.subarray(WRAPPED_AT, SEALED_AT));
  const plain = objectKey && decrypt(objectKey, ONLY_NONCE, bytes.subarray(0, SEALED_AT), bytes.subarray(SEALED_AT));
  if (!plain) return { ok: false, why: 'damaged' };
  const registrationId = idOfBytes(bytes.subarray(REGISTRATION_AT, NONCE_AT));
  return { ok: true, registrationId, content: decodeContent(plain) };
}

/** True when a file begins as archive objects of any version do. */
function isArchiveObject(bytes: Buffer): boolean {
  return bytes.length > MAGIC.length && bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** AES-256-GCM; the tag follows the ciphertext. */
function encrypt(key: Buffer, nonce: Buffer, associated: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Null when key, nonce, associated data or one bit of the rest differs. */
function decrypt(key: Buffer, nonce: Buffer, associated: Buffer, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // the tag does not fit, which is all that `final` can find wrong
  }
}

function bytesOfId(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  const sound = bytes.length === ID_BYTES && idOfBytes(bytes) === uuid;
  if (!sound) throw new Error('a registration id is a UUID in small letters');
  return bytes;
}

function idOfBytes(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

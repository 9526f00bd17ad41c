import { hkdfSync } from 'node:crypto';

export const ARCHIVE_KEY_BYTES = 32;
export const KEY_ID_BYTES = 8;

/** What one archive key is used for, each with a key of its own. */
export type ArchiveKeys = {
  /** Stands in every object and tells which key opens it; says nothing of the key itself. */
  readonly id: Buffer;
  /** Encrypts the objects' own keys. */
  readonly wrapping: Buffer;
  /** Makes an object's own key of what the object holds. */
  readonly objects: Buffer;
  /** Makes the nonce under which an object's key is wrapped. */
  readonly nonces: Buffer;
};

/** HKDF-SHA-256 (RFC 5869) without salt: the archive key is random already. Names as in docs/archive-format.md. */
export function archiveKeys(archiveKey: Uint8Array): ArchiveKeys {
  if (archiveKey.length !== ARCHIVE_KEY_BYTES) throw new Error('an archive key has 32 bytes');
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', archiveKey, Buffer.alloc(0), `kakdoma-desk/archive/1/${purpose}`, bytes));
  return {
    id: derive('key id', KEY_ID_BYTES),
    wrapping: derive('wrapping', ARCHIVE_KEY_BYTES),
    objects: derive('objects', ARCHIVE_KEY_BYTES),
    nonces: derive('nonces', ARCHIVE_KEY_BYTES),
  };
}

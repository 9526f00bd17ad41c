import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { DeskError } from '../../shared/errors.ts';
import type { Keychain } from './keychain.ts';

const ACCOUNT = 'master-key';
const KEY_BYTES = 32;

/** 32-byte keys, one for each purpose, so that a ciphertext of one is nothing to another. */
export type SubKeys = {
  readonly fields: Buffer;
  readonly pictures: Buffer;
  readonly blindIndex: Buffer;
  /** What archive objects are encrypted under; the recovery key is this one (docs/archive-format.md). */
  readonly archive: Buffer;
  /** What the chain of the audit log is made with. */
  readonly audit: Buffer;
  /** Proves, without telling anything of the key, that a database was written under it. */
  readonly check: Buffer;
};

/** Where a database keeps the proof of the key it was written under. */
export type KeyCheck = { read(): Buffer | null; write(check: Buffer): void };

/**
 * The sub-keys for a database; a new database (no check yet) gets a new master key where the keychain has none.
 * Throws `keychain.keyLost` or `keychain.wrongKey` and then has written nothing, neither keychain nor database.
 */
export async function openKeys(keychain: Keychain, keyCheck: KeyCheck): Promise<SubKeys> {
  const known = keyCheck.read();
  const stored = await keychain.get(ACCOUNT);
  if (stored === null && known !== null) {
    throw new DeskError('keychain.keyLost', 'this database was written under a key that the keychain no longer has');
  }
  const master = stored === null ? randomBytes(KEY_BYTES) : decodeMaster(stored);
  // Into the keychain before anything is encrypted: a crash in between leaves a key without data, never the reverse.
  if (stored === null) await keychain.set(ACCOUNT, master.toString('base64'));
  const keys = deriveKeys(master);
  if (known === null) keyCheck.write(keys.check);
  else if (known.length !== keys.check.length || !timingSafeEqual(known, keys.check)) {
    throw new DeskError('keychain.wrongKey', 'this database was written under another key than the keychain has');
  }
  return keys;
}

/** The sub-keys where the keychain has a master key, null where not; makes none. Throws `keychain.wrongKey`. */
export async function existingKeys(keychain: Keychain): Promise<SubKeys | null> {
  const stored = await keychain.get(ACCOUNT);
  return stored === null ? null : deriveKeys(decodeMaster(stored));
}

/** HKDF-SHA-256 (RFC 5869) without salt, which RFC 5869 §3.1 allows: the master key is uniformly random already. */
export function deriveKeys(master: Buffer): SubKeys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `kakdoma-desk/1/${purpose}`, KEY_BYTES));
  return {
    fields: derive('fields'),
    pictures: derive('pictures'),
    blindIndex: derive('blind-index'),
    archive: derive('archive'),
    audit: derive('audit'),
    check: createHmac('sha256', derive('check')).update('key check').digest(),
  };
}

function decodeMaster(stored: string): Buffer {
  const master = Buffer.from(stored, 'base64');
  if (master.length !== KEY_BYTES) {
    throw new DeskError('keychain.wrongKey', 'the keychain entry of the master key is not a key');
  }
  return master;
}

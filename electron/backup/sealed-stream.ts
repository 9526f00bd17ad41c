/**
 * A backup as it lies outside the desk: AES-256-GCM (NIST SP 800-38D) over a stream, under a key made of the archive key,
 * which is the recovery key on paper. Layout in docs/backup.md. Each backup has a key of its own by its random salt, so
 * one nonce serves them all.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { archiveKeys, KEY_ID_BYTES } from '../destinations/archive/archive-key.ts';

const MAGIC = Buffer.from('KDESK-B', 'latin1');
const VERSION = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const ONLY_NONCE = Buffer.alloc(12);
export const HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES + SALT_BYTES;

export type Unopened = 'notABackup' | 'unknownVersion' | 'wrongKey' | 'damaged';

/** What it is that does not open. */
export class BackupUnopened extends Error {
  readonly why: Unopened;
  constructor(why: Unopened) {
    super(`the backup is ${why}`);
    this.name = 'BackupUnopened';
    this.why = why;
  }
}

/** Encrypts what comes. */
export async function* sealStream(archiveKey: Buffer, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const header = Buffer.concat([MAGIC, Buffer.of(VERSION), archiveKeys(archiveKey).id, salt]);
  const cipher = createCipheriv('aes-256-gcm', keyOf(archiveKey, salt), ONLY_NONCE, { authTagLength: TAG_BYTES });
  cipher.setAAD(header);
  yield header;
  for await (const piece of plain) yield cipher.update(piece);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/**
 * Decrypts what comes; throws BackupUnopened. Only when it has ended is anything of it to be believed: whoever takes the
 * pieces must be able to throw them away.
 */
export async function* openStream(archiveKey: Buffer, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let decipher: ReturnType<typeof decipherOf> | null = null;
  for await (const piece of sealed) {
    held = Buffer.concat([held, piece]);
    if (decipher === null) {
      if (held.length < HEADER_BYTES) continue;
      decipher = decipherOf(archiveKey, held.subarray(0, HEADER_BYTES));
      held = held.subarray(HEADER_BYTES);
    }
    // The last bytes are the tag, and which are the last is not known before the end.
    if (held.length <= TAG_BYTES) continue;
    yield decipher.update(held.subarray(0, -TAG_BYTES));
    held = Buffer.from(held.subarray(-TAG_BYTES));
  }
  if (decipher === null) throw new BackupUnopened('notABackup');
  if (held.length < TAG_BYTES) throw new BackupUnopened('damaged');
  decipher.setAuthTag(held);
  try {
    yield decipher.final();
  } catch {
    throw new BackupUnopened('damaged'); // the tag does not fit, which is all that `final` can find wrong
  }
}

function decipherOf(archiveKey: Buffer, header: Buffer) {
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackupUnopened('notABackup');
  if (header[MAGIC.length] !== VERSION) throw new BackupUnopened('unknownVersion');
  const idAt = MAGIC.length + 1;
  if (!header.subarray(idAt, idAt + KEY_ID_BYTES).equals(archiveKeys(archiveKey).id)) throw new BackupUnopened('wrongKey');
  const salt = header.subarray(idAt + KEY_ID_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(archiveKey, salt), ONLY_NONCE, { authTagLength: TAG_BYTES });
  decipher.setAAD(header);
  return decipher;
}

const keyOf = (archiveKey: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', archiveKey, salt, 'kakdoma-desk/backup/1', 32));

import { webcrypto } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../shared/errors.ts';
import { UNFINISHED, writeFileAtomically } from '../atomic-file.ts';
import { databaseError } from '../db/database-error.ts';
import { associatedData, ENVELOPE_VERSION, NONCE_BYTES, splitEnvelope, TAG_BYTES, type Place } from '../db/seal.ts';
import { readIfThere } from '../system-code.ts';

/** A page of documents never holds more; the contract counts them from 0 to 7. */
const MOST_DOCUMENTS = 8;

/** `original`: the bytes as they came in; `display`: the upright JPEG for the page. */
const WHOLE = ['original', 'display'] as const;
/** JPEGs of the zones alone, by the number of their document. */
const ZONES = Array.from({ length: MOST_DOCUMENTS }, (_, document) => `zone${document}` as const);
export type PictureKind = (typeof WHOLE)[number] | `zone${number}`;

/** Pictures of captures, each an encrypted file of its own; names tell the capture's id and nothing else. */
export type PictureVault = {
  /** Wholly there or not at all, also after a power cut. Throws `database.full`. */
  write(captureId: string, kind: PictureKind, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. Throws `database.damaged` when it does not open. */
  read(captureId: string, kind: PictureKind): Promise<Uint8Array | null>;
  /** Removes every kind, or of what shows the whole picture only; what is gone already is no error. */
  erase(captureId: string, what?: 'everything' | 'whole'): Promise<void>;
  /** Removes what a crash left behind: half-written files and pictures of captures that are `unknown`. */
  sweep(unknown: (captureId: string) => boolean): Promise<void>;
};

/**
 * A vault in a folder that exists. The same envelope as seal.ts, made with WebCrypto: a picture may have 40 MB, and
 * WebCrypto encrypts on another thread while the main process goes on.
 */
export function createPictureVault(folder: string, key: Buffer): PictureVault {
  const imported = webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const pathOf = (captureId: string, kind: PictureKind): string => join(folder, `${captureId}.${kind}`);

  return {
    async write(captureId, kind, bytes) {
      const nonce = webcrypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await webcrypto.subtle.encrypt(gcm(nonce, captureId, kind), await imported, bytes as BufferSource);
      const envelope = Buffer.concat([Buffer.of(ENVELOPE_VERSION), nonce, new Uint8Array(sealed)]);
      try {
        await writeFileAtomically(pathOf(captureId, kind), envelope);
      } catch (error) {
        throw databaseError(error);
      }
    },
    async read(captureId, kind) {
      const envelope = await readIfThere(pathOf(captureId, kind));
      if (envelope === null) return null;
      const { nonce, sealed } = splitEnvelope(envelope);
      try {
        return new Uint8Array(await webcrypto.subtle.decrypt(gcm(nonce, captureId, kind), await imported, sealed));
      } catch (cause) {
        throw new DeskError('database.damaged', `the ${kind} picture of a capture does not open`, { cause });
      }
    },
    async erase(captureId, what = 'everything') {
      const kinds = what === 'whole' ? WHOLE : [...WHOLE, ...ZONES];
      for (const kind of kinds) await rm(pathOf(captureId, kind), { force: true });
    },
    async sweep(unknown) {
      for (const name of await readdir(folder)) {
        if (name.endsWith(UNFINISHED) || unknown(name.slice(0, name.lastIndexOf('.')))) {
          await rm(join(folder, name), { force: true });
        }
      }
    },
  };
}

function gcm(nonce: Uint8Array<ArrayBuffer>, captureId: string, kind: PictureKind) {
  const place: Place = { table: 'picture', column: kind, row: captureId };
  const additionalData = new Uint8Array(associatedData(place));
  return { name: 'AES-GCM', iv: nonce, additionalData, tagLength: TAG_BYTES * 8 };
}

/** Where backups lie: below `backups/` of a destination, in a folder as one file each, in a bucket in parts. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DeliveryCode } from '../../shared/delivery.ts';
import { secretAccount, type DestinationSettings } from '../../shared/destinations.ts';
import { syncFolder, UNFINISHED } from '../atomic-file.ts';
import type { Fetch } from '../destinations/bitrix/client.ts';
import { untilCutOff } from '../destinations/cut-off.ts';
import { folderFailure } from '../destinations/folder-failure.ts';
import { s3Failure } from '../destinations/s3-failure.ts';
import { bucketAccess } from '../destinations/with-bucket.ts';
import type { Keychain } from '../secrets/keychain.ts';

const FOLDER = 'backups';
const ENDING = '.kdb';
/** Sent whole, and held in memory for so long; S3 takes up to 5 GB at once. */
const PART_BYTES = 32 * 1024 * 1024;

export class PlaceFailure extends Error {
  readonly code: DeliveryCode;
  constructor(code: DeliveryCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'PlaceFailure';
    this.code = code;
  }
}

/** Every call throws PlaceFailure. Names are as given, without the ending. */
export type BackupPlace = {
  put(name: string, file: string, signal: AbortSignal): Promise<void>;
  list(signal: AbortSignal): Promise<string[]>;
  /** Fetches it into `folder`; the files it came in, in their order. */
  fetch(name: string, folder: string, signal: AbortSignal): Promise<string[]>;
  remove(name: string, signal: AbortSignal): Promise<void>;
};

/** Null for a destination that keeps no files. `partBytes`: for tests. */
export function placeOf(
  settings: DestinationSettings, parts: { keychain: Keychain; fetch: Fetch; partBytes?: number },
): BackupPlace | null {
  switch (settings.kind) {
    case 'folder': return inFolder(settings.options.path);
    case 's3': return inBucket(settings, parts);
    case 'bitrix': return null;
    default: return settings satisfies never;
  }
}

function inFolder(root: string): BackupPlace {
  const folder = path.join(root, FOLDER);
  const fileOf = (name: string): string => path.join(folder, name + ENDING);
  const tried = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    try {
      return await untilCutOff(signal, work);
    } catch (error) {
      throw new PlaceFailure(signal.aborted ? 'delivery.timedOut' : folderFailure(error).code, error);
    }
  };
  return {
    put: (name, file, signal) => tried(signal, async () => {
      // One that is gone is a share that is not there, not a place to make anew on this machine.
      if (!(await stat(root)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = fileOf(name) + UNFINISHED;
      await pipeline(createReadStream(file), createWriteStream(unfinished, { mode: 0o600 }), { signal });
      const written = await open(unfinished, 'r+');
      try {
        await written.sync();
      } finally {
        await written.close();
      }
      await rename(unfinished, fileOf(name));
      await syncFolder(folder);
    }),
    list: (signal) => tried(signal, async () => {
      await stat(root);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return (await readdir(folder)).filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
    }),
    fetch: (name, into, signal) => tried(signal, async () => {
      const file = path.join(into, 'fetched');
      await pipeline(createReadStream(fileOf(name)), createWriteStream(file, { mode: 0o600 }), { signal });
      return [file];
    }),
    remove: (name, signal) => tried(signal, () => rm(fileOf(name), { force: true })),
  };
}

const PART = /^backups\/(.+)\.kdb\.(\d{4})of(\d{4})$/;

function inBucket(
  { id, options }: Extract<DestinationSettings, { kind: 's3' }>, { keychain, fetch, partBytes = PART_BYTES }: {
    keychain: Keychain; fetch: Fetch; partBytes?: number;
  },
): BackupPlace {
  const access = bucketAccess(options, () => keychain.get(secretAccount(id)), fetch);
  const withBucket: typeof access = async (signal, work) => {
    try {
      const result = await access(signal, work);
      if (result === 'noSecret') throw new PlaceFailure('secret.missing');
      return result;
    } catch (error) {
      if (error instanceof PlaceFailure) throw error;
      throw new PlaceFailure(signal.aborted ? 'delivery.timedOut' : s3Failure(error).code, error);
    }
  };
  const four = (number: number): string => String(number).padStart(4, '0');
  const partsIn = async (signal: AbortSignal) => {
    const found = await withBucket(signal, (bucket) => bucket.versions(`${FOLDER}/`));
    if (found === 'noSecret') return [];
    return found.flatMap(({ key, versionId, marker }) => {
      const match = PART.exec(key);
      return match === null ? [] : [{ key, versionId, marker, name: match[1] ?? '', at: Number(match[2]), of: Number(match[3]) }];
    });
  };
  return {
    async put(name, file, signal) {
      const bytes = (await stat(file)).size;
      const count = Math.max(1, Math.ceil(bytes / partBytes));
      const source = await open(file, 'r');
      try {
        for (let at = 0; at < count; at += 1) {
          const part = Buffer.alloc(Math.min(partBytes, bytes - at * partBytes));
          await source.read(part, 0, part.length, at * partBytes);
          await withBucket(signal, (bucket) => bucket.put(`${FOLDER}/${name}${ENDING}.${four(at + 1)}of${four(count)}`, part, 'always'));
        }
      } finally {
        await source.close();
      }
    },
    async list(signal) {
      const live = (await partsIn(signal)).filter(({ marker }) => !marker);
      const names = Map.groupBy(live, ({ name }) => name);
      // One whose sending was cut off is no backup.
      return [...names].flatMap(([name, some]) => (new Set(some.map(({ at }) => at)).size === some[0]?.of ? [name] : []));
    },
    async fetch(name, into, signal) {
      const mine = new Map((await partsIn(signal)).filter((part) => part.name === name && !part.marker).map((part) => [part.at, part.key]));
      const files: string[] = [];
      for (const [at, key] of [...mine].toSorted(([a], [b]) => a - b)) {
        const bytes = await withBucket(signal, (bucket) => bucket.get(key));
        const file = path.join(into, `fetched-${at}`);
        if (bytes !== 'noSecret') await writeFile(file, bytes, { mode: 0o600 });
        files.push(file);
      }
      return files;
    },
    async remove(name, signal) {
      for (const { key, versionId } of (await partsIn(signal)).filter((part) => part.name === name)) {
        await withBucket(signal, (bucket) => bucket.remove(key, versionId));
      }
    },
  };
}

/** Names a backup: whose desk it is of, by the mark of its key, and when it was made. */
export const backupName = (keyId: Buffer, at: number): string =>
  `kakdoma-desk-${keyId.toString('hex')}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/** Of one's own, newest first: the time stands in the name. */
export const ownBackups = (names: readonly string[], keyId: Buffer): string[] =>
  names.filter((name) => name.startsWith(`kakdoma-desk-${keyId.toString('hex')}-`)).toSorted().toReversed();


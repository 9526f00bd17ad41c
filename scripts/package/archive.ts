/** Reads a packed program: what is in its app.asar and beside it, whole or not. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, openSync, closeSync, readSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';

type Entry = {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
  readonly link?: string;
  readonly integrity?: { readonly algorithm: string; readonly hash: string; readonly blockSize: number; readonly blocks: readonly string[] };
};

export type ArchiveFile = { readonly path: string; readonly unpacked: boolean; readonly bytes: Buffer; readonly intact: boolean };

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** As Electron checks it: the whole by one hash, and each block by its own. */
function isIntact(bytes: Buffer, { integrity }: Entry): boolean {
  if (integrity?.algorithm !== 'SHA256' || integrity.hash !== sha256(bytes)) return false;
  const { blockSize, blocks } = integrity;
  return blocks.every((hash, index) => hash === sha256(bytes.subarray(index * blockSize, (index + 1) * blockSize)));
}

/** Every file of the archive, those that lie unpacked beside it included. */
export function* archiveFiles(archive: string): Generator<ArchiveFile> {
  const walk = function* (entry: Entry, at: string): Generator<ArchiveFile> {
    if (entry.files !== undefined) {
      for (const [name, child] of Object.entries(entry.files)) yield* walk(child, at === '' ? name : `${at}/${name}`);
      return;
    }
    if (entry.link !== undefined) throw new Error(`${at} is a link.`);
    const bytes = entry.unpacked === true ? readFileSync(path.join(`${archive}.unpacked`, at)) : extractFile(archive, path.join(at));
    yield { path: at, unpacked: entry.unpacked === true, bytes, intact: isIntact(bytes, entry) };
  };
  yield* walk(getRawHeader(archive).header as unknown as Entry, '');
}

/** SHA-256 of the archive's head, which holds the hashes of all else: what Electron compares with what is in its executable. */
export function headerHash(archive: string): string {
  const file = openSync(archive, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const head = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, head, 0, head.length, 16);
    return sha256(head);
  } finally {
    closeSync(file);
  }
}

/** Files below a folder, with slashes; empty when there is no such folder. */
export const filesBelow = (folder: string): string[] => !existsSync(folder) ? [] : globSync('**/*', { cwd: folder, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));

/** What lies in a watched folder and is worth taking: names, and whether a file is whole. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { claimedBy } from './claim.ts';
import { isMissing, systemCodeOf } from '../../system-code.ts';

/** What the reader takes; everything else in the folder is left alone and never touched. */
const ENDINGS = /\.(jpe?g|jpe|jfif|png|webp|tiff?|bmp|pdf)$/i;
/** Names that programs give to what they are still writing: `~$scan.pdf`, `.scan.jpg.swp`, `scan.tmp.pdf`. */
const UNFINISHED_NAMES = /^[.~]|(\.|_|-)(tmp|temp|part|partial|crdownload|download|filepart|unfinished)\b/i;

/** Whether a file of this name is worth looking at. */
export const isDocumentName = (name: string): boolean => ENDINGS.test(name) && !UNFINISHED_NAMES.test(name);

/** Size and time of change: what tells that nobody writes any more. */
export type Look = { readonly size: number; readonly changedAt: number };

/**
 * Names worth looking at, the oldest name first as scanners number them, and files that desks have claimed. Throws what
 * the file system does.
 */
export async function filesIn(folder: string): Promise<{ names: string[]; claimed: string[] }> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  return {
    names: files.filter(isDocumentName).sort((one, other) => one.localeCompare(other, 'en', { numeric: true })),
    claimed: files.filter((name) => claimedBy(name) !== null),
  };
}

/** Null when it is gone. */
export async function lookAt(folder: string, name: string): Promise<Look | null> {
  const stats = await stat(join(folder, name)).catch(ifGone);
  return stats && { size: stats.size, changedAt: stats.mtimeMs };
}

export const isSame = (one: Look | null | undefined, other: Look | null | undefined): boolean =>
  one != null && other != null && one.size === other.size && one.changedAt === other.changedAt;

/**
 * The whole file, or null while it is not to be had: still written to, locked by its writer as Windows does it, gone, or
 * changed while it was read. Throws what else the file system says.
 */
export async function readWhole(folder: string, name: string, seen: Look): Promise<Buffer | null> {
  const file = await open(join(folder, name), 'r').catch(ifHeld);
  if (file === null) return null;
  try {
    const bytes = await file.readFile();
    const { size, mtimeMs } = await file.stat();
    return isSame(seen, { size, changedAt: mtimeMs }) && bytes.length === size ? bytes : null;
  } finally {
    await file.close();
  }
}

function ifGone(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

function ifHeld(error: unknown): null {
  if (systemCodeOf(error) === 'EBUSY') return null;
  return ifGone(error);
}

/**
 * Two desks may watch one share. Whoever renames a file first has it: a rename is one step on every file system, so that
 * the other finds nothing under the old name. Claimed names begin with a dot, so that no desk takes them for documents.
 */
import { randomBytes } from 'node:crypto';
import { link, rename, rm, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { DeskError } from '../../../shared/errors.ts';
import { isMissing, systemCodeOf } from '../../system-code.ts';

const CLAIMED = /^\.taken-by-([0-9a-f]{12})-[0-9a-f]{8}-(.+)$/;
/** Bytes that a name may have on every file system we know of, less a few. */
const LONGEST_NAME = 240;

/** What a desk claims files by: of the folder's id, which is random and this desk's own. */
export const markOf = (folderId: string): string => folderId.replaceAll('-', '').slice(0, 12);

/** Whose claim a file is; null for one that nobody has claimed. */
export const claimedBy = (name: string): string | null => CLAIMED.exec(name)?.[1] ?? null;

/**
 * The name it has now; `gone` when another was faster, `forbidden` where the desk may not rename. Each claim has a name of
 * its own, so that it never comes over another file.
 */
export async function claim(folder: string, name: string, mark: string): Promise<{ claimed: string } | 'gone' | 'forbidden'> {
  const before = `.taken-by-${mark}-${randomBytes(4).toString('hex')}-`;
  const claimed = `${before}${shortened(name, LONGEST_NAME - before.length)}`;
  try {
    await rename(join(folder, name), join(folder, claimed));
    return { claimed };
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT') return 'gone';
    if (['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)) return 'forbidden';
    throw error;
  }
}

/** Back under its own name, or a free one like it, for whoever is first then. Nothing when it is gone. */
export async function putBack(folder: string, claimed: string): Promise<void> {
  const name = CLAIMED.exec(claimed)?.[2] ?? claimed;
  try {
    await moveTo(join(folder, claimed), folder, name);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Never over another file: one of the same name gets a number. */
export async function moveTo(from: string, folder: string, name: string): Promise<void> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; number <= 10_000; number += 1) {
    const to = join(folder, number === 1 ? name : `${stem}-${number}${ext}`);
    if (await moveIfFree(from, to)) return;
  }
  throw new DeskError('folder.cannotRemove');
}

/** A second name never replaces a file; where there are no second names, one looks first. */
async function moveIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT') throw error;
    const isFree = await stat(to).then(() => false, (reason: unknown) => isMissing(reason));
    if (!isFree) return false;
    await rename(from, to);
    return true;
  }
  await rm(from, { force: true });
  return true;
}

/** Its beginning and its ending, in so many bytes. */
function shortened(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const { name: stem, ext } = parse(name);
  let kept = [...stem];
  while (kept.length > 0 && Buffer.byteLength(kept.join('') + ext) > bytes) kept = kept.slice(0, -1);
  return kept.join('') + ext;
}

/** One file of a watched folder: stored encrypted, then removed; what cannot be read goes into the subfolder `unread`. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError, type ErrorCode } from '../../../shared/errors.ts';
import { isPictureKept } from '../../capture/part-rows.ts';
import type { Storage } from '../../db/storage.ts';
import { isPdf, isTiff } from '../../pages/kind-of-file.ts';
import { mostBytesOf, pageId, type Intake } from '../../pages/intake.ts';
import { readPictureHeader } from '../../ocr/picture/header.ts';
import { claim, markOf, moveTo, putBack } from './claim.ts';
import * as rows from './folder-rows.ts';
import { isSame, lookAt, readWhole, type Look } from './look-into.ts';

/** Where files that cannot be read are moved, beside those that are read. */
export const UNREAD = 'unread';

/**
 * `left`: it stays where it is and is not looked at again until it changes; `later`: it is tried again; `unread`: it could
 * not be read and has been moved.
 */
export type Taken =
  | { readonly kind: 'taken' }
  | { readonly kind: 'known' }
  | { readonly kind: 'later' }
  | { readonly kind: 'unread'; readonly code: ErrorCode }
  | { readonly kind: 'left'; readonly code: ErrorCode };

type Folder = { readonly id: string; readonly path: string };
type Parts = { readonly storage: Storage; readonly intake: Intake; readonly now: () => number };

/**
 * Claims the file, so that no other desk on the same share takes it, too. Rejects with what is not the file's fault: a
 * closed or full storage, a share that went away; then it lies under its own name again.
 */
export async function takeFile(parts: Parts, folder: Folder, name: string, seen: Look): Promise<Taken> {
  parts.storage.opened(); // nothing is claimed that cannot be stored
  const claimed = await claim(folder.path, name, markOf(folder.id));
  if (claimed === 'gone') return { kind: 'later' };
  // Where it may not rename it may not remove either: it is stored all the same, and that is said.
  if (claimed === 'forbidden') return takeAs(parts, folder, { name, lies: name }, seen);
  try {
    const taken = await takeAs(parts, folder, { name, lies: claimed.claimed }, seen);
    if (taken.kind === 'later' || taken.kind === 'left') await putBack(folder.path, claimed.claimed);
    return taken;
  } catch (error) {
    // A share that went away keeps the claim; whoever looks there next puts it back.
    await putBack(folder.path, claimed.claimed).catch(() => undefined);
    throw error;
  }
}

/** `name`: what people know it by; `lies`: where it is now. */
async function takeAs(
  { storage, intake, now }: Parts, folder: Folder, { name, lies }: { readonly name: string; readonly lies: string }, seen: Look,
): Promise<Taken> {
  if (seen.size > mostBytesOf(name)) {
    return moveAway(folder.path, name, lies, mostBytesOf(name) === mostBytesOf('a.jpg') ? 'picture.tooManyBytes' : 'file.tooManyBytes');
  }
  const bytes = await readWhole(folder.path, lies, seen);
  if (bytes === null) return { kind: 'later' };
  const { database, keys } = storage.opened();
  const content = rows.contentToken(keys.blindIndex, bytes);
  const seed = `${folder.id} ${content.toString('hex')}`;
  const known = rows.findTaken(database, folder.id, content);
  const isThere = known !== undefined && Array.from({ length: known.pages }, (_, page) => pageId(seed, page))
    .some((id) => isPictureKept(database, id));
  // Its original was gone and nothing is left of it here: whoever puts it there again wants it read again.
  const again = known !== undefined && known.removed_at !== null && !isThere;
  if (known === undefined || again) {
    try {
      if (!isPdf(bytes) && !isTiff(bytes)) readPictureHeader(bytes);
      const { captureIds } = await intake.add(bytes, 'folder', seed);
      rows.noteTaken(database, { folderId: folder.id, content, pages: captureIds.length, at: now() });
    } catch (error) {
      if (!(error instanceof DeskError) || !isOfTheFile(error.code)) throw error;
      return moveAway(folder.path, name, lies, error.code);
    }
  }
  // What was not claimed: another file may have come under this name while the first was stored.
  if (!isSame(seen, await lookAt(folder.path, lies))) return { kind: 'later' };
  try {
    await rm(join(folder.path, lies), { force: true });
  } catch {
    return { kind: 'left', code: 'folder.cannotRemove' };
  }
  rows.noteRemoved(database, folder.id, content, now());
  return { kind: known === undefined || again ? 'taken' : 'known' };
}

const isOfTheFile = (code: ErrorCode): boolean => code.startsWith('picture.') || code.startsWith('file.');

/** Never over another file: one of the same name gets a number. */
async function moveAway(folder: string, name: string, lies: string, code: ErrorCode): Promise<Taken> {
  try {
    await mkdir(join(folder, UNREAD), { recursive: true });
    await moveTo(join(folder, lies), join(folder, UNREAD), name);
    return { kind: 'unread', code };
  } catch {
    return { kind: 'left', code };
  }
}

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RequestOutput } from '../../shared/contract.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import { mostBytesOf, type Intake } from '../pages/intake.ts';

async function addFile(intake: Intake, file: string): Promise<{ captureIds: string[] }> {
  let bytes: Uint8Array;
  try {
    // Refused unread: nobody waits for gigabytes to be loaded first.
    if ((await stat(file)).size > mostBytesOf(file)) throw new DeskError('picture.tooManyBytes');
    bytes = await readFile(file);
  } catch (error) {
    // The path may name a guest, so the error of the file system goes no further.
    throw error instanceof DeskError ? error : new DeskError('file.unreadable');
  }
  return intake.add(bytes, 'file');
}

/** Takes the files in one after the other; one that is refused does not stop the rest. */
export async function openPictures(intake: Intake, files: readonly string[]): Promise<RequestOutput<'capture:open'>> {
  const captureIds: string[] = [];
  const refused: { name: string; code: ErrorCode }[] = [];
  for (const file of files) {
    try {
      captureIds.push(...(await addFile(intake, file)).captureIds);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      refused.push({ name: path.basename(file), code: error.code });
    }
  }
  return { captureIds, refused };
}

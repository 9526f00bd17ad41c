import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError } from '../../shared/errors.ts';
import { isDocumentName } from '../sources/folder/look-into.ts';

/** Every document in a folder and all below it, by name. Throws `folder.missing` when it cannot be looked into. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new DeskError('folder.missing');
  });
  return entries
    .filter((entry) => entry.isFile() && isDocumentName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Endings looked for in folders; a file named outright is read whatever its name. */
const ENDINGS = /\.(jpe?g|jpe|jfif|png|webp|tiff?|bmp)$/i;

/** The files meant by the arguments: files as they are, folders with all below them, sorted by name. */
export async function pictureFiles(args: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const arg of args) {
    // What is not there stays in the list, too, and is named as unreadable.
    const isFolder = await stat(arg).then((stats) => stats.isDirectory(), () => false);
    // A folder that cannot be listed stays in the list, so that it is named as unreadable with the files.
    const entries = isFolder ? await readdir(arg, { recursive: true, withFileTypes: true }).catch(() => null) : null;
    if (entries === null) {
      found.push(arg);
      continue;
    }
    found.push(...entries
      .filter((entry) => entry.isFile() && ENDINGS.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort());
  }
  return found;
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Captures } from './captures.ts';

/** Puts the made-up documents that travel with the program into the queue, so that a newcomer has something to read. */
export async function queueSpecimens({ folder, captures }: { folder: string; captures: Captures }): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).toSorted();
  for (const name of names) await captures.add(await readFile(path.join(folder, name)), 'file');
}

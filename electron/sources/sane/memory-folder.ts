import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { SourceError } from '../scanner.ts';

/** A folder whose files lie in memory and never on a disk, for this user's eyes only. */
export type MemoryFolder = {
  /** Where `scanimage` puts its pages. */
  readonly pattern: string;
  /** Reads a page and removes it. */
  take(file: string): Promise<Buffer>;
  close(): Promise<void>;
};

/** Linux keeps both in memory (tmpfs). Throws `source.unsupported` where there is neither. */
export async function openMemoryFolder(env: NodeJS.ProcessEnv = process.env): Promise<MemoryFolder> {
  for (const place of [env['XDG_RUNTIME_DIR'], '/dev/shm']) {
    if (place === undefined || !(await isWritable(place))) continue;
    const folder = await mkdtemp(path.join(place, 'desk-scan-'));
    return {
      pattern: path.join(folder, 'page%d.png'),
      async take(file) {
        const page = path.join(folder, path.basename(file));
        const bytes = await readFile(page);
        await rm(page);
        return bytes;
      },
      close: () => rm(folder, { recursive: true, force: true }),
    };
  }
  throw new SourceError('source.unsupported', 'no folder in memory for the pages of a feeder');
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

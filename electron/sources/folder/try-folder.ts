import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderTest } from '../../../shared/watched-folder.ts';
import { troubleOf } from './folder-trouble.ts';
import { filesIn } from './look-into.ts';
import type { Places } from './places.ts';

/** Somebody waits for the answer. */
const PATIENCE_MS = 15_000;

/** Does with an empty file of its own what taking a document needs: it is written, renamed and removed. */
export async function tryFolder(folder: string, places: Places): Promise<FolderTest> {
  const { promise: late, resolve } = Promise.withResolvers<FolderTest>();
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort();
    resolve({ ok: false, code: 'folder.missing' });
  }, PATIENCE_MS);
  try {
    return await Promise.race([tryInTurn(folder, places, over.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function tryInTurn(folder: string, places: Places, signal: AbortSignal): Promise<FolderTest> {
  const leave = await places.take(signal);
  if (leave === null) return { ok: false, code: 'folder.missing' };
  try {
    return await tryOut(folder);
  } finally {
    leave();
  }
}

async function tryOut(folder: string): Promise<FolderTest> {
  const path = join(folder, `.kakdoma-test-${randomBytes(4).toString('hex')}`);
  try {
    const { names } = await filesIn(folder);
    await (await open(path, 'wx', 0o600)).close();
    await rename(path, `${path}-renamed`);
    await rm(`${path}-renamed`);
    return { ok: true, files: names.length };
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined); // what may not be removed is empty
    return { ok: false, code: troubleOf(error) };
  }
}

import { spawn } from 'node:child_process';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../atomic-file.ts';

/**
 * Puts the newer AppImage where the running one lies, under the same name: the entry that starts the desk at login points
 * there. The old one stays whole until the new one is on the disk; Linux lets a running program's file be replaced.
 */
export async function replaceAppImage(file: string, newer: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    await copyFile(newer, beside);
    await chmod(beside, 0o755);
    const written = await open(beside, 'r');
    try {
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/**
 * Waits, for ten minutes at most, until a process has ended, and becomes the program named after it. What the AppImage's
 * runtime gave us to hold is let go first, or the old image would stay mounted for as long as the new one runs.
 */
const WAIT_AND_BECOME = [
  'exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-',
  'p=$1; shift; n=0',
  'while kill -0 "$p" 2>/dev/null && [ $n -lt 3000 ]; do sleep 0.2; n=$((n+1)); done',
  'exec "$@"',
].join('\n');

/**
 * Starts an AppImage once this process has ended. Electron's own restart would run from inside the old image, which is gone
 * from the file system as soon as we are.
 */
export function startAfterUs(file: string, args: readonly string[]): void {
  const told = ['-c', WAIT_AND_BECOME, 'sh', String(process.pid), file, ...args];
  spawn('/bin/sh', told, { detached: true, stdio: 'ignore', cwd: '/' }).unref();
}

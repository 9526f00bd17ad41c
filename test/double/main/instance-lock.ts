import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
  // Left by a process that was killed.
  rmSync(lock, { force: true });
  return take(lock);
}

/**
 * One process a profile folder, as Electron's: the first holds the lock until it ends; a later one is told no, and the
 * first hears with what arguments it was started.
 */
export function takeInstanceLock(profile: string, onSecond: (argv: string[], folder: string) => void): boolean {
  const folder = path.join(profile, 'Singleton of the stand-in');
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'lock');
  if (!take(lock)) {
    writeFileSync(path.join(folder, `knock-${process.pid}`), JSON.stringify({ argv: process.argv, folder: process.cwd() }));
    return false;
  }
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const hear = () => {
    // A throw-away profile erases itself, and this folder with it, just before the process ends.
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith('knock-'))) {
      const file = path.join(folder, name);
      const text = readFileSync(file, 'utf8');
      if (text === '') continue; // seen between its making and its writing; the writing wakes us again
      rmSync(file, { force: true });
      const knock = JSON.parse(text) as { argv: string[]; folder: string };
      onSecond(knock.argv, knock.folder);
    }
  };
  watch(folder, hear).unref();
  return true;
}

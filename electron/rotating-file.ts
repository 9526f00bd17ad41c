import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { startOfDay } from './local-day.ts';
import { isMissing } from './system-code.ts';

/**
 * A text file that starts anew each day and past a size: name.ext, name.1.ext (newer) … name.<keep-1>.ext (oldest). Files
 * nothing was written into for so many days are removed.
 */
export type RotatingFile = { write(line: string): void; close(): void };

const DAY_MS = 24 * 3_600_000;

/**
 * Opens for appending. Lines are written at once and in place: the last words before a crash are the ones needed.
 * A log that cannot be written must not stop the desk, so a failed write is dropped and the next one tried. `now`: UTC
 * milliseconds.
 */
export function openRotatingFile(options: {
  folder: string; name: string; extension: string; maxBytes: number; keep: number; days: number; now?: () => number;
}): RotatingFile {
  const { folder, name, extension, maxBytes, keep, days, now = Date.now } = options;
  const pathOf = (age: number): string => join(folder, `${name}${age === 0 ? '' : `.${age}`}.${extension}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: number | null = null;
  let size = 0;
  /** Midnight of the day of the last line; what is older goes on in a file of its own. */
  let day = 0;

  function open(): number {
    const opened = openSync(pathOf(0), 'a', 0o600);
    const stats = fstatSync(opened);
    size = stats.size;
    day = startOfDay(size === 0 ? now() : stats.mtimeMs);
    return opened;
  }

  function rotate(): void {
    close();
    rmSync(pathOf(keep - 1), { force: true });
    for (let age = keep - 2; age >= 0; age -= 1) {
      // The young file is missing only when somebody tidied the folder, which is no reason to stop.
      try {
        renameSync(pathOf(age), pathOf(age + 1));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    removeOld();
  }

  function removeOld(): void {
    for (const one of readdirSync(folder)) {
      const ours = one.startsWith(`${name}.`) && one.endsWith(`.${extension}`);
      if (ours && now() - statSync(join(folder, one)).mtimeMs > days * DAY_MS) rmSync(join(folder, one), { force: true });
    }
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  /** Closed, too: a disk that stays full would else use up all files a process may have open. */
  function giveUp(): void {
    try {
      close();
    } catch {
      file = null; // it was not open any more
    }
  }

  return {
    write(line) {
      try {
        file ??= open();
        const today = startOfDay(now());
        if (size > 0 && (size + Buffer.byteLength(line) > maxBytes || today !== day)) {
          rotate();
          file = open();
        }
        size += writeSync(file, line);
        day = today;
      } catch {
        giveUp(); // a full disk, a folder taken away: nobody is left to tell but the next line
      }
    },
    close,
  };
}

import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A text file that starts anew past a size: name.ext, name.1.ext (newer) … name.<keep-1>.ext (oldest). */
export type RotatingFile = { write(line: string): void; close(): void };

/**
 * Opens for appending. Lines are written at once and in place: the last words before a crash are the ones needed.
 * A log that cannot be written must not stop the desk, so a failed write is dropped and the next one tried.
 */
export function openRotatingFile(options: {
  folder: string; name: string; extension: string; maxBytes: number; keep: number;
}): RotatingFile {
  const { folder, name, extension, maxBytes, keep } = options;
  const pathOf = (age: number): string => join(folder, `${name}${age === 0 ? '' : `.${age}`}.${extension}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: number | null = null;
  let size = 0;

  function open(): number {
    const opened = openSync(pathOf(0), 'a', 0o600);
    size = fstatSync(opened).size;
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
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  return {
    write(line) {
      try {
        file ??= open();
        if (size > 0 && size + Buffer.byteLength(line) > maxBytes) {
          rotate();
          file = open();
        }
        size += writeSync(file, line);
      } catch {
        file = null; // a full disk, a folder taken away: nobody is left to tell but the next line
      }
    },
    close,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

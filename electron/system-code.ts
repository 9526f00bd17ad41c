import { readFile } from 'node:fs/promises';

/** The operating system's own word for what failed (ENOENT, EACCES…), or a library's; '' where it has none. */
export const systemCodeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether a file or folder is not there. */
export const isMissing = (error: unknown): boolean => systemCodeOf(error) === 'ENOENT';

/** A file's bytes; null where there is no such file. One that is there and does not open is no missing one: that rejects. */
export async function readIfThere(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

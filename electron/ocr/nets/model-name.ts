import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What readings of the recogniser in this folder are marked with; '' where its card cannot be read. */
export function modelName(folder: string): string {
  try {
    const card: unknown = JSON.parse(readFileSync(join(folder, 'recogniser.json'), 'utf8'));
    return z.object({ sha256: z.string() }).parse(card).sha256.slice(0, 12);
  } catch {
    // The reader says by itself that its files are damaged.
    return '';
  }
}

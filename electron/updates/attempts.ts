import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '../atomic-file.ts';
import type { Log } from '../log.ts';

/** Which version was to be replaced by which, written before the program ends for it. */
const attemptSchema = z.strictObject({ from: z.string().max(60), to: z.string().max(60) });

/** Remembers over the restart what was to be installed: only the version that starts next knows whether it was. */
export type Attempts = {
  /** The version that could not be put in place of this one; null when none, or when all went well. */
  readonly failed: string | null;
  /** To be called before the program ends for it. */
  note(to: string): Promise<void>;
};

/** `running`: the version of this program. */
export async function openAttempts({ file, running, log }: { file: string; running: string; log: Log }): Promise<Attempts> {
  const written = await readFile(file, 'utf8').catch(() => null);
  const attempt = written === null ? null : parse(written);
  if (attempt !== null && attempt.from !== running) {
    log.info('update.installed', { version: running });
    await rm(file, { force: true });
  }
  return {
    failed: attempt?.from === running ? attempt.to : null,
    note: (to) => writeFileAtomically(file, Buffer.from(JSON.stringify({ from: running, to }))),
  };
}

/** Null when it is not what we wrote: then nobody knows, and nothing is told. */
function parse(text: string): z.infer<typeof attemptSchema> | null {
  try {
    return attemptSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

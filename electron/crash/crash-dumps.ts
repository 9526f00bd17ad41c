import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../atomic-file.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { scrubMinidump } from './scrub-minidump.ts';
import { isMissing } from '../system-code.ts';

const KEEP_DAYS = 14;
const DAY_MS = 24 * 3_600_000;
const MOST_KEPT = 10;
/** One that is larger holds the whole memory and was not made by us. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Also a dump that nobody told of lies as it was written for no longer than this. */
const LOOK_EVERY_MS = 10 * 60_000;
/** One that cannot be read and was changed this lately may still be being written. */
const STILL_MS = 60_000;

/** Dumps of crashes, on this computer only: what the crash handler wrote is scrubbed, moved and, with time, removed. */
export type CrashDumps = {
  /** Call it after a process has died; at the start and every few minutes it is done anyway. Never rejects. */
  collect(): Promise<void>;
  stop(): Promise<void>;
};

/** `from`: where the crash handler writes; `to`: where they are kept. */
export function createCrashDumps(parts: { from: string; to: string; log: Log; clock: Clock }): CrashDumps {
  const { from, to, log, clock } = parts;
  const stopping = new AbortController();
  let collecting: Promise<void> = Promise.resolve();

  async function takeIn(file: string): Promise<void> {
    const { size, mtimeMs } = await stat(file);
    const scrubbed = size > MOST_BYTES ? null : scrubMinidump(await readFile(file));
    if (scrubbed === null) {
      if (Math.abs(clock.now() - mtimeMs) < STILL_MS) return;
      log.warn('crash.dumpUnreadable');
    } else {
      await writeFileAtomically(path.join(to, path.basename(file)), scrubbed);
      log.warn('crash.dumpKept', { count: scrubbed.length });
    }
    // Whatever became of it: as it was written it may hold a guest's data.
    await rm(file, { force: true });
  }

  async function purge(): Promise<void> {
    const kept = await Promise.all((await dumpsIn(to)).map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
    const newestFirst = kept.toSorted((a, b) => b.at - a.at);
    for (const [place, { file, at }] of newestFirst.entries()) {
      if (place >= MOST_KEPT || clock.now() - at > KEEP_DAYS * DAY_MS) await rm(file, { force: true });
    }
  }

  async function collect(): Promise<void> {
    try {
      await mkdir(to, { recursive: true, mode: 0o700 });
      for (const file of await dumpsIn(from)) await takeIn(file);
      await purge();
    } catch (error) {
      log.error('crash.collectFailed', { error });
    }
  }

  function next(): Promise<void> {
    collecting = collecting.then(collect);
    return collecting;
  }

  async function always(): Promise<void> {
    while (!stopping.signal.aborted) {
      await next();
      await clock.wait(LOOK_EVERY_MS, stopping.signal);
    }
  }

  const looking = always();
  return {
    collect: next,
    async stop() {
      stopping.abort();
      await looking;
      await collecting;
    },
  };
}

/** Below a folder that need not be there. */
async function dumpsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.dmp')).map((entry) => path.join(entry.parentPath, entry.name));
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

const KEEP_MS = 60_000;

/** The system's clipboard, as text. */
export type Clipboard = { read(): Promise<string>; clear(): Promise<void> };

/** Takes numbers off the clipboard that were copied from the desk and are still there a minute later. */
export type ClipboardGuard = {
  /** A number has just been copied. Of several only the last counts: the others are no longer there. */
  copied(): Promise<void>;
  /** The desk ends: what is still there goes now. */
  stop(): Promise<void>;
};

export function createClipboardGuard(parts: { clipboard: Clipboard; clock: Clock; log: Log }): ClipboardGuard {
  const { clipboard, clock, log } = parts;
  let waiting: { readonly hurry: AbortController; readonly done: Promise<void> } | null = null;
  let copies = 0;

  async function clearWhenOver(mine: number, copied: Buffer, hurry: AbortSignal): Promise<void> {
    await clock.wait(KEEP_MS, hurry);
    if (mine !== copies) return;
    try {
      // What somebody has copied since, here or elsewhere, is theirs.
      if (timingSafeEqual(digest(await clipboard.read()), copied)) await clipboard.clear();
    } catch (error) {
      log.warn('clipboard.failed', { error });
    }
  }

  return {
    async copied() {
      copies += 1;
      const mine = copies;
      // Kept as a hash: the number itself shall lie nowhere for a minute.
      const copied = digest(await clipboard.read());
      if (mine !== copies) return;
      waiting?.hurry.abort();
      const hurry = new AbortController();
      waiting = { hurry, done: clearWhenOver(mine, copied, hurry.signal) };
    },
    async stop() {
      waiting?.hurry.abort();
      await waiting?.done;
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

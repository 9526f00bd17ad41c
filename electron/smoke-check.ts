import { setTimeout as pause } from 'node:timers/promises';
import type { Captures } from './capture/captures.ts';
import type { OcrPort } from './ocr/ocr-port.ts';

const LOOK_EVERY_MS = 200;
/** A loaded build machine without a graphics card takes a minute at worst. */
const PATIENCE_MS = 180_000;

/**
 * Whether a freshly packed program works at all: its page has loaded by now, its reader came up, and it read the made-up
 * documents it brings. Null when it does, otherwise what does not.
 */
export async function smokeCheck(
  { ocr, captures, patienceMs = PATIENCE_MS }: { ocr: OcrPort; captures: Captures; patienceMs?: number },
): Promise<string | null> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const reader = ocr.state();
    if (reader.kind === 'down') return `the reader is down: ${reader.code}`;
    const states = (await captures.list()).map(({ state }) => state);
    const parked = states.find((state) => state.kind === 'parked');
    if (parked !== undefined) return `a made-up document could not be read: ${parked.code}`;
    if (reader.kind === 'ready' && states.length > 0 && states.every((state) => state.kind === 'read')) {
      const empty = states.filter((state) => state.kind === 'read' && state.documents === 0).length;
      return empty === 0 ? null : `no document was found on ${empty} of ${states.length} made-up ones`;
    }
    await pause(LOOK_EVERY_MS);
  }
  return `not fit after ${patienceMs / 1000} seconds: the reader is ${ocr.state().kind}`;
}

import { finding, type Check } from '../check.ts';

/** S3 refuses requests that are a quarter of an hour off; well before that somebody should know. */
const MOST_SECONDS = 120;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Compares with the time that servers tell which are set up anyway; no other is asked. `now`: UTC milliseconds. */
export function checkClock(parts: { origins: () => readonly string[]; fetch: Fetch; now?: () => number }): Check {
  const { origins, fetch, now = Date.now } = parts;

  async function secondsOff(origin: string, signal: AbortSignal): Promise<number | null> {
    try {
      const asked = now();
      const answer = await fetch(origin, { method: 'HEAD', redirect: 'manual', cache: 'no-store', credentials: 'omit', signal });
      const told = Date.parse(answer.headers.get('date') ?? '');
      // Told in whole seconds, some time between question and answer.
      return Number.isNaN(told) ? null : Math.round((told - (asked + now()) / 2) / 1000);
    } catch {
      return null; // that nobody answers is for the check of the destination to tell
    }
  }

  return {
    name: 'clock',
    async run(signal) {
      const told = await Promise.all([...new Set(origins())].map((origin) => secondsOff(origin, signal)));
      const off = told.filter((one) => one !== null).toSorted((a, b) => Math.abs(a) - Math.abs(b))[0];
      if (off === undefined) return [finding('clock', 'clock.unknown')];
      return [finding('clock', Math.abs(off) > MOST_SECONDS ? 'clock.wrong' : 'clock.fine', { facts: [Math.abs(off)] })];
    },
  };
}

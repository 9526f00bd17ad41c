/** A clock that stands still until the test moves it. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../electron/clock.ts';

export type ManualClock = Clock & {
  /** Lets so much time pass, ending every wait in its order, and everything that follows from it happen. */
  pass(ms: number): Promise<void>;
  /** Sets the clock without time passing, as a person or a time server does. */
  set(now: number): void;
};

/** Lets everything happen that waits for no clock and no other process. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 12; n += 1) await turn();
}

export function createManualClock(start = Date.UTC(2026, 0, 5, 12)): ManualClock {
  let now = start;
  /** Time that has passed; waits go by it, as setTimeout does, and not by what the clock shows. */
  let passed = 0;
  const waits = new Set<{ until: number; end: () => void }>();

  return {
    now: () => now,
    wait: (ms, signal) => new Promise((resolve) => {
      const wait = { until: passed + ms, end };
      function end(): void {
        waits.delete(wait);
        signal.removeEventListener('abort', end);
        resolve();
      }
      if (signal.aborted) return resolve();
      waits.add(wait);
      signal.addEventListener('abort', end);
    }),
    async pass(ms) {
      const target = passed + ms;
      await settle();
      for (;;) {
        const [next] = [...waits].filter((wait) => wait.until <= target).sort((a, b) => a.until - b.until);
        if (next === undefined) break;
        now += next.until - passed;
        passed = next.until;
        next.end();
        await settle();
      }
      now += target - passed;
      passed = target;
    },
    set(to) {
      now = to;
    },
  };
}

const FIRST_WAIT_MS = 2_000;
export const LONGEST_BACKOFF_MS = 15 * 60_000;

/**
 * Milliseconds to wait after the given number of failures in a row: twice as long after each, 15 minutes at most, and
 * a random part of up to a half off, so that desks that failed together do not come back together. `random`: 0..1.
 */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (1 - random() / 2));
}

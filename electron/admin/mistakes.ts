/** Mistakes in a row that cost nothing. */
const FREE_MISTAKES = 3;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** Milliseconds until the next try: none for the first mistakes, then twice as long each time, an hour at most. */
export function waitAfter(failures: number): number {
  if (failures < FREE_MISTAKES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_MISTAKES, 20));
}

/** What is left of a wait. What a clock that has been set back would make longer than any is cut to the longest. */
export const waitLeft = (notBefore: number, now: number): number => Math.min(Math.max(0, notBefore - now), LONGEST_WAIT_MS);

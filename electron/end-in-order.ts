import type { Log } from './log.ts';

/** A part of the desk that ends; named in the log, small letter first, when it cannot. */
export type Ending = readonly [part: string, end: () => unknown];

/**
 * Ends one part after the other. One that cannot end is logged and holds up none of the others: a database that is not
 * closed because a bot did not stop would be worse than the bot. Throws at last when there was any.
 */
export async function endInOrder(parts: readonly Ending[], log: Log): Promise<void> {
  let failed = 0;
  for (const [part, end] of parts) {
    try {
      await end();
    } catch (error) {
      failed += 1;
      log.error('desk.endFailed', { state: part, error });
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${parts.length} parts of the desk did not end`);
}

/** Places before the file system for those who ask watched folders. First come, first served. */
export type Places = {
  /** Resolves with what gives the place back, to be called once; with null where `signal` aborted before there was one. */
  take(signal: AbortSignal): Promise<(() => void) | null>;
};

/**
 * A share that hangs keeps the thread that asked it, and there are four of them for all files of the desk (libuv's pool):
 * two are left, however many shares hang.
 */
const MOST_AT_ONCE = 2;

export function createPlaces(count = MOST_AT_ONCE): Places {
  let free = count;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async take(signal) {
      if (signal.aborted) return null;
      if (free > 0) {
        free -= 1;
        return leave;
      }
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const come = (): void => resolve(true);
      const giveUp = (): void => {
        const at = waiting.indexOf(come);
        if (at >= 0) waiting.splice(at, 1);
        resolve(false);
      };
      waiting.push(come);
      signal.addEventListener('abort', giveUp, { once: true });
      const came = await promise;
      signal.removeEventListener('abort', giveUp);
      return came ? leave : null;
    },
  };
}

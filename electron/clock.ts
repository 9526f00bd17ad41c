/** Time as services see it, so that tests can let hours pass. */
export type Clock = {
  /** UTC milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

/** The machine's own clock. It stands still while the machine sleeps: whoever waits must be woken on resume. */
export const systemClock: Clock = {
  now: Date.now,
  wait: (ms, signal) => new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  }),
};

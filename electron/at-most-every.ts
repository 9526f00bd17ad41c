/** Runs `work` soon after it is asked for, however often that is: once in so many milliseconds and no more. */
export function atMostEvery(ms: number, work: () => void): { ask(): void; end(): void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = null;
        work();
      }, ms);
    },
    /** What was asked for and not yet done is dropped. */
    end() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/**
 * Runs jobs in the order they came, a few at once: while one is being read, the next is fetched and the last one's results
 * are stored. Each can be taken back while it waits and stopped while it runs.
 */
export type ReadingQueue = {
  add(id: string): void;
  /** Takes a waiting job out, or stops the running one and waits for its end. */
  drop(id: string): Promise<void>;
  /** Drops all. */
  stop(): Promise<void>;
};

/** A job's place before the reader, which reads one picture after the other. */
export type Turn = {
  /** Resolves when those before it are done with the reader, or the job is stopped. */
  come(): Promise<void>;
  /** Lets the next one come; also called when the job ends. */
  leave(): void;
};

/** More would only hold pictures in memory. */
const AT_ONCE = 3;

type Running = { readonly abort: AbortController; readonly done: Promise<void> };

/** `run` must deal with its own failures: it never rejects. */
export function createReadingQueue(run: (id: string, signal: AbortSignal, turn: Turn) => Promise<void>): ReadingQueue {
  const waiting: string[] = [];
  const running = new Map<string, Running>();
  /** Resolves when the job started last has left the reader. */
  let lastLeft: Promise<void> = Promise.resolve();
  let stopped = false;

  /** `giveUp`: whoever ends early gives its turn to nobody before those in front of it have had theirs. */
  function takeTurn(signal: AbortSignal): Turn & { giveUp(): void } {
    const before = lastLeft;
    const { promise, resolve: leave } = Promise.withResolvers<void>();
    lastLeft = promise;
    const stopping = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    return { come: () => Promise.race([before, stopping]), leave, giveUp: () => void before.then(leave) };
  }

  function startNext(): void {
    if (stopped) return;
    while (running.size < AT_ONCE) {
      const id = waiting.shift();
      if (id === undefined) return;
      const abort = new AbortController();
      const turn = takeTurn(abort.signal);
      const done = run(id, abort.signal, turn).finally(() => {
        turn.giveUp();
        running.delete(id);
        startNext();
      });
      running.set(id, { abort, done });
    }
  }

  async function stopRunning(id: string): Promise<void> {
    const job = running.get(id);
    job?.abort.abort();
    await job?.done;
  }

  return {
    add(id) {
      if (!waiting.includes(id) && !running.has(id)) waiting.push(id);
      startNext();
    },
    async drop(id) {
      const place = waiting.indexOf(id);
      if (place >= 0) waiting.splice(place, 1);
      await stopRunning(id);
    },
    async stop() {
      stopped = true;
      waiting.length = 0;
      await Promise.all([...running.keys()].map(stopRunning));
    },
  };
}

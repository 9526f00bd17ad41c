/** Runs one job after the other; each can be taken back while it waits and stopped while it runs. */
export type ReadingQueue = {
  add(id: string): void;
  /** Takes a waiting job out, or stops the running one and waits for its end. */
  drop(id: string): Promise<void>;
  /** Drops all. */
  stop(): Promise<void>;
};

/** `run` must deal with its own failures: it never rejects. */
export function createReadingQueue(run: (id: string, signal: AbortSignal) => Promise<void>): ReadingQueue {
  const waiting: string[] = [];
  let running: { id: string; abort: AbortController; done: Promise<void> } | null = null;
  let stopped = false;

  function startNext(): void {
    if (running !== null || stopped) return;
    const id = waiting.shift();
    if (id === undefined) return;
    const abort = new AbortController();
    const done = run(id, abort.signal).finally(() => {
      running = null;
      startNext();
    });
    running = { id, abort, done };
  }

  async function stopRunning(): Promise<void> {
    running?.abort.abort();
    await running?.done;
  }

  return {
    add(id) {
      if (!waiting.includes(id) && running?.id !== id) waiting.push(id);
      startNext();
    },
    async drop(id) {
      const place = waiting.indexOf(id);
      if (place >= 0) waiting.splice(place, 1);
      if (running?.id === id) await stopRunning();
    },
    async stop() {
      stopped = true;
      waiting.length = 0;
      await stopRunning();
    },
  };
}

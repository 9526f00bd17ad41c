/**
 * Files of several pages, taken apart in a child of its own that is started when there is one and ends when there was
 * none for a while. A child that dies or hangs over a file costs that file only.
 */
import { DeskError } from '../../shared/errors.ts';
import type { GuestTable } from '../../shared/group.ts';
import type { FromPagesWorker, ToPagesWorker } from './worker-messages.ts';

/** A forked child as the splitter needs it. */
export interface PagesChild {
  post(message: ToPagesWorker): void;
  onMessage(listener: (message: FromPagesWorker) => void): void;
  /** Called once, whatever the child died of. */
  onExit(listener: () => void): void;
  kill(): void;
}

export type PageSplitter = {
  /**
   * Hands each page of a PDF or TIFF to `take` as a picture file of its own, in order, the next when `take` is done with
   * the one before; resolves with their number. Files are opened one after the other. Rejects with what `take` throws
   * or a DeskError: `file.encrypted`, `file.tooManyPages`, `file.stuck`, `picture.damaged`, `picture.unknownFormat`.
   */
  split(bytes: Uint8Array, take: (page: Uint8Array, index: number, count: number) => Promise<void>): Promise<number>;
  /** The rows of a text or workbook. Rejects with `list.unreadable`, `list.empty`, `file.stuck`. */
  table(bytes: Uint8Array): Promise<GuestTable>;
  stop(): Promise<void>;
};

type Child = {
  readonly post: (message: ToPagesWorker) => void;
  readonly kill: () => void;
  readonly gone: Promise<void>;
  waiting: { readonly resolve: (message: FromPagesWorker) => void; readonly reject: (error: DeskError) => void } | null;
};

/** The slowest step seen, a page of A3 drawn at 400 dpi, takes a second or two. */
const STEP_TIMEOUT_MS = 30_000;
const IDLE_MS = 60_000;

export function createPageSplitter(parts: {
  fork: () => PagesChild; stepTimeoutMs?: number; idleMs?: number;
}): PageSplitter {
  const { fork, stepTimeoutMs = STEP_TIMEOUT_MS, idleMs = IDLE_MS } = parts;
  let child: Child | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let files = 0;
  let stopped = false;

  function start(): Child {
    const forked = fork();
    const { promise: gone, resolve: exited } = Promise.withResolvers<void>();
    const started: Child = { post: (message) => forked.post(message), kill: () => forked.kill(), gone, waiting: null };
    forked.onMessage((message) => {
      const { waiting } = started;
      started.waiting = null;
      waiting?.resolve(message);
    });
    forked.onExit(() => {
      if (child === started) child = null;
      exited();
      started.waiting?.reject(new DeskError('file.stuck', 'the pages child ended over a file'));
    });
    return started;
  }

  async function ask(message: ToPagesWorker): Promise<FromPagesWorker> {
    child ??= start();
    const asked = child;
    const { promise, resolve, reject } = Promise.withResolvers<FromPagesWorker>();
    asked.waiting = { resolve, reject };
    const timer = setTimeout(() => {
      reject(new DeskError('file.stuck', 'a file of several pages took too long'));
      asked.kill();
    }, stepTimeoutMs);
    asked.post(message);
    try {
      const answer = await promise;
      if (answer.kind === 'failed') throw new DeskError(answer.code);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives a file its number, and closes it afterwards. */
  async function withFile<Result>(work: (file: number) => Promise<Result>): Promise<Result> {
    if (stopped) throw new DeskError('file.stuck', 'the desk is closing');
    clearTimeout(idle);
    files += 1;
    const file = files;
    try {
      return await work(file);
    } finally {
      child?.post({ kind: 'close', file });
      idle = setTimeout(() => child?.kill(), idleMs);
      idle.unref();
    }
  }

  /** One file after the other. */
  function queued<Result>(work: (file: number) => Promise<Result>): Promise<Result> {
    const done = last.then(() => withFile(work));
    last = done.catch(() => undefined);
    return done;
  }

  return {
    split: (bytes, take) => queued(async (file) => {
      const opened = await ask({ kind: 'open', file, bytes });
      const count = opened.kind === 'opened' ? opened.count : 0;
      for (let index = 0; index < count; index += 1) {
        const page = await ask({ kind: 'page', file, index });
        if (page.kind !== 'page') throw new DeskError('internal', 'no page came back');
        await take(page.bytes, index, count);
      }
      return count;
    }),
    table: (bytes) => queued(async (file) => {
      const answer = await ask({ kind: 'table', file, bytes });
      if (answer.kind !== 'table') throw new DeskError('internal', 'no table came back');
      return answer.table;
    }),
    async stop() {
      stopped = true;
      clearTimeout(idle);
      const ending = child;
      ending?.kill();
      await ending?.gone;
    },
  };
}

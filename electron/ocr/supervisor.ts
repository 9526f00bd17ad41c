/**
 * Keeps the OCR child alive and its jobs in order: starts it, restarts it with growing pauses when it dies, gives a job
 * one more try, and gives up with a code that says why. How the child is forked is the host's business.
 */
import type { FrameSight } from '../../shared/camera.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import { FrameCalls } from './frame-calls.ts';
import type { Engine } from './nets/nets.ts';
import type { OcrPort, ReadPicture, ReaderState } from './ocr-port.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** A forked child as the supervisor needs it. */
export interface ReaderChild {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, whatever the child died of. */
  onExit(listener: () => void): void;
  kill(): void;
}

/**
 * What every child is to find in its environment. glibc gives each thread a heap of its own, and pictures come and go on
 * several: two heaps are enough and keep the child some 70 MB smaller. Blocks of 4 MB and more, large pictures all, are given
 * back once freed; left to itself, glibc comes to keep them. Smaller ones are kept, 16 MB of them a heap: fetching each anew
 * from the system takes as long as a tenth of the decoding.
 */
export const CHILD_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '4194304', MALLOC_TRIM_THRESHOLD_: '16777216',
} as const;

/**
 * What every child is started with. What one picture leaves behind is short-lived but large: young objects that take less
 * room are collected sooner, which keeps the child 12 to 31 MB smaller. Once it runs, V8 heeds this no more.
 */
export const CHILD_FLAGS = ['--max-semi-space-size=8'] as const;

export type SupervisorOptions = {
  readonly fork: () => ReaderChild;
  readonly modelFolder: string;
  readonly engines: readonly Engine[];
  /** Longest time for one picture. The slowest seen, 60 MP through WebAssembly, takes some seconds. */
  readonly jobTimeoutMs?: number;
  /** Longest time until the models are loaded. */
  readonly startTimeoutMs?: number;
  /** Pause before the first restart; doubled for each further death without a picture read. */
  readonly firstPauseMs?: number;
};

type Job = {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly seen: string | undefined;
  readonly onProgress: ((fraction: number) => void) | undefined;
  readonly onRead: (() => void) | undefined;
  readonly resolve: (picture: ReadPicture) => void;
  readonly reject: (error: DeskError) => void;
  /** Times the child died over it. */
  deaths: number;
  /** Ends the wait for it. */
  timer: NodeJS.Timeout | undefined;
  /** The caller has its answer already; the child only has to be let finish. */
  abandoned: boolean;
};

const MOST_DEATHS_OF_A_JOB = 2;
const MOST_FAILED_STARTS = 4;
const LONGEST_PAUSE_MS = 15_000;

class Supervisor implements OcrPort {
  readonly #options: Required<SupervisorOptions>;
  readonly #listeners = new Set<(state: ReaderState) => void>();
  readonly #waiting: Job[] = [];
  readonly #frames = new FrameCalls();
  #state: ReaderState = { kind: 'starting' };
  #child: ReaderChild | null = null;
  #current: Job | null = null;
  /** Read, and their JPEGs are being made while the child reads the current one. */
  readonly #finishing = new Map<string, Job>();
  /** Until the models are loaded. */
  #timer: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;
  /** Deaths since a picture was last read, and starts that never came to `ready`. */
  #deaths = 0;
  #failedStarts = 0;
  #stopped: { readonly done: Promise<void>; readonly exited: () => void } | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = { jobTimeoutMs: 60_000, startTimeoutMs: 60_000, firstPauseMs: 100, ...options };
    this.#start();
  }

  state(): ReaderState {
    return this.#state;
  }

  onState(listener: (state: ReaderState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  read({ id, bytes, onProgress, onRead, signal, seen }: Parameters<OcrPort['read']>[0]): Promise<ReadPicture> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) return reject(new DeskError('ocr.unavailable', 'the reader has been stopped'));
      if (signal?.aborted) return reject(new DeskError('ocr.cancelled'));
      if (this.#state.kind === 'down' && this.#state.code === 'ocr.modelDamaged') {
        return reject(new DeskError('ocr.modelDamaged'));
      }
      const cancel = (): void => this.#cancel(job);
      const job: Job = {
        id, bytes, seen, onProgress, onRead,
        timer: undefined,
        resolve: (picture) => {
          signal?.removeEventListener('abort', cancel);
          resolve(picture);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', cancel);
          reject(error);
        },
        deaths: 0,
        abandoned: false,
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.push(job);
      // A reader that gave up is given another chance by the next picture.
      if (this.#state.kind === 'down') {
        this.#failedStarts = 0;
        this.#start();
      } else this.#next();
    });
  }

  async look({ session, bytes }: Parameters<OcrPort['look']>[0]): Promise<FrameSight> {
    const child = this.#child;
    if (this.#state.kind !== 'ready' || child === null) throw new DeskError('ocr.unavailable', 'the reader is not up');
    return this.#frames.ask((id) => child.post({ kind: 'look', id, session, bytes }), () => child.kill());
  }

  async stop(): Promise<void> {
    if (!this.#stopped) {
      clearTimeout(this.#pause);
      clearTimeout(this.#timer);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#stopped = { done: promise, exited: resolve };
      this.#rejectAll('ocr.cancelled');
      if (this.#child) this.#child.kill();
      else resolve();
    }
    await this.#stopped.done;
  }

  #start(): void {
    this.#setState({ kind: this.#deaths + this.#failedStarts === 0 ? 'starting' : 'restarting' });
    const child = this.#options.fork();
    this.#child = child;
    child.onMessage((message) => {
      if (this.#child === child) this.#hear(message);
    });
    child.onExit(() => {
      if (this.#child === child) this.#exited();
    });
    this.#timer = setTimeout(() => child.kill(), this.#options.startTimeoutMs);
    const { modelFolder, engines } = this.#options;
    child.post({ kind: 'open', modelFolder, engines });
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.#timer);
        this.#failedStarts = 0;
        this.#setState({ kind: 'ready', engine: message.engine });
        return this.#next();
      case 'down':
        return this.#giveUp(message.code);
      case 'progress':
        if (this.#current?.id === message.id && !this.#current.abandoned) this.#current.onProgress?.(message.fraction);
        return undefined;
      case 'read':
        return this.#freeReader(message.id);
      case 'done':
        return this.#finish(message.id, (job) => job.resolve(message.picture));
      case 'sight':
        return this.#frames.answer(message.id, message.sight);
      case 'failed':
        if (this.#frames.fail(message.id, message.code)) return undefined;
        return this.#finish(message.id, (job) => job.reject(new DeskError(message.code)));
    }
  }

  #finish(id: string, settle: (job: Job) => void): void {
    const job = this.#current?.id === id ? this.#current : this.#finishing.get(id);
    if (!job) return;
    clearTimeout(job.timer);
    this.#finishing.delete(id);
    if (this.#current === job) this.#current = null;
    this.#deaths = 0;
    if (!job.abandoned) settle(job);
    this.#next();
  }

  #freeReader(id: string): void {
    const job = this.#current;
    // One that was there when a child died is finished alone, so that no picture pays for another's death.
    if (job?.id !== id || job.deaths > 0) return;
    this.#current = null;
    this.#finishing.set(id, job);
    if (!job.abandoned) job.onRead?.();
    this.#next();
  }

  #next(): void {
    if (this.#state.kind !== 'ready' || this.#current || !this.#child) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    const child = this.#child;
    job.timer = setTimeout(() => {
      if (this.#child !== child) return;
      if (!job.abandoned) job.reject(new DeskError('ocr.timedOut'));
      job.abandoned = true;
      child.kill();
    }, this.#options.jobTimeoutMs);
    child.post({ kind: 'read', id: job.id, bytes: job.bytes, ...(job.seen === undefined ? {} : { seen: job.seen }) });
  }

  #cancel(job: Job): void {
    if (job.abandoned) return;
    const waiting = this.#waiting.indexOf(job);
    if (waiting >= 0) this.#waiting.splice(waiting, 1);
    else {
      job.abandoned = true;
      this.#child?.post({ kind: 'cancel', id: job.id });
    }
    job.reject(new DeskError('ocr.cancelled'));
  }

  #exited(): void {
    clearTimeout(this.#timer);
    this.#child = null;
    this.#frames.failAll('ocr.crashed');
    if (this.#stopped) return this.#stopped.exited();
    for (const job of this.#takeBegun().reverse()) {
      if (job.abandoned) continue;
      job.deaths += 1;
      if (job.deaths >= MOST_DEATHS_OF_A_JOB) job.reject(new DeskError('ocr.crashed'));
      else this.#waiting.unshift(job);
    }
    if (this.#state.kind === 'down') return undefined;
    if (this.#state.kind === 'ready') this.#deaths += 1;
    else this.#failedStarts += 1;
    if (this.#failedStarts >= MOST_FAILED_STARTS) return this.#giveUp('ocr.unavailable');
    this.#setState({ kind: 'restarting' });
    const pause = this.#options.firstPauseMs * 2 ** (this.#deaths + this.#failedStarts - 1);
    this.#pause = setTimeout(() => this.#start(), Math.min(LONGEST_PAUSE_MS, pause));
    return undefined;
  }

  #giveUp(code: 'ocr.modelDamaged' | 'ocr.unavailable'): void {
    clearTimeout(this.#timer);
    this.#setState({ kind: 'down', code });
    this.#rejectAll(code);
    this.#child?.kill();
    this.#child = null;
  }

  #rejectAll(code: ErrorCode): void {
    const jobs = [...this.#takeBegun(), ...this.#waiting.splice(0)];
    for (const job of jobs) if (!job.abandoned) job.reject(new DeskError(code));
  }

  /** What the child was given and has not answered, the oldest first; it is no longer waited for. */
  #takeBegun(): Job[] {
    const begun = [...this.#finishing.values(), ...(this.#current ? [this.#current] : [])];
    this.#finishing.clear();
    this.#current = null;
    for (const job of begun) clearTimeout(job.timer);
    return begun;
  }

  #setState(state: ReaderState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Starts the OCR child and returns the reader the main process uses. */
export const superviseReader = (options: SupervisorOptions): OcrPort => new Supervisor(options);

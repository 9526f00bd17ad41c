/**
 * Watches one folder: looks when the system says that something changed, and every few seconds anyway, as network shares
 * often say nothing. A folder that is gone is looked for until it is back.
 */
import { watch } from 'node:fs';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { FolderState } from '../../../shared/watched-folder.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { claimedBy, putBack } from './claim.ts';
import { troubleOf } from './folder-trouble.ts';
import { filesIn, isSame, lookAt, type Look } from './look-into.ts';
import type { Places } from './places.ts';
import type { Taken } from './take-file.ts';

/** A share that answers neither yes nor no for so long is not there, milliseconds; and a stop waits no longer for it. */
const PATIENCE_MS = 20_000;
const STOP_MS = 5_000;
/** A folder waits its turn while others use up their patience: one that hangs is no reason to call this one waiting. */
const TURNS_WAITED = 3;

/**
 * `still`: a file must have stood still for so long, as two looks see it, before it counts as whole; `every`: how often one
 * looks when nothing is said to have changed; `least`: how often at most; `stale`: how long another desk's claim must have
 * been seen before that desk counts as gone, longer than the largest file takes to store. Milliseconds.
 */
export type FolderTimings = { readonly still: number; readonly every: number; readonly least: number; readonly stale: number };
export const USUAL_TIMINGS: FolderTimings = { still: 1500, every: 5000, least: 300, stale: 30 * 60_000 };

export type FolderWatch = { readonly state: () => FolderState; stop(): Promise<void> };

/**
 * `mark`: this desk's on files it has claimed; `places`: those of all folders. `take` rejects with what is not the file's
 * fault; `happened` hears of each file done with and of each new state.
 */
export function watchFolder(parts: {
  path: string; mark: string; places: Places; clock: Clock; log: Log; timings: FolderTimings;
  take: (name: string, seen: Look) => Promise<Taken>;
  happened: (what: { name: string; taken: Taken } | null) => void;
  list?: typeof filesIn; patience?: number;
}): FolderWatch {
  const { path, mark, places, clock, log, timings, take, happened, list = filesIn, patience = PATIENCE_MS } = parts;
  const stopping = new AbortController();
  let waking = new AbortController();
  let state: FolderState = { kind: 'watching' };
  /** Files not yet whole, as last seen and since when so. */
  let growing = new Map<string, Look & { since: number }>();
  /** Files that stay where they are, as they were when we gave up on them. */
  let left = new Map<string, Look>();
  /** Files that other desks have claimed, and since when that is seen. */
  let claims = new Map<string, number>();

  function setState(next: FolderState): void {
    const same = JSON.stringify(next) === JSON.stringify(state);
    state = next;
    if (same) return;
    if (next.kind === 'trouble') log.warn('folder.trouble', { code: next.code });
    happened(null);
  }

  async function lookInTurn(): Promise<void> {
    const leave = await patiently('folder.waits', TURNS_WAITED * patience, () => places.take(stopping.signal));
    if (leave === null) return;
    try {
      await look();
    } finally {
      leave();
    }
  }

  async function look(): Promise<void> {
    // Asked once however long it takes: each question that hangs holds a thread of ours.
    const { names, claimed } = await patiently('folder.missing', patience, () => list(path));
    await recover(claimed);
    growing = new Map([...growing].filter(([name]) => names.includes(name)));
    left = new Map([...left].filter(([name]) => names.includes(name)));
    let trouble: ErrorCode | null = null;
    for (const name of names) {
      if (stopping.signal.aborted) return;
      const now = await lookAt(path, name);
      if (now === null || isSame(left.get(name), now)) continue;
      const before = growing.get(name);
      if (before === undefined || !isSame(before, now)) {
        growing.set(name, { ...now, since: clock.now() });
        continue;
      }
      if (clock.now() - before.since < timings.still || now.size === 0) continue;
      const taken = await take(name, now);
      if (taken.kind === 'left') {
        left.set(name, now);
        trouble = taken.code;
      }
      growing.delete(name);
      if (taken.kind !== 'later') happened({ name, taken });
    }
    const stuck = trouble ?? (left.size > 0 && state.kind === 'trouble' ? state.code : null);
    setState(stuck === null ? { kind: 'watching' } : { kind: 'trouble', code: stuck });
  }

  /** Tells of trouble when the answer takes longer than `ms`, and goes on waiting for it. */
  async function patiently<T>(code: ErrorCode, ms: number, ask: () => Promise<T>): Promise<T> {
    const answered = new AbortController();
    void clock.wait(ms, AbortSignal.any([answered.signal, stopping.signal])).then(() => {
      if (!answered.signal.aborted && !stopping.signal.aborted) setState({ kind: 'trouble', code });
    });
    try {
      return await ask();
    } finally {
      answered.abort();
    }
  }

  /** Nothing is being taken now, so that a claim of our own is from a crash, or from when the share went away. */
  async function recover(claimed: readonly string[]): Promise<void> {
    claims = new Map(claimed.map((name) => [name, claims.get(name) ?? clock.now()]));
    for (const [name, since] of claims) {
      if (claimedBy(name) !== mark && clock.now() - since < timings.stale) continue;
      await putBack(path, name);
      log.info('folder.putBack');
    }
  }

  async function untilStopped(): Promise<void> {
    let answers = false;
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      // Begun on the main thread, which a share that hangs would hold: only where the folder has just answered.
      const hears = answers;
      const stopHearing = hears ? hear() : () => undefined;
      try {
        await lookInTurn();
        answers = true;
      } catch (error) {
        answers = false;
        setState({ kind: 'trouble', code: troubleOf(error) });
        // What was claimed has been put back, which must not be heard as something new at once.
        await clock.wait(timings.every, stopping.signal);
      }
      // A file that is being written changes without end; nobody needs to look at each of it.
      await clock.wait(timings.least, stopping.signal);
      if (hears || !answers) await clock.wait(growing.size > 0 ? timings.still : timings.every, waking.signal);
      stopHearing();
    }
  }

  /** Where the system cannot watch, looking every few seconds is all there is. */
  function hear(): () => void {
    const { signal } = waking;
    const wake = waking;
    try {
      const watcher = watch(path, { persistent: false, signal }, () => wake.abort());
      watcher.on('error', () => wake.abort());
      return () => watcher.close();
    } catch {
      return () => undefined;
    }
  }

  const done = untilStopped();
  return {
    state: () => state,
    async stop() {
      stopping.abort();
      waking.abort();
      const ended = new AbortController();
      await Promise.race([done.finally(() => ended.abort()), clock.wait(STOP_MS, ended.signal)]);
    },
  };
}

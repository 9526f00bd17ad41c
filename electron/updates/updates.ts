/**
 * Keeps the desk up to date: looks for a newer version, fetches it, and restarts into it when nobody is kept from work.
 * Never while somebody types, and never by itself while pictures wait to be confirmed.
 */
import type { UpdateFailure, UpdateHold, UpdatesOff, UpdateSettings, UpdateState } from '../../shared/updates.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Attempts } from './attempts.ts';
import { isQuiet } from './quiet-time.ts';
import { UpdateFailed, type UpdateEngine } from './update-engine.ts';

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 4 * 60 * 60 * 1000;
const MOMENT_EVERY_MS = 60_000;
/** Nobody has touched the computer for so long before it restarts by itself. */
const IDLE_BEFORE_RESTART_MS = 10 * 60 * 1000;

export type UpdatesParts = {
  readonly engine: UpdateEngine | { readonly off: UpdatesOff };
  readonly attempts: Attempts;
  readonly settings: () => UpdateSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** How many pictures wait to be confirmed. */
  readonly unconfirmed: () => number;
  /** Whether something long is under way that would have to begin anew. */
  readonly working: () => boolean;
  /** Milliseconds since somebody last used this computer. */
  readonly idleMs: () => number;
  readonly changed: (state: UpdateState) => void;
};

export type Updates = {
  state(): UpdateState;
  /** Looks now, and fetches what it finds. */
  check(): Promise<UpdateState>;
  /** Whether the feed can be had and believed; fetches nothing. */
  probe(signal: AbortSignal): Promise<'off' | 'good' | UpdateFailure>;
  /** A person wants it now. Throws `update.checkIn` while a form is open, `update.notReady` when nothing was fetched. */
  install(): Promise<UpdateState>;
  setTyping(typing: boolean): void;
  /** The settings have changed: perhaps it looks elsewhere, or may at last. */
  apply(): void;
  stop(): Promise<void>;
};

const codeOf = (error: unknown): UpdateFailure => (error instanceof UpdateFailed ? error.code : 'unreachable');

export function createUpdates(parts: UpdatesParts): Updates {
  const { settings, clock, log, attempts } = parts;
  const engine = 'off' in parts.engine ? null : parts.engine;
  let state = beginning();
  let typing = false;
  let channel = settings().channel;
  let looking: Promise<void> | null = null;
  const stopped = new AbortController();
  const { signal } = stopped;

  function beginning(): UpdateState {
    if ('off' in parts.engine) return { kind: 'off', why: parts.engine.off };
    if (attempts.failed === null) return { kind: 'current', checkedAt: null };
    log.warn('update.failed', { code: 'notInstalled', version: attempts.failed });
    return { kind: 'failed', code: 'notInstalled', at: clock.now() };
  }

  function tell(next: UpdateState): void {
    state = next;
    parts.changed(next);
  }

  /** What keeps the desk from restarting into this version by itself just now. */
  function holdsOf(version: string): UpdateHold[] {
    const found: UpdateHold[] = [];
    if (typing) found.push('checkIn');
    if (parts.unconfirmed() > 0) found.push('drafts');
    if (parts.working()) found.push('working');
    if (engine?.unattended !== true) found.push('needsPerson');
    // It would fail every minute of every night.
    if (attempts.failed === version) found.push('failedBefore');
    if (!isQuiet(new Date(clock.now()), settings())) found.push('notQuiet');
    if (parts.idleMs() < IDLE_BEFORE_RESTART_MS) found.push('inUse');
    return found;
  }

  async function look(): Promise<void> {
    if (engine === null || state.kind === 'installing') return;
    const from = channel;
    /** What was found out meanwhile is about another channel, or too late. */
    const over = (): boolean => signal.aborted || channel !== from || state.kind === 'installing';
    const had = state.kind === 'ready' ? state.version : null;
    if (had === null) tell({ kind: 'checking' });
    let fetching = false;
    try {
      const version = await engine.check(from, signal);
      if (over()) return;
      if (version === null) return tell({ kind: 'current', checkedAt: clock.now() });
      if (version === had) return;
      log.info('update.found', { version });
      fetching = true;
      let told = 0;
      tell({ kind: 'downloading', version, fraction: 0 });
      await engine.download((fraction) => {
        // The page needs no more than a hundred of them.
        if (over() || Math.floor(fraction * 100) === told) return;
        told = Math.floor(fraction * 100);
        tell({ kind: 'downloading', version, fraction });
      }, signal);
      if (over()) return;
      log.info('update.ready', { version });
      tell({ kind: 'ready', version, holds: holdsOf(version) });
    } catch (error) {
      if (over()) return;
      log.warn('update.failed', { code: codeOf(error), error });
      // A version that lies here proven stays so when the server cannot be asked for a while.
      if (had === null || fetching) tell({ kind: 'failed', code: codeOf(error), at: clock.now() });
    }
  }

  /** One look at a time; whoever asks meanwhile waits for that one. */
  const lookOnce = (): Promise<void> => looking ??= look().finally(() => { looking = null; });

  async function start(version: string): Promise<void> {
    if (engine === null) return;
    tell({ kind: 'installing', version });
    log.info('update.installing', { version });
    try {
      await engine.prove();
      // Somebody may have begun meanwhile.
      if (typing) return tell({ kind: 'ready', version, holds: holdsOf(version) });
      await attempts.note(version);
      engine.install();
    } catch (error) {
      const code = error instanceof UpdateFailed ? error.code : 'notInstalled';
      log.error('update.failed', { code, error });
      tell({ kind: 'failed', code, at: clock.now() });
    }
  }

  /** Looks at what holds it up now; with nothing in the way, and where it may, restarts. */
  async function weigh(mayStart: boolean): Promise<void> {
    if (state.kind !== 'ready' || signal.aborted) return;
    const { version } = state;
    const holds = holdsOf(version);
    if (mayStart && holds.length === 0 && settings().automatic) return start(version);
    if (holds.join() !== state.holds.join()) tell({ kind: 'ready', version, holds });
  }

  const weighNow = (mayStart: boolean): Promise<void> =>
    weigh(mayStart).catch((error: unknown) => log.error('update.momentFailed', { error }));

  async function run(): Promise<void> {
    let nextLook = clock.now() + FIRST_LOOK_MS;
    while (!signal.aborted) {
      await clock.wait(MOMENT_EVERY_MS, signal);
      if (signal.aborted) return;
      if (settings().automatic && clock.now() >= nextLook) {
        nextLook = clock.now() + LOOK_EVERY_MS;
        await lookOnce();
      }
      await weighNow(true);
    }
  }

  const running = engine === null ? Promise.resolve() : run();

  return {
    state: () => state,
    async check() {
      await lookOnce();
      return state;
    },
    async probe(ending) {
      if (engine === null) return 'off';
      // What is being fetched, or was, came from a feed that was there.
      if (looking !== null && state.kind === 'downloading') return 'good';
      try {
        await engine.check(channel, AbortSignal.any([ending, signal]));
        return 'good';
      } catch (error) {
        return codeOf(error);
      }
    },
    async install() {
      if (state.kind !== 'ready') throw new DeskError('update.notReady');
      if (typing) throw new DeskError('update.checkIn');
      await start(state.version);
      return state;
    },
    setTyping(now) {
      typing = now;
      void weighNow(false);
    },
    apply() {
      if (settings().channel === channel) return void weighNow(false);
      channel = settings().channel;
      // What the other channel offered is not for this desk any more.
      if (engine !== null && state.kind !== 'installing') tell({ kind: 'current', checkedAt: null });
    },
    async stop() {
      stopped.abort();
      // A download under way is cut and begun anew at the next start.
      await Promise.all([running, looking]);
    },
  };
}

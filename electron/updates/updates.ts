/**
 * Keeps the desk up to date: looks for a newer version, fetches it, and restarts into it when nobody is kept from work.
 * Never while somebody types, and never by itself while pictures wait to be confirmed.
 */
import type { UpdateHold, UpdatesOff, UpdateSettings, UpdateState } from '../../shared/updates.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { isQuiet } from './quiet-time.ts';
import { UpdateFailed, type UpdateEngine } from './update-engine.ts';

const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 4 * 60 * 60 * 1000;
const MOMENT_EVERY_MS = 60_000;
/** Nobody has touched the computer for so long before it restarts by itself. */
const IDLE_BEFORE_RESTART_MS = 10 * 60 * 1000;

export type UpdatesParts = {
  readonly engine: UpdateEngine | { readonly off: UpdatesOff };
  readonly settings: () => UpdateSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** How many pictures and drafts wait to be confirmed. */
  readonly unconfirmed: () => Promise<number>;
  /** Milliseconds since somebody last used this computer. */
  readonly idleMs: () => number;
  readonly changed: (state: UpdateState) => void;
};

export type Updates = {
  state(): UpdateState;
  /** Looks now, and fetches what it finds. */
  check(): Promise<UpdateState>;
  /** A person wants it now. Throws `update.checkIn` while a form is open, `update.notReady` when nothing was fetched. */
  install(): Promise<UpdateState>;
  setTyping(typing: boolean): void;
  /** The settings have changed: perhaps it looks elsewhere, or may at last. */
  apply(): void;
  stop(): Promise<void>;
};

export function createUpdates(parts: UpdatesParts): Updates {
  const { settings, clock, log } = parts;
  const engine = 'off' in parts.engine ? null : parts.engine;
  let state: UpdateState = 'off' in parts.engine ? { kind: 'off', why: parts.engine.off } : { kind: 'current', checkedAt: null };
  let typing = false;
  let channel = settings().channel;
  let looking: Promise<void> | null = null;
  const stopped = new AbortController();

  function tell(next: UpdateState): void {
    state = next;
    parts.changed(next);
  }

  /** What keeps the desk from restarting by itself just now. */
  async function holds(): Promise<UpdateHold[]> {
    const found: UpdateHold[] = [];
    if (typing) found.push('checkIn');
    if ((await parts.unconfirmed()) > 0) found.push('drafts');
    if (engine?.unattended !== true) found.push('needsPerson');
    if (!isQuiet(new Date(clock.now()), settings())) found.push('notQuiet');
    if (parts.idleMs() < IDLE_BEFORE_RESTART_MS) found.push('inUse');
    return found;
  }

  async function look(): Promise<void> {
    if (engine === null || state.kind === 'installing') return;
    const from = channel;
    if (state.kind !== 'ready') tell({ kind: 'checking' });
    try {
      const version = await engine.check(from);
      if (stopped.signal.aborted) return;
      if (version === null) return tell({ kind: 'current', checkedAt: clock.now() });
      if (state.kind === 'ready' && state.version === version) return;
      log.info('update.found', { version });
      let told = -1;
      tell({ kind: 'downloading', version, fraction: 0 });
      await engine.download((fraction) => {
        // The page needs no more than a hundred of them.
        if (Math.floor(fraction * 100) === told) return;
        told = Math.floor(fraction * 100);
        tell({ kind: 'downloading', version, fraction });
      });
      if (stopped.signal.aborted) return;
      log.info('update.ready', { version });
      tell({ kind: 'ready', version, holds: await holds() });
    } catch (error) {
      const code = error instanceof UpdateFailed ? error.code : 'unreachable';
      log.warn('update.failed', { code, error });
      tell({ kind: 'failed', code, at: clock.now() });
    }
  }

  /** One look at a time; whoever asks meanwhile waits for that one. */
  const lookOnce = (): Promise<void> => looking ??= look().finally(() => { looking = null; });

  function start(version: string): void {
    if (engine === null) return;
    tell({ kind: 'installing', version });
    log.info('update.installing', { version });
    try {
      engine.install();
    } catch (error) {
      const code = error instanceof UpdateFailed ? error.code : 'notInstalled';
      log.error('update.failed', { code, error });
      tell({ kind: 'failed', code, at: clock.now() });
    }
  }

  async function takeTheMoment(): Promise<void> {
    if (state.kind !== 'ready') return;
    const { version } = state;
    const now = await holds();
    // Somebody may have begun while the queue was counted.
    if (state.kind !== 'ready' || stopped.signal.aborted) return;
    if (now.length === 0 && settings().automatic && !typing) return start(version);
    if (now.join() !== state.holds.join()) tell({ ...state, holds: now });
  }

  async function run(): Promise<void> {
    let nextLook = clock.now() + FIRST_LOOK_MS;
    while (!stopped.signal.aborted) {
      await clock.wait(MOMENT_EVERY_MS, stopped.signal);
      if (stopped.signal.aborted) return;
      if (settings().automatic && clock.now() >= nextLook) {
        nextLook = clock.now() + LOOK_EVERY_MS;
        await lookOnce();
      }
      await takeTheMoment().catch((error: unknown) => log.error('update.momentFailed', { error }));
    }
  }

  const running = engine === null ? Promise.resolve() : run();

  return {
    state: () => state,
    async check() {
      await lookOnce();
      return state;
    },
    async install() {
      if (state.kind !== 'ready') throw new DeskError('update.notReady');
      if (typing) throw new DeskError('update.checkIn');
      start(state.version);
      return state;
    },
    setTyping(now) {
      typing = now;
    },
    apply() {
      if (settings().channel === channel) return;
      channel = settings().channel;
      // What the other channel offered is not for this desk any more.
      if (engine !== null && state.kind !== 'installing') tell({ kind: 'current', checkedAt: null });
    },
    async stop() {
      stopped.abort();
      // A download under way is cut by the end of the program and begun anew at the next start.
      if (looking === null) await running;
    },
  };
}

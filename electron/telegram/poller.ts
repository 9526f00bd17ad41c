import type { BotCode, BotState } from '../../shared/telegram.ts';
import type { Clock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { backoff } from '../outbox/backoff.ts';
import { BotFailure, type BotApi } from './api.ts';
import { forgetOldOutgoing } from './outgoing-rows.ts';
import { forgetOldUpdates, storeUpdates } from './update-rows.ts';

/** After a week without updates Telegram's ids begin anew, perhaps below the offset that was confirmed last. */
const FORGET_OFFSET_AFTER_MS = 6 * 24 * 3_600_000;
const TIDY_EVERY_MS = 3_600_000;
/** How long one poll is held when nothing comes; proxies tend to cut off at 60. */
const POLL_SECONDS = 25;
/** What only a person can mend is looked at so often, so that it recovers by itself once mended. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Fetches updates and writes each batch down whole before the next poll confirms it; runs until `ending` aborts. A batch
 * that cannot be written is not confirmed, so it comes again. `hurry` ends a pause.
 */
export async function poll(parts: {
  api: BotApi; storage: Storage; clock: Clock; random: () => number; log: Log; ending: AbortSignal; hurry: () => AbortSignal;
  state: (state: BotState) => void; stored: () => void;
  /** Once an hour: what has to be done at some time. */
  tidy: () => void;
}): Promise<void> {
  const { api, storage, clock, random, log, ending, hurry, state, stored, tidy } = parts;
  let offset: number | undefined;
  let lastUpdateAt = clock.now();
  let tidiedAt = 0;
  let failures = 0;
  let name: string | null = null;
  let told: BotCode | 'running' | null = null;

  async function once(): Promise<void> {
    name ??= await api.whoAmI(ending);
    const now = clock.now();
    if (Math.abs(now - lastUpdateAt) > FORGET_OFFSET_AFTER_MS) offset = undefined;
    // A poll that is held says for half a minute neither yes nor no, so the first one after a failure is short. Not
    // after another poller: each of the two ends the other's, and only a poll that lasts shows that it has left.
    const short = told !== 'running' && told !== 'bot.otherDesk';
    const updates = await api.poll(offset, short ? 0 : POLL_SECONDS, ending);
    if (told !== 'running') state({ kind: 'running', name });
    told = 'running';
    const open = storage.opened();
    if (updates.length > 0) {
      const confirms = storeUpdates(open, updates, clock.now());
      // Nothing with a number in it cannot be confirmed either; asking again at once would be a storm.
      if (confirms === undefined) throw new BotFailure({ kind: 'later', code: 'bot.failed', afterMs: null });
      offset = confirms;
      lastUpdateAt = clock.now();
      stored();
    }
    failures = 0;
    if (Math.abs(now - tidiedAt) > TIDY_EVERY_MS) {
      tidiedAt = now;
      forgetOldUpdates(open, now);
      forgetOldOutgoing(open, now);
      tidy();
    }
  }

  while (!ending.aborted) {
    try {
      await once();
    } catch (error) {
      if (ending.aborted) return;
      failures += 1;
      const { code, afterMs } = hindrance(error, storage);
      const wait = Math.min(LONGEST_WAIT_MS, Math.max(backoff(failures, random), afterMs));
      told = code;
      log.warn('bot.hindered', { code, ms: wait, error });
      state({ kind: 'hindered', code, retryAt: clock.now() + wait });
      await clock.wait(wait, AbortSignal.any([ending, hurry()]));
    }
  }
}

function hindrance(error: unknown, storage: Storage): { code: BotCode; afterMs: number } {
  if (storage.state().kind !== 'ready') return { code: 'bot.storageClosed', afterMs: 0 };
  if (!(error instanceof BotFailure) || error.failure.kind === 'refused') return { code: 'bot.failed', afterMs: 0 };
  return { code: error.failure.code, afterMs: 'afterMs' in error.failure ? error.failure.afterMs ?? 0 : 0 };
}

import type { DestinationSettings } from '../../shared/destinations.ts';
import { createPictureVault } from '../capture/picture-vault.ts';
import type { Clock } from '../clock.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { EraseOutcome, Eraser } from '../destinations/eraser.ts';
import type { Log } from '../log.ts';
import { backoff } from '../outbox/backoff.ts';
import { writeAudit } from '../records/audit.ts';
import * as rows from './erasure-rows.ts';

const STEP_MS = 90_000;
const IDLE_MS = 10 * 60_000;

/** Does what erasings still have to do, one step after the other, whenever the program runs. */
export type ErasureSteps = { wake(): void; stop(): Promise<void> };

export function runErasureSteps(parts: {
  storage: Storage; log: Log; clock: Clock; destinations: () => readonly DestinationSettings[];
  eraser: (settings: DestinationSettings) => Eraser; changed: () => void;
}): ErasureSteps {
  const { storage, log, clock, destinations, eraser, changed } = parts;
  const stopping = new AbortController();
  let waking = new AbortController();

  async function eraseTarget(open: OpenStorage, target: rows.StepTarget): Promise<EraseOutcome> {
    if (target.kind === 'files') {
      const vault = createPictureVault(open.pictures, open.keys.pictures);
      for (const captureId of target.captureIds) await vault.erase(captureId);
      for (const captureId of target.reduceIds ?? []) await vault.erase(captureId, 'whole');
      return { kind: 'erased', left: null };
    }
    const settings = destinations().find(({ id }) => id === target.destinationId);
    if (!settings) return { kind: 'refused', code: 'erase.destinationGone' };
    const cutting = new AbortController();
    const cut = (): void => cutting.abort(stopping.signal.reason);
    stopping.signal.addEventListener('abort', cut);
    const over = new AbortController();
    void clock.wait(STEP_MS, over.signal).then(() => {
      if (!over.signal.aborted) cutting.abort(new DOMException('the step took too long', 'TimeoutError'));
    });
    try {
      return await eraser(settings).erase(target.copy, cutting.signal);
    } finally {
      over.abort();
      stopping.signal.removeEventListener('abort', cut);
    }
  }

  async function take(open: OpenStorage, step: rows.DueStep): Promise<void> {
    let outcome: EraseOutcome;
    try {
      outcome = await eraseTarget(open, step.target);
    } catch (error) {
      log.error('erasure.stepFailed', { attempt: step.attempts + 1, error });
      outcome = { kind: 'retry', code: 'delivery.failed' };
    }
    if (storage.state().kind !== 'ready') return; // the next start takes the step again
    const { database } = open;
    const now = clock.now();
    const ended = database.transaction(() => {
      rows.settleStep(database, step.id, settled(outcome, step, now));
      return endErasure(open, step.erasureId, now);
    });
    log.info('erasure.step', { state: outcome.kind, ...('code' in outcome ? { code: outcome.code } : {}) });
    if (ended) database.emptyLog();
    changed();
  }

  /** Does what is due; returns the milliseconds until there may be more. */
  async function step(): Promise<number> {
    if (storage.state().kind !== 'ready') return IDLE_MS;
    const open = storage.opened();
    const due = rows.dueStep(open, clock.now());
    if (due) {
      await take(open, due);
      return 0;
    }
    const next = rows.nextStepAt(open.database);
    return next === undefined ? IDLE_MS : Math.min(Math.max(next - clock.now(), 1), IDLE_MS);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      let pause: number;
      try {
        pause = await step();
      } catch (error) {
        log.error('erasure.failed', { error });
        pause = IDLE_MS;
      }
      if (pause > 0 && !stopping.signal.aborted) await clock.wait(pause, waking.signal);
    }
  }

  const unhear = storage.onState((state) => {
    if (state.kind === 'ready') waking.abort();
  });
  const running = run();
  return {
    wake: () => waking.abort(),
    async stop() {
      unhear();
      stopping.abort();
      waking.abort();
      await running;
    },
  };
}

function settled(outcome: EraseOutcome, { attempts }: rows.DueStep, now: number) {
  switch (outcome.kind) {
    case 'erased': return { state: 'done' as const, code: outcome.left, nextTryAt: now };
    case 'retry': {
      const wait = Math.max(backoff(attempts + 1, Math.random), outcome.after ?? 0);
      return { state: 'waiting' as const, code: outcome.code, nextTryAt: now + wait };
    }
    case 'refused': {
      // A destination that is gone never comes back under the same id, so nothing is kept for it.
      const state = outcome.code === 'erase.destinationGone' ? 'left' as const : 'failed' as const;
      return { state, code: outcome.code, nextTryAt: now };
    }
    default: return outcome satisfies never;
  }
}

/** Notes the end of an erasing that has nothing more to do, in the caller's transaction; true when it ended now. */
export function endErasure(open: OpenStorage, erasureId: string, now: number): boolean {
  if (!rows.finishErasure(open.database, erasureId, now)) return false;
  writeAudit(open, { at: now, actor: 'program', action: 'erasure.finished', subject: erasureId });
  return true;
}

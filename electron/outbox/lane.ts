import { setImmediate as turn } from 'node:timers/promises';
import type { DeliveryCode } from '../../shared/delivery.ts';
import type { Clock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import type { DeliveryOutcome, Destination } from '../destinations/destination.ts';
import type { Log } from '../log.ts';
import { attemptDelivery } from './attempt.ts';
import { backoff } from './backoff.ts';
import * as rows from './delivery-rows.ts';
import { DRAIN_MS, IDLE_MS, LEASE_MS, LONGEST_WAIT_MS } from './timings.ts';

/** The deliveries to one destination, one after the other. */
export type Lane = {
  readonly destination: Destination;
  /** Something may be due: look now. A destination that rests or was refused is left alone. */
  kick(): void;
  /** What hindered may be over (network back, machine awake): ends the rest and lets what waits be tried. */
  hurry(): void;
  /** A person asks: what was refused as a whole is tried again, too. What is parked is taken up by deliveries.ts. */
  retryNow(): void;
  /** Why nothing more is sent until a person asks for it; null while all is well. */
  refusal(): DeliveryCode | null;
  /** Lets the attempt under way finish for a few seconds, then cuts it off; resolves when its outcome is noted. */
  stop(): Promise<void>;
};

export type LaneParts = {
  readonly destination: Destination;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Called after an attempt's outcome is noted. */
  readonly settled: () => void;
};

/** Starts at once. */
export function startLane(parts: LaneParts): Lane {
  const { destination, storage, clock, random, log, settled } = parts;
  const { name } = destination;
  const ending = new AbortController();
  const cutting = new AbortController();
  let waking = new AbortController();
  /** Failures in a row of the destination as a whole: while it is down, one delivery at a time finds out. */
  let failures = 0;
  let restUntil = 0;
  /** The part of the rest that the other side asked for; nobody's hurry ends it. */
  let toldUntil = 0;
  let refused: DeliveryCode | null = null;
  let checked = false;

  /** Does what can be done now; returns the milliseconds until there may be more. */
  async function step(): Promise<number> {
    if (refused !== null || storage.state().kind !== 'ready') return IDLE_MS;
    if (!checked) return check();
    const now = clock.now();
    // A rest that long was noted by a clock that has been set back since.
    if (restUntil > now + LONGEST_WAIT_MS) restUntil = now;
    if (restUntil > now) return Math.min(restUntil - now, IDLE_MS);
    const { database } = storage.opened();
    rows.mendFutureTimes(database, name, now, LONGEST_WAIT_MS);
    const claimed = rows.claimDelivery(database, name, now, LEASE_MS);
    if (claimed) {
      await attempt(claimed);
      return 0;
    }
    const next = rows.nextClaimAt(database, name);
    return next === undefined ? IDLE_MS : Math.min(Math.max(next - now, 1), IDLE_MS);
  }

  /** At the start and after a refusal, before anything is brought there: what would be refused is then not parked one by one. */
  async function check(): Promise<number> {
    checked = true;
    refused = await destination.check?.(cutting.signal) ?? null;
    if (refused === null) return 0;
    log.warn('destination.refuses', { destination: name, code: refused });
    settled();
    return IDLE_MS;
  }

  async function attempt(claimed: rows.ClaimedDelivery): Promise<void> {
    const began = clock.now();
    const stop = cutting.signal;
    const outcome = obeyable(await attemptDelivery({ destination, claimed, storage, clock, log, stop }));
    const now = clock.now();
    const wait = waitAfter(outcome, claimed.attempt);
    const counts = rows.settleDelivery(storage.opened(), claimed, outcome, now, wait);
    const { registrationId, correlationId, attempt } = claimed;
    log.info('delivery.attempted', {
      destination: name, registrationId, correlationId, attempt, ms: now - began,
      state: counts ? outcome.kind : 'superseded', ...('code' in outcome ? { code: outcome.code } : {}),
    });
    rest(outcome, now);
    settled();
  }

  function waitAfter(outcome: DeliveryOutcome, attempts: number): number {
    if (outcome.kind === 'delivered' || outcome.kind === 'parked') return 0;
    return Math.max(backoff(attempts, random), outcome.after ?? 0);
  }

  function rest(outcome: DeliveryOutcome, now: number): void {
    switch (outcome.kind) {
      case 'delivered':
        failures = 0;
        return;
      case 'parked':
        failures = 0;
        if (outcome.refuses === 'everything') refused = outcome.code;
        return;
      case 'retry':
      case 'ambiguous':
        failures += 1;
        if (outcome.kind === 'retry') toldUntil = now + (outcome.after ?? 0);
        restUntil = Math.max(now + backoff(failures, random), toldUntil);
        return;
      default:
        outcome satisfies never;
    }
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      // Made before looking: a kick during the look must not be slept through.
      waking = new AbortController();
      let pause: number;
      try {
        pause = await step();
      } catch (error) {
        log.error('courier.failed', { destination: name, error });
        pause = IDLE_MS;
      }
      // With nothing to wait for, everybody else's turn still comes between two deliveries.
      if (pause > 0) await clock.wait(pause, waking.signal);
      else await turn();
    }
  }

  /** Changes rows where there are any to change, then looks. */
  function change(work: (now: number) => void): void {
    const now = clock.now();
    failures = 0;
    restUntil = toldUntil;
    try {
      if (storage.state().kind === 'ready') work(now);
    } catch (error) {
      log.error('courier.failed', { destination: name, error });
    }
    waking.abort();
  }

  const running = run();
  return {
    destination,
    kick: () => waking.abort(),
    hurry: () => change((now) => rows.hurryDeliveries(storage.opened().database, name, now)),
    retryNow() {
      // It may refuse still: then the look tells, and not one more delivery that gets stuck.
      if (refused !== null) checked = false;
      refused = null;
      change((now) => rows.hurryDeliveries(storage.opened().database, name, now));
    },
    refusal: () => refused,
    async stop() {
      ending.abort();
      waking.abort();
      const drained = new AbortController();
      void clock.wait(DRAIN_MS, drained.signal).then(() => cutting.abort());
      await running;
      drained.abort();
    },
  };
}

/** No other side may put a delivery off for longer than `LONGEST_WAIT_MS`. */
function obeyable(outcome: DeliveryOutcome): DeliveryOutcome {
  if (!('after' in outcome) || outcome.after === undefined) return outcome;
  return { ...outcome, after: Math.min(Math.max(outcome.after, 0), LONGEST_WAIT_MS) };
}

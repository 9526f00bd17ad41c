/** A profile with a courier on a clock that the test moves, and destinations that do as the test says. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { DeliveryJob, DeliveryOutcome, Destination } from '../../../electron/destinations/destination.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { openProfile } from '../profile.ts';
import { confirmInput, draftOf } from '../specimens.ts';

export type Scripted = Destination & { readonly jobs: DeliveryJob[] };

/** Answers as told, job by job; the last word is kept to. */
export function scripted(
  name: string, ...answers: (DeliveryOutcome | ((job: DeliveryJob, signal: AbortSignal) => Promise<DeliveryOutcome>))[]
): Scripted {
  const jobs: DeliveryJob[] = [];
  return {
    name, jobs,
    async deliver(job, signal) {
      const answer = answers[Math.min(jobs.length, answers.length - 1)];
      jobs.push(job);
      if (answer === undefined) throw new Error('the test has no answer for this');
      return typeof answer === 'function' ? answer(job, signal) : answer;
    },
    test: async () => ({ ok: true }),
  };
}

export const delivered: DeliveryOutcome = { kind: 'delivered', reference: '7' };
/** Never answers, whatever is aborted. */
export const silence = (): Promise<never> => new Promise(() => {});

type Options = { clock?: ManualClock; random?: () => number; from?: Awaited<ReturnType<typeof openProfile>> };

export async function openDesk(destinations: readonly Destination[], options: Options = {}) {
  const { clock = createManualClock(), random = () => 0, from } = options;
  const profile = await openProfile({
    now: clock.now, ...(from === undefined ? {} : { folder: from.folder, keychain: from.keychain }),
  });
  let settled = 0;
  const courier = createCourier({
    storage: profile.storage, log: profile.log, clock, random, settled: () => { settled += 1; },
  });
  onTestFinished(async () => {
    const stopped = courier.stop();
    await clock.pass(60_000);
    await stopped;
  });
  courier.serve(destinations);

  async function confirm(number: string): Promise<string> {
    const names = destinations.map(({ name }) => name);
    const input = confirmInput(draftOf({ documentNumber: number }), { destinations: names });
    const { registrationId } = await profile.registrations.confirm(input);
    courier.kick();
    return registrationId;
  }

  /** The outbox past the program, oldest first. */
  function rows(): Record<string, unknown>[] {
    const raw = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
    const all = raw.prepare('SELECT * FROM delivery ORDER BY id').all();
    raw.close();
    return all;
  }

  return { profile, courier, clock, confirm, rows, settled: () => settled };
}

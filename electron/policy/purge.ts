import { setImmediate as turn } from 'node:timers/promises';
import type { Policy, PurgeState } from '../../shared/policy.ts';
import { createPictureVault } from '../capture/picture-vault.ts';
import type { Clock } from '../clock.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { forgetPastGroups } from '../groups/expire-groups.ts';
import type { Log } from '../log.ts';
import { withdrawPictures } from '../outbox/outbox.ts';
import { writeAudit } from '../records/audit.ts';
import { removeRegistrations } from '../records/remove-registrations.ts';
import * as rows from './purge-rows.ts';

const EVERY_MS = 60 * 60_000;
/** Small enough that nobody waits for a batch's transaction. */
const BATCH = 50;

/**
 * Removes what the policy no longer lets the desk keep: when storage opens, every hour, and when asked. Each batch is a
 * transaction of its own and what is found anew each time, so a crash or a stop loses nothing and needs no memory.
 */
export type Purge = {
  /** Something was confirmed or delivered, or the policy changed: looks now rather than at the hour. */
  soon(): void;
  /** Runs now, or waits for the run under way and one more; resolves when it has ended. */
  run(): Promise<void>;
  /** Throws what a closed storage throws. */
  state(): PurgeState;
  stop(): Promise<void>;
};

/**
 * `isPolicyKnown`: whether the policy is what somebody has set; while it is not, nothing is removed. `removed`: hears of captures
 * whose rows are gone, `groupsGone` that groups are. `clock` also tells when the hour is over.
 */
export function createPurge(parts: {
  storage: Storage; policy: () => Policy; isPolicyKnown: () => boolean; log: Log; clock: Clock;
  removed: (captureIds: readonly string[]) => void; groupsGone: () => void;
}): Purge {
  const { storage, policy, isPolicyKnown, log, clock, removed, groupsGone } = parts;
  const stopping = new AbortController();
  let waking = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let nextAt = clock.now();

  async function purge(): Promise<void> {
    if (stopping.signal.aborted || storage.state().kind !== 'ready' || !isPolicyKnown()) return;
    const { database } = storage.opened();
    if (!policy().uploadPicture) withdrawPictures(database);
    const pictures = await purgePictures();
    const registrations = await purgeRegistrations();
    const guests = purgeGroups();
    if (stopping.signal.aborted || storage.state().kind !== 'ready') return;
    const deadline = rows.registrationDeadline(policy(), clock.now());
    const heldBack = deadline === null ? 0 : rows.countHeldBack(database, deadline);
    const store = storage.opened();
    store.database.transaction(() => {
      rows.notePurge(store.database, { finishedAt: clock.now(), pictures, registrations, guests, heldBack });
      if (pictures + registrations + guests === 0) return;
      const detail = `pictures=${pictures} registrations=${registrations} guests=${guests}`;
      writeAudit(store, { at: clock.now(), actor: 'program', action: 'purge.removed', subject: 'policy', detail });
    });
    if (pictures > 0) log.info('purge.pictures', { count: pictures });
    if (registrations > 0) log.info('purge.registrations', { count: registrations });
    if (guests > 0) log.info('purge.guests', { count: guests });
    if (heldBack > 0) log.info('purge.heldBack', { count: heldBack });
  }

  async function purgePictures(): Promise<number> {
    return inBatches(async (open) => {
      const due = rows.duePictures(open.database, policy(), clock.now(), BATCH);
      const vault = createPictureVault(open.pictures, open.keys.pictures);
      for (const one of due) await vault.erase(one.captureId, one.what === 'erase' ? 'everything' : 'whole');
      open.database.transaction(() => {
        for (const one of due) rows.notePicture(open.database, one);
      });
      return due.length;
    });
  }

  async function purgeRegistrations(): Promise<number> {
    return inBatches(async ({ database, pictures, keys }) => {
      const deadline = rows.registrationDeadline(policy(), clock.now());
      const due = deadline === null ? [] : rows.dueRegistrations(database, deadline, BATCH);
      if (due.length === 0) return 0;
      const captures = database.transaction(() => removeRegistrations(database, due));
      removed(captures);
      const vault = createPictureVault(pictures, keys.pictures);
      for (const captureId of captures) await vault.erase(captureId);
      return due.length;
    });
  }

  /** How many guests groups expected that left longer ago than registrations are kept. */
  function purgeGroups(): number {
    const { keepRegistrationDays } = policy();
    if (keepRegistrationDays === null || stopping.signal.aborted || storage.state().kind !== 'ready') return 0;
    const { groups, guests } = forgetPastGroups(storage.opened(), keepRegistrationDays, clock.now());
    if (groups > 0) groupsGone();
    return guests;
  }

  /** Until a batch finds nothing, with everybody else's turn in between; returns how many in all. */
  async function inBatches(batch: (open: OpenStorage) => Promise<number>): Promise<number> {
    let all = 0;
    for (;;) {
      if (stopping.signal.aborted || storage.state().kind !== 'ready') return all;
      const count = await batch(storage.opened());
      all += count;
      if (count === 0) return all;
      await turn();
    }
  }

  function run(): Promise<void> {
    running = running.then(purge).catch((error: unknown) => log.error('purge.failed', { error }));
    return running;
  }

  async function everyHour(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      nextAt = clock.now() + EVERY_MS;
      await run();
      if (!stopping.signal.aborted) await clock.wait(EVERY_MS, waking.signal);
    }
  }

  const unhear = storage.onState((state) => {
    if (state.kind === 'ready') waking.abort();
  });
  const hours = everyHour();
  return {
    soon: () => void run(),
    run,
    state: () => ({ last: rows.lastPurge(storage.opened().database), nextAt }),
    async stop() {
      stopping.abort();
      unhear();
      waking.abort();
      await hours;
      await running;
    },
  };
}

/**
 * Rounds within this process: the desk is killed by cutting it off from disk, network and clock in the middle of a step
 * and opening another one on the same database. Time is made up, so hours of waiting take none.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../electron/clock.ts';
import { CUSTOM_FIELDS } from '../../electron/destinations/bitrix/contact-fields.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { createManualClock } from '../electron/manual-clock.ts';
import { createPortal, MISCHIEF } from '../servers/bitrix24.ts';
import { checkDelivered, openRows, type Expected } from './check-delivered.ts';
import { seeded } from './random.ts';
import { addTally, count, emptyTally, type Tally } from './tally.ts';
import { openUnrulyBucket } from './unruly-bucket.ts';
import { openTorturedDesk, PRESET, STEPS, surnameOf, type Guest } from './tortured-desk.ts';

const never = (): Promise<never> => new Promise(() => {});
/** Longer than any patience: what is not delivered after so much time is lost. */
const HOURS = 48;
const STEP_MS = 60_000;

/**
 * `rounds` registrations one after the other on one database, each with kills and misbehaviour on its way. `blind`: the
 * desk is shown an empty portal when it looks, so it does what one would do that does not look; to see it counted.
 */
export async function tortureInProcess(
  folder: string, seed: number, rounds: number, sabotage: { blind?: boolean } = {},
): Promise<Tally> {
  const random = seeded(seed);
  const tally = emptyTally();
  const clock = createManualClock();
  const keychain = createMemoryKeychain();
  const archive = join(folder, 'archive');
  mkdirSync(archive, { recursive: true });
  let mischiefLeft = 0;
  const portal = createPortal({
    now: clock.now,
    later: (work) => void clock.wait(random.below(60_000), new AbortController().signal).then(work),
    misbehave: () => {
      if (mischiefLeft === 0 || !random.chance(0.4)) return null;
      mischiefLeft -= 1;
      const mischief = random.pick(MISCHIEF);
      count(tally.mischief, mischief);
      return mischief;
    },
  });
  for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
  portal.presets.set(PRESET.id, PRESET);
  // Its own chances, as its requests take real time and would mix up the others' order.
  const bucket = await openUnrulyBucket(seeded(seed + 1), tally);

  /** Half of the deaths by count, half at a step by its name, as some steps are rare. */
  const death = () => (random.chance(0.5) ? random.below(14) : random.pick(STEPS));

  /** One life of the desk, until its step of this number or name; null: it lives on. */
  async function live(until: number | string | null) {
    let steps = 0;
    const life = { over: false, busy: 0 };
    const alive = <T>(value: T): T | Promise<never> => (life.over ? never() : value);
    const mortal: Clock = { now: clock.now, wait: (ms, signal) => clock.wait(ms, signal).then(alive) };
    const cutters: AbortController[] = [];
    const desk = await openTorturedDesk({
      folder: join(folder, 'storage'), archive, keychain, webhook: portal.webhook, clock: mortal, random: random.next,
      endpoint: bucket.endpoint,
      fetchFromBucket: async (url, init) => alive(await fetch(url, init)),
      async fetch(url, init) {
        const cutter = new AbortController();
        cutters.push(cutter);
        const signal = AbortSignal.any([init.signal ?? cutter.signal, cutter.signal]);
        const response = await portal.fetch(url, { ...init, signal });
        return alive(sabotage.blind === true && url.endsWith('/batch') ? nothingFound() : response);
      },
      async step(name) {
        if (life.over) return never();
        if (until === steps || until === name) {
          count(tally.kills, name);
          die();
          return never();
        }
        steps += 1;
        // The folder's real files and the bucket's real sockets take real time, in which none of ours may pass.
        if (/^claimed for (folder|bucket)$/.test(name)) life.busy += 1;
        if (/^outcome of (folder|bucket) not yet noted$/.test(name)) life.busy -= 1;
        return undefined;
      },
    });

    /** The system closes files and sockets; what the portal has begun it may yet finish within its own minute. */
    function die(): void {
      life.over = true;
      life.busy = 0;
      desk.storage.close();
      void clock.wait(random.below(60_000), new AbortController().signal).then(() => {
        for (const cutter of cutters) cutter.abort();
      });
    }
    return { desk, life, die };
  }

  /** Lets time pass until all is delivered or the desk has died. */
  async function pursue({ desk, life }: Awaited<ReturnType<typeof live>>): Promise<void> {
    for (let minute = 0; minute < HOURS * 60; minute += 1) {
      for (let n = 0; n < 4; n += 1) await turn();
      while (life.busy > 0) await turn();
      if (life.over || openRows(desk.database).length === 0) return;
      await clock.pass(STEP_MS);
    }
  }

  const guests: Guest[] = [];
  const expected: Expected[] = [];
  let now = await live(death());
  for (let round = 0; round < rounds; round += 1) {
    const returning = guests.length > 0 && random.chance(0.2) ? random.pick(guests) : null;
    const name = returning ?? { surname: surnameOf(seed, round), number: `T${seed}X${round}` };
    const guest: Guest = { ...name, draftId: randomUUID() };
    mischiefLeft = random.below(5);
    bucket.misbehave(random.below(4));
    let kills = random.below(4);
    let registrationId: string | null = null;
    while (registrationId === null || openRows(now.desk.database).length > 0) {
      if (now.life.over) {
        kills -= 1;
        now = await live(kills > 0 ? death() : null);
      }
      // The person presses Confirm again wherever no answer was seen.
      const life = now;
      const answered = await Promise.race([life.desk.confirm(guest), overOf(life.life)]);
      if (answered !== null) registrationId = answered;
      await pursue(now);
      if (!now.life.over && openRows(now.desk.database).length > 0) break;
    }
    guests.push(guest);
    expected.push({ registrationId: registrationId ?? 'never confirmed', surname: guest.surname });
    tally.rounds += 1;
    if (!now.life.over) now.die();
  }
  bucket.close();
  tally.registrations = expected.length;
  const { attempts, delivered, lost, doubled } = checkDelivered(expected, {
    database: now.desk.database, archive, portal, objects: bucket.objects,
  });
  addTally(tally, { ...emptyTally(), attempts, delivered, lost, doubled });
  return tally;
}

function nothingFound(): Response {
  const none = { items: [] };
  return new Response(JSON.stringify({ result: { result: { mine: none, same: none }, result_error: [] } }));
}

async function overOf(life: { readonly over: boolean }): Promise<null> {
  while (!life.over) await turn();
  return null;
}

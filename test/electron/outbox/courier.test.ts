import { describe, expect, it } from 'vitest';
import type { DeliveryCode } from '../../../shared/delivery.ts';
import type { DeliveryOutcome } from '../../../electron/destinations/destination.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import { DELIVERY_TIMEOUT_MS, LEASE_MS } from '../../../electron/outbox/timings.ts';
import { createManualClock, settle } from '../manual-clock.ts';
import { profileIn } from '../profile.ts';
import { confirmInput, draftOf } from '../specimens.ts';
import { delivered, openDesk, scripted, silence } from './outbox-desk.ts';

const offline: DeliveryOutcome = { kind: 'retry', code: 'network.offline' };
const lost: DeliveryOutcome = { kind: 'ambiguous', code: 'network.broken' };
const refusesThis: DeliveryOutcome = { kind: 'parked', code: 'server.unexpected', refuses: 'this' };
const refusesAll: DeliveryOutcome = { kind: 'parked', code: 'secret.missing', refuses: 'everything' };

describe('a look at the start', () => {
  it('tells what would be refused before anything is brought there, so nothing is parked, however often a person has it tried', async () => {
    let answer: DeliveryCode | null = 'bitrix.fieldMissing';
    const one = { ...scripted('one', delivered), check: async () => answer };
    const desk = await openDesk([one]);
    await settle();
    expect(desk.courier.refusals()).toEqual([{ name: 'one', code: 'bitrix.fieldMissing' }]);
    await desk.confirm('AA1');
    await desk.clock.pass(3_600_000);
    desk.courier.retryNow('one');
    await settle();
    expect(desk.courier.refusals()).toEqual([{ name: 'one', code: 'bitrix.fieldMissing' }]);
    expect(desk.rows()).toMatchObject([{ state: 'due', attempts: 0 }]);
    answer = null;
    desk.courier.retryNow('one');
    await settle();
    expect(desk.courier.refusals()).toEqual([]);
    expect(desk.rows()).toMatchObject([{ state: 'delivered' }]);
  });

  it('is made once, and holds nothing up where all is well', async () => {
    let looks = 0;
    const one = { ...scripted('one', delivered), check: async () => { looks += 1; return null; } };
    const desk = await openDesk([one]);
    for (const number of ['AA1', 'AA2']) await desk.confirm(number);
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'delivered']);
    expect(looks).toBe(1);
  });
});

describe('delivering', () => {
  it('brings what was confirmed to every destination, once, with the key noted before', async () => {
    const [one, other] = [scripted('one', delivered), scripted('other', delivered)];
    const desk = await openDesk([one, other]);
    const id = await desk.confirm('AA1');
    const keys = desk.rows().map((row) => row['idempotency_key']);
    await settle();
    expect([one, other].map(({ jobs }) => jobs.map((job) => [job.registrationId, job.idempotencyKey])))
      .toEqual([[[id, keys[0]]], [[id, keys[1]]]]);
    expect(new Set(keys).size).toBe(2);
    expect(desk.rows()).toMatchObject([
      { state: 'delivered', attempts: 1, reference: '7', code: null }, { state: 'delivered', attempts: 1 },
    ]);
    await desk.clock.pass(LEASE_MS * 3);
    expect(one.jobs).toHaveLength(1);
  });

  it('opens the registration unmasked for the destination alone', async () => {
    const seen: unknown[] = [];
    const one = scripted('one', async (job) => {
      const { registration, confidence } = job.open();
      seen.push(registration.fields.documentNumber.value, confidence);
      return delivered;
    });
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await settle();
    expect(seen).toEqual(['AA1', null]);
  });

  it('makes one delivery at a time to a destination and holds up no other destination', async () => {
    const slow = scripted('slow', silence);
    const quick = scripted('quick', delivered);
    const desk = await openDesk([slow, quick]);
    for (const number of ['AA1', 'AA2', 'AA3']) await desk.confirm(number);
    await settle();
    expect(slow.jobs).toHaveLength(1);
    expect(quick.jobs).toHaveLength(3);
  });

  it('delivers in the order of confirming', async () => {
    const one = scripted('one', delivered);
    const desk = await openDesk([]);
    const ids: string[] = [];
    for (const number of ['AA1', 'AA2', 'AA3', 'AA4']) ids.push(await openAndConfirm(desk, number));
    desk.courier.serve([one]);
    await settle();
    expect(one.jobs.map((job) => job.registrationId)).toEqual(ids);
  });

  it('serves a destination that is replaced only after the old one has finished', async () => {
    let finish: (outcome: DeliveryOutcome) => void = () => {};
    const old = scripted('one', () => new Promise((resolve) => { finish = resolve; }));
    const fresh = scripted('one', delivered);
    const desk = await openDesk([old]);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    desk.courier.serve([fresh]);
    await settle();
    expect(fresh.jobs).toHaveLength(0);
    finish(delivered);
    await settle();
    expect([old.jobs.length, fresh.jobs.length]).toEqual([1, 1]);
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'delivered']);
  });
});

describe('a failure that may pass', () => {
  it('is tried again after waits that double up to a quarter of an hour', async () => {
    const one = scripted('one', offline);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await settle();
    const waits: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const [row] = desk.rows();
      waits.push(Number(row?.['next_try_at']) - desk.clock.now());
      await desk.clock.pass(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900].map((seconds) => seconds * 1000));
    expect(one.jobs).toHaveLength(13);
  });

  it('waits by a random part less, so that desks do not come back together', async () => {
    const desk = await openDesk([scripted('one', offline)], { random: () => 0.5 });
    await desk.confirm('AA1');
    await settle();
    const nextTryAt = desk.clock.now() + 1500;
    expect(desk.rows()).toMatchObject([{ state: 'waiting', next_try_at: nextTryAt, code: 'network.offline' }]);
  });

  it('lets one delivery find out that the destination is still down, not each of them', async () => {
    const one = scripted('one', offline);
    const desk = await openDesk([one]);
    for (let n = 0; n < 30; n += 1) await desk.confirm(`AA${n}`);
    await desk.clock.pass(60_000);
    expect(one.jobs.length).toBeLessThan(7);
  });

  it('obeys the other side when it asks for patience, also against a hurry', async () => {
    const one = scripted('one', { kind: 'retry', code: 'server.busy', after: 300_000 }, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    desk.courier.hurry();
    desk.courier.retryNow();
    await desk.clock.pass(299_000);
    expect(one.jobs).toHaveLength(1);
    await desk.clock.pass(2_000);
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'delivered']);
  });

  it('obeys nobody who asks for a year', async () => {
    const one = scripted('one', { kind: 'retry', code: 'server.busy', after: 365 * 86_400_000 }, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.clock.pass(61 * 60_000);
    expect(desk.rows()).toMatchObject([{ state: 'delivered' }]);
  });

  it('is tried at once when the network is back', async () => {
    const one = scripted('one', offline, offline, offline, offline, offline, offline, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.clock.pass(63_000);
    expect(one.jobs).toHaveLength(6);
    desk.courier.hurry();
    await settle();
    expect(desk.rows()).toMatchObject([{ state: 'delivered' }]);
  });

  it('keeps in mind that an attempt may have had its effect, through any number of failures and a restart', async () => {
    const one = scripted('one', { ...lost, after: 65_000 }, offline, offline);
    const clock = createManualClock();
    const first = await openDesk([one], { clock });
    await first.confirm('AA1');
    await settle();
    first.courier.hurry();
    await clock.pass(64_000);
    expect(one.jobs).toHaveLength(1);
    await clock.pass(2_000);
    await first.courier.stop();
    await first.profile.end();
    const again = scripted('one', delivered);
    await openDesk([again], { clock, from: first.profile });
    await clock.pass(3_600_000);
    expect([...one.jobs, ...again.jobs].map((job) => job.mayHaveHappened)).toEqual([false, true, true]);
    expect(again.jobs[0]?.idempotencyKey).toBe(one.jobs[0]?.idempotencyKey);
  });
});

describe('an attempt that never answers', () => {
  it('is cut off when its time is up and may have happened', async () => {
    let cut = false;
    const one = scripted('one', (_job, signal) => {
      signal.addEventListener('abort', () => { cut = true; });
      return silence();
    }, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.clock.pass(DELIVERY_TIMEOUT_MS + 10_000);
    expect(cut).toBe(true);
    expect(desk.rows()).toMatchObject([{ state: 'waiting', code: 'delivery.timedOut', may_have_happened: 1 }]);
    await desk.clock.pass(120_000);
    expect(one.jobs.map((job) => job.mayHaveHappened)).toEqual([false, true]);
  });

  it('may have happened when the destination throws, which it never should', async () => {
    const one = scripted('one', () => Promise.reject(new Error('a bug')), delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.clock.pass(120_000);
    expect(one.jobs.map((job) => job.mayHaveHappened)).toEqual([false, true]);
  });
});

describe('a refusal', () => {
  it('is parked at once, with its code, and holds up nothing else', async () => {
    const one = scripted('one', refusesThis, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await desk.clock.pass(3_600_000);
    expect(desk.rows()).toMatchObject([
      { state: 'parked', code: 'server.unexpected', attempts: 1 }, { state: 'delivered' },
    ]);
  });

  it('of everything stops the destination until a person asks', async () => {
    const one = scripted('one', refusesAll, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await desk.clock.pass(3_600_000);
    desk.courier.hurry();
    await desk.clock.pass(3_600_000);
    expect(one.jobs).toHaveLength(1);
    expect(desk.courier.refusals()).toEqual([{ name: 'one', code: 'secret.missing' }]);
    expect(await desk.profile.registrations.deliveryCounts()).toEqual([{ name: 'one', waiting: 1, parked: 1 }]);
    desk.courier.retryNow('one');
    await settle();
    expect(desk.courier.refusals()).toEqual([]);
    expect(desk.rows().map((row) => row['state'])).toEqual(['parked', 'delivered']);
  });

  it('of a registration that does not open is parked as unreadable', async () => {
    const one = scripted('one', async (job) => { job.open(); return delivered; });
    const desk = await openDesk([]);
    await openAndConfirm(desk, 'AA1');
    const { storage } = desk.profile;
    storage.opened().keys.fields.fill(0);
    desk.courier.serve([one]);
    await settle();
    expect(desk.rows()).toMatchObject([{ state: 'parked', code: 'registration.unreadable' }]);
  });
});

describe('a desk that dies', () => {
  it('leaves its lease to run out; then the delivery may have happened', async () => {
    const clock = createManualClock();
    const dying = scripted('one', silence);
    const first = await openDesk([dying], { clock });
    await first.confirm('AA1');
    await settle();
    // It hangs for ever, as a dead desk does; the next one opens the same file.
    const one = scripted('one', delivered);
    await openDesk([one], { clock, from: first.profile });
    await clock.pass(DELIVERY_TIMEOUT_MS - 1000);
    expect(one.jobs).toHaveLength(0);
    expect(first.rows()).toMatchObject([{ state: 'leased' }]);
    first.profile.storage.close();
    await clock.pass(LEASE_MS);
    expect(one.jobs.map((job) => [job.mayHaveHappened, job.attempt])).toEqual([[true, 2]]);
  });

  it('is not waited for when the clock has been set back a day', async () => {
    const one = scripted('one', offline, delivered);
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await settle();
    desk.clock.set(desk.clock.now() - 86_400_000);
    await desk.clock.pass(2 * 3_600_000);
    expect(desk.rows()).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('stopping', () => {
  it('lets the attempt under way finish and starts no other', async () => {
    let finish: (outcome: DeliveryOutcome) => void = () => {};
    const one = scripted('one', () => new Promise((resolve) => { finish = resolve; }));
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    const stopped = desk.courier.stop();
    await settle();
    finish(delivered);
    await stopped;
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'due']);
  });

  it('cuts off an attempt that takes too long and notes that it may have happened', async () => {
    const one = scripted('one', (_job, signal) => new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(lost));
    }));
    const desk = await openDesk([one]);
    await desk.confirm('AA1');
    await settle();
    const stopped = desk.courier.stop();
    await desk.clock.pass(6_000);
    await stopped;
    expect(desk.rows()).toMatchObject([{ state: 'waiting', may_have_happened: 1, leased_until: null }]);
  });
});

it('waits for storage that opens late', async () => {
  const one = scripted('one', delivered);
  const first = await openDesk([]);
  await openAndConfirm(first, 'AA1');
  await first.profile.end();
  const profile = profileIn(first.profile.folder, { keychain: first.profile.keychain });
  const { storage, log } = profile;
  const courier = createCourier({ storage, log, clock: first.clock, random: () => 0, settled: () => {} });
  courier.serve([one]);
  await settle();
  expect(one.jobs).toHaveLength(0);
  await storage.open();
  await settle();
  expect(one.jobs).toHaveLength(1);
  await courier.stop();
});

/** Confirms for the destination `one` before anybody serves it. */
async function openAndConfirm(desk: Awaited<ReturnType<typeof openDesk>>, number: string): Promise<string> {
  const input = confirmInput(draftOf({ documentNumber: number }), { destinations: ['one'] });
  return (await desk.profile.registrations.confirm(input)).registrationId;
}

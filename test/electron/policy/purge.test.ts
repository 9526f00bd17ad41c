import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGroups } from '../../../electron/groups/groups.ts';
import { isoDayOf } from '../../../electron/local-day.ts';
import { createPurge } from '../../../electron/policy/purge.ts';
import type { DeliveryOutcome } from '../../../electron/destinations/destination.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import { listAudit } from '../../../electron/records/audit.ts';
import { DEFAULT_POLICY, type Policy } from '../../../shared/policy.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { openProfile } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, draftOf, specimenReading } from '../specimens.ts';
import { delivered, scripted } from '../outbox/outbox-desk.ts';
import { until } from '../until.ts';

const DAY_MS = 24 * 60 * 60_000;
const ZONE = Buffer.from('zone');

/** A desk whose pictures show so many documents, under a policy that the test may change. */
async function deskWith(change: Partial<Policy>, documents = 1) {
  const clock: ManualClock = createManualClock();
  const ocr = createScriptedOcr((job) => ({
    reading: specimenReading(documents), display: job.bytes, zones: Array.from({ length: documents }, () => ZONE),
  }));
  const profile = await openProfile({ ocr, now: clock.now });
  const now = { policy: { ...DEFAULT_POLICY, ...change }, isPolicyKnown: true };
  const gone: string[] = [];
  const purge = createPurge({
    storage: profile.storage, log: profile.log, clock, policy: () => now.policy, isPolicyKnown: () => now.isPolicyKnown,
    removed: (ids) => void gone.push(...ids), groupsGone: () => void gone.push('groups'),
  });
  onTestFinished(async () => {
    await purge.stop();
  });

  /** Files of a capture by their kind. */
  const files = (captureId: string): string[] => readdirSync(join(profile.folder, 'storage', 'pictures'))
    .filter((name) => name.startsWith(captureId)).map((name) => name.slice(captureId.length + 1)).toSorted();

  async function capture(): Promise<string> {
    const { captureId } = await profile.captures.add(Buffer.from('whole'), 'drop');
    await until(async () => expect(await profile.captures.reading(captureId)).not.toBeNull());
    return captureId;
  }
  let number = 0;
  async function confirm(captureId: string, to: readonly string[] = []): Promise<string> {
    number += 1;
    const { policy } = now;
    const pictures = policy.uploadPicture ? { to, shows: policy.picture } : null;
    const input = confirmInput(draftOf({ documentNumber: `AA${number}` }), { captureId, destinations: to, pictures });
    return (await profile.registrations.confirm(input)).registrationId;
  }
  return { ...profile, clock, purge, now, gone, files, capture, confirm };
}

function courierTo(desk: Awaited<ReturnType<typeof deskWith>>, ...answers: DeliveryOutcome[]) {
  const archive = scripted('archive', ...answers);
  const courier = createCourier({ storage: desk.storage, log: desk.log, clock: desk.clock, random: () => 0, settled: () => undefined });
  courier.serve([archive]);
  onTestFinished(async () => {
    const stopped = courier.stop();
    await desk.clock.pass(60_000);
    await stopped;
  });
  return { archive, courier };
}

describe('the purge', () => {
  it('erases a picture once its guest is confirmed where none is to be kept', async () => {
    const desk = await deskWith({ keepPicture: { kind: 'never' } });
    const [confirmed, waiting] = [await desk.capture(), await desk.capture()];
    await desk.confirm(confirmed, ['archive']);
    await desk.purge.run();
    expect(desk.files(confirmed)).toEqual([]);
    expect(desk.files(waiting)).toEqual(['display', 'original', 'zone0']);
    await expect(desk.captures.display(confirmed)).rejects.toMatchObject({ code: 'capture.missing' });
    expect(await desk.captures.reading(confirmed)).not.toBeNull();
  });

  it('removes nothing while the policy is only the usual one, as what was set could not be read', async () => {
    const desk = await deskWith({ keepPicture: { kind: 'never' } });
    desk.now.isPolicyKnown = false;
    const id = await desk.capture();
    await desk.confirm(id);
    await desk.purge.run();
    expect(desk.files(id)).toContain('original');
    desk.now.isPolicyKnown = true;
    await desk.purge.run();
    expect(desk.files(id)).toEqual([]);
  });

  it('keeps a picture until the last delivery is made', async () => {
    const desk = await deskWith({});
    const id = await desk.capture();
    await desk.confirm(id, ['archive']);
    await desk.purge.run();
    expect(desk.files(id)).toContain('display');
    courierTo(desk, { kind: 'retry', code: 'network.offline' }, delivered);
    await desk.clock.pass(0);
    await desk.purge.run();
    expect(desk.files(id)).toContain('display');
    await desk.clock.pass(60_000);
    await desk.purge.run();
    expect(desk.files(id)).toEqual([]);
  });

  it('keeps a picture whose delivery waits for a person', async () => {
    const desk = await deskWith({});
    const id = await desk.capture();
    await desk.confirm(id, ['archive']);
    courierTo(desk, { kind: 'parked', code: 's3.refused', refuses: 'this' });
    await desk.clock.pass(60_000);
    await desk.purge.run();
    expect(desk.files(id)).toContain('display');
  });

  it('keeps pictures for as many days as it is told, each hour looking again by itself', async () => {
    const desk = await deskWith({ keepPicture: { kind: 'days', days: 2 } });
    const id = await desk.capture();
    await desk.confirm(id);
    await desk.clock.pass(2 * DAY_MS - 60_000);
    await desk.purge.run();
    expect(desk.files(id)).toContain('original');
    await desk.clock.pass(2 * 60 * 60_000);
    await until(() => expect(desk.files(id)).toEqual([]));
  });

  it('leaves the zone alone of a picture where that is the policy', async () => {
    const desk = await deskWith({ keepPicture: { kind: 'days', days: 2 }, picture: 'zone' });
    const id = await desk.capture();
    await desk.confirm(id);
    await desk.purge.run();
    expect(desk.files(id)).toEqual(['zone0']);
  });

  it('never takes a picture that a delivery is still to carry, whatever the policy has become', async () => {
    const desk = await deskWith({ uploadPicture: true });
    const id = await desk.capture();
    await desk.confirm(id, ['archive']);
    const ambiguous = { kind: 'ambiguous', code: 'network.broken' } as const;
    const { archive, courier } = courierTo(desk, ambiguous, delivered);
    await desk.clock.pass(1000);
    desk.now.policy = { ...DEFAULT_POLICY, keepPicture: { kind: 'never' }, picture: 'zone' };
    await desk.purge.run();
    expect(desk.files(id)).toContain('display');
    courier.retryNow();
    await desk.clock.pass(1000);
    const carried = await Promise.all(archive.jobs.map((job) => job.picture()));
    expect(carried.map((picture) => picture?.shows)).toEqual(['whole', 'whole']);
    await desk.purge.run();
    expect(desk.files(id)).toEqual([]);
  });

  it('takes the picture from what was not sent yet once pictures are no longer to leave', async () => {
    const desk = await deskWith({ uploadPicture: true });
    const id = await desk.capture();
    await desk.confirm(id, ['archive']);
    desk.now.policy = DEFAULT_POLICY;
    await desk.purge.run();
    const { archive } = courierTo(desk, delivered);
    await desk.clock.pass(1000);
    expect(await archive.jobs[0]?.picture()).toBeNull();
  });

  it('sends of a picture of two guests each one’s own zone only', async () => {
    const desk = await deskWith({ uploadPicture: true }, 2);
    await desk.capture();
    const { archive } = courierTo(desk, delivered);
    for (const { id } of await desk.captures.list()) await desk.confirm(id, ['archive']);
    await desk.clock.pass(60_000);
    const pictures = await Promise.all(archive.jobs.map((job) => job.picture()));
    expect(pictures).toEqual([0, 1].map(() => ({ shows: 'zone', jpeg: new Uint8Array(ZONE) })));
  });

  it('forgets groups and whom they expected once they left longer ago than registrations are kept', async () => {
    const desk = await deskWith({ keepRegistrationDays: 30 });
    const groups = createGroups({ ...desk, changed: () => undefined, now: desk.clock.now, confirm: async () => undefined });
    onTestFinished(() => groups.stop());
    const day = (days: number): string => (days === 0 ? '' : isoDayOf(desk.clock.now() + days * DAY_MS));
    const add = (name: string, arrival: number, departure: number, guests: number) => groups.add(
      { name, expected: guests, arrival: day(arrival), departure: day(departure), rooms: '' },
      Array.from({ length: guests }, (_, n) => ({ surname: `SAMPLE${n}`, givenNames: 'X', birthDate: '', documentNumber: '', room: '' })),
    );
    await desk.purge.run(); // the one at the start is over
    add('gone', -40, -31, 3);
    add('gone lately', -40, -29, 2);
    add('coming', 300, 310, 2);
    add('without dates', 0, 0, 2);
    await desk.purge.run();
    expect(groups.list().map(({ name }) => name).toSorted()).toEqual(['coming', 'gone lately', 'without dates']);
    expect(desk.gone).toEqual(['groups']);
    expect(desk.purge.state().last).toMatchObject({ guests: 3, registrations: 0 });
    expect(listAudit(desk.storage.opened(), null, 1)).toMatchObject([{ action: 'purge.removed', detail: 'pictures=0 registrations=0 guests=3' }]);
    const raw = readFileSync(join(desk.folder, 'storage', 'desk.db'));
    expect(raw.includes('SAMPLE')).toBe(false);
    desk.now.policy = { ...desk.now.policy, keepRegistrationDays: null };
    desk.clock.set(desk.clock.now() + 2000 * DAY_MS);
    await desk.purge.run();
    expect(groups.list()).toHaveLength(3);
    desk.now.policy = { ...desk.now.policy, keepRegistrationDays: 30 };
    await desk.purge.run();
    expect(groups.list()).toEqual([]);
  });

  it('removes registrations past their time with all that hangs on them, but none that is to be delivered', async () => {
    const desk = await deskWith({ keepRegistrationDays: 30 });
    const [old, undelivered] = [await desk.capture(), await desk.capture()];
    await desk.confirm(old);
    const held = await desk.confirm(undelivered, ['archive']);
    desk.clock.set(desk.clock.now() + 31 * DAY_MS);
    const young = await desk.confirm(await desk.capture());
    await desk.purge.run();
    const { rows } = await desk.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 });
    expect(rows.map(({ id }) => id)).toEqual([young, held]);
    expect(await desk.registrations.list({ query: 'AA1', from: '', to: '', after: null, limit: 10 })).toMatchObject({ rows: [] });
    expect(desk.gone).toEqual([old]);
    expect(desk.files(old)).toEqual([]);
    expect(desk.purge.state().last).toMatchObject({ registrations: 1, heldBack: 1, finishedAt: desk.clock.now() });
  });

  it('does a backlog of many batches in one run', async () => {
    const desk = await deskWith({ keepRegistrationDays: 1 });
    for (let n = 0; n < 120; n += 1) {
      const input = confirmInput(draftOf({ documentNumber: `BB${n}` }));
      await desk.registrations.confirm(input);
    }
    desk.clock.set(desk.clock.now() + 2 * DAY_MS);
    await desk.purge.run();
    expect(desk.purge.state().last).toMatchObject({ registrations: 120 });
    const { rows } = await desk.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 });
    expect(rows).toEqual([]);
  });

  it('goes on at the next start where it was stopped in the middle', async () => {
    const desk = await deskWith({ keepRegistrationDays: 1 });
    for (let n = 0; n < 60; n += 1) await desk.registrations.confirm(confirmInput(draftOf({ documentNumber: `BB${n}` })));
    desk.clock.set(desk.clock.now() + 2 * DAY_MS);
    const cut = desk.purge.run();
    await desk.purge.stop();
    await cut;
    const again = createPurge({
      storage: desk.storage, isPolicyKnown: () => true, policy: () => desk.now.policy, log: desk.log, clock: desk.clock, removed: () => undefined, groupsGone: () => undefined,
    });
    onTestFinished(() => again.stop());
    await again.run();
    const { rows } = await desk.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 });
    expect(rows).toEqual([]);
  });
});

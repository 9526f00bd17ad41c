import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../../electron/outbox/deliveries.ts';
import type { DeliveryOutcome } from '../../../electron/destinations/destination.ts';
import { settle } from '../manual-clock.ts';
import { delivered, openDesk, scripted } from './outbox-desk.ts';

const refusesThis: DeliveryOutcome = { kind: 'parked', code: 'bitrix.valueRefused', refuses: 'this' };
const offline: DeliveryOutcome = { kind: 'retry', code: 'network.offline' };
const ALL = { destinationId: null, state: 'all', after: null, limit: 50 } as const;

async function deskWith(...answers: DeliveryOutcome[]) {
  const one = scripted('one', ...answers);
  const desk = await openDesk([one]);
  const { storage, log } = desk.profile;
  const deliveries = createDeliveries({
    storage, log, now: desk.clock.now, tried: (name) => desk.courier.retryNow(name),
  });
  return { ...desk, one, deliveries };
}

describe('the list of deliveries', () => {
  it('is newest first, goes on where a page ended, and is filtered by state', async () => {
    const desk = await deskWith(refusesThis, delivered);
    for (const number of ['AA1', 'AA2', 'AA3']) await desk.confirm(number);
    await settle();
    const first = await desk.deliveries.list({ ...ALL, limit: 2 });
    const rest = await desk.deliveries.list({ ...ALL, limit: 2, after: first.next });
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(rest.next).toBeNull();
    expect((await desk.deliveries.list({ ...ALL, state: 'parked' })).rows).toMatchObject([
      { id: 1, state: 'parked', code: 'bitrix.valueRefused', surname: 'ERIKSSON', attempts: 1 },
    ]);
    expect((await desk.deliveries.list({ ...ALL, state: 'delivered' })).rows.map(({ id }) => id)).toEqual([3, 2]);
    expect((await desk.deliveries.list({ ...ALL, destinationId: 'two' })).rows).toEqual([]);
  });

  it('says of what waits when it is tried again', async () => {
    const desk = await deskWith(offline);
    await desk.confirm('AA1');
    await settle();
    const { rows } = await desk.deliveries.list({ ...ALL, state: 'open' });
    expect(rows).toMatchObject([{ state: 'waiting', nextTryAt: desk.clock.now() + 2000 }]);
  });
});

describe('the history of a registration', () => {
  it('tells how every attempt ended, newest first', async () => {
    const desk = await deskWith(offline, { kind: 'ambiguous', code: 'server.failed' }, delivered);
    const registrationId = await desk.confirm('AA1');
    await desk.clock.pass(10_000);
    const [history] = await desk.deliveries.history(registrationId);
    expect(history?.delivery).toMatchObject({ state: 'delivered', attempts: 3 });
    expect(history?.attempts.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['delivered', null], ['ambiguous', 'server.failed'], ['retry', 'network.offline'],
    ]);
  });

  it('keeps no more than the latest hundred attempts', async () => {
    const desk = await deskWith(offline);
    const registrationId = await desk.confirm('AA1');
    await desk.clock.pass(110 * 900_000);
    const [history] = await desk.deliveries.history(registrationId);
    expect(history?.delivery.attempts).toBeGreaterThan(105);
    expect(history?.attempts).toHaveLength(100);
  });
});

describe('trying again', () => {
  it('takes up one that is parked, and no other', async () => {
    const desk = await deskWith(refusesThis, refusesThis, delivered);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    await desk.deliveries.retry(2);
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['parked', 'delivered']);
    await expect(desk.deliveries.retry(2)).rejects.toMatchObject({ code: 'delivery.missing' });
  });

  it('of all that is parked shows first how many and why, and then takes up those', async () => {
    const desk = await deskWith(refusesThis, refusesThis, delivered);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    const { token, preview } = await desk.deliveries.retryParked.preview({ destinationId: 'one', mended: false });
    expect(preview).toEqual({ count: 2, groups: [{ destinationId: 'one', code: 'bitrix.valueRefused', count: 2 }] });
    expect(await desk.deliveries.retryParked.commit(token)).toEqual({ kind: 'done', result: { retried: 2 } });
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'delivered']);
    expect(await desk.deliveries.retryParked.commit(token)).toMatchObject({ kind: 'alreadyDone' });
  });

  it('of what a mended secret or place held up takes up that, and leaves what was refused for itself', async () => {
    const wrongSecret: DeliveryOutcome = { kind: 'parked', code: 'bitrix.webhookRefused', refuses: 'everything' };
    const desk = await deskWith(refusesThis, wrongSecret, delivered);
    for (const number of ['AA1', 'AA2', 'AA3']) await desk.confirm(number);
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['parked', 'parked', 'due']);
    expect(desk.deliveries.countMendable('one')).toBe(1);
    const { token, preview } = await desk.deliveries.retryParked.preview({ destinationId: 'one', mended: true });
    expect(preview).toEqual({ count: 1, groups: [{ destinationId: 'one', code: 'bitrix.webhookRefused', count: 1 }] });
    await desk.deliveries.retryParked.commit(token);
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['parked', 'delivered', 'delivered']);
    expect(desk.deliveries.countMendable('one')).toBe(0);
  });

  it('lifts the refusal of a destination that refused everything', async () => {
    const desk = await deskWith({ kind: 'parked', code: 'secret.missing', refuses: 'everything' }, delivered);
    await desk.confirm('AA1');
    await desk.confirm('AA2');
    await settle();
    await desk.deliveries.retry(1);
    await settle();
    expect(desk.rows().map((row) => row['state'])).toEqual(['delivered', 'delivered']);
  });
});

describe('resending', () => {
  it('makes a delivered one again under its own key, as one that may have happened', async () => {
    const desk = await deskWith(delivered);
    const registrationId = await desk.confirm('AA1');
    await settle();
    const { token, preview } = await desk.deliveries.resend.preview({ registrationId, destinationId: 'one' });
    expect(preview.before).toMatchObject({ state: 'delivered' });
    expect(desk.one.jobs).toHaveLength(1);
    await desk.deliveries.resend.commit(token);
    await settle();
    expect(desk.one.jobs.map(({ idempotencyKey }) => idempotencyKey)).toEqual(Array(2).fill(desk.one.jobs[0]?.idempotencyKey));
    expect(desk.one.jobs.map(({ mayHaveHappened }) => mayHaveHappened)).toEqual([false, true]);
    expect(desk.rows()).toMatchObject([{ state: 'delivered', reference: '7' }]);
  });

  it('brings a registration to a destination that came later', async () => {
    const desk = await deskWith(delivered);
    const registrationId = await desk.confirm('AA1');
    await settle();
    const { token, preview } = await desk.deliveries.resend.preview({ registrationId, destinationId: 'two' });
    expect(preview.before).toBeNull();
    await desk.deliveries.resend.commit(token);
    expect(desk.rows()).toMatchObject([{ destination: 'one' }, { destination: 'two', state: 'due' }]);
  });

  it('knows of no registration that is not there', async () => {
    const { deliveries } = await deskWith(delivered);
    await expect(deliveries.resend.preview({ registrationId: randomUUID(), destinationId: 'one' }))
      .rejects.toMatchObject({ code: 'registration.missing' });
  });
});

describe('the health of a destination', () => {
  it('is why its latest attempt failed, and how many were delivered today', async () => {
    const desk = await deskWith(delivered, offline, delivered);
    await desk.confirm('AA1');
    await settle();
    await desk.confirm('AA2');
    await settle();
    expect(await desk.deliveries.health('one')).toEqual({ deliveredToday: 1, code: 'network.offline' });
    await desk.clock.pass(10_000);
    expect(await desk.deliveries.health('one')).toEqual({ deliveredToday: 2, code: null });
  });
});

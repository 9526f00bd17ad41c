import { expect, it, onTestFinished } from 'vitest';
import { createStorage } from '../../../electron/db/storage.ts';
import type { Log } from '../../../electron/log.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { openBitrix } from '../destinations/bitrix-desk.ts';
import { settle } from '../manual-clock.ts';
import { temporaryFolder } from '../profile.ts';
import { fillOutbox } from '../../torture/backlog.ts';

const REGISTRATIONS = 60;
/** Of a portal that is not Enterprise: so many requests at once, then so many a second. */
const [BURST, PER_SECOND] = [50, 2];
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };

it('a backlog goes out as fast as the portal lets it, and no faster', async () => {
  const { clock, portal, desk } = openBitrix();
  const storage = createStorage({ folder: temporaryFolder(), keychain: createMemoryKeychain(), log });
  await storage.open();
  fillOutbox(storage.opened(), REGISTRATIONS, 'crm');
  const began = clock.now();
  const counted = { requests: 0, delivered: 0 };
  const courier = createCourier({ storage, log, clock, settled: () => { counted.delivered += 1; } });
  onTestFinished(async () => {
    await courier.stop();
    storage.close();
  });
  courier.serve([desk({
    fetch: (url, init) => {
      counted.requests += 1;
      return portal.fetch(url, init);
    },
  })]);
  while (counted.delivered < REGISTRATIONS && clock.now() - began < 3_600_000) {
    // The burst takes many turns and no time.
    for (let n = 0; n < 40; n += 1) await settle();
    await clock.pass(500);
  }
  expect(portal.contacts.size).toBe(REGISTRATIONS);
  const allowed = BURST + PER_SECOND * ((clock.now() - began) / 1000);
  expect(counted.requests).toBeLessThanOrEqual(allowed);
  expect(counted.requests).toBeGreaterThan(0.95 * allowed);
});

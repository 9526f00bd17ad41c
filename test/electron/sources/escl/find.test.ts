import { networkInterfaces } from 'node:os';
import Bonjour from 'bonjour-service';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/clock.ts';
import { addressesOf } from '../../../../electron/sources/escl/address.ts';
import { findEscl, foundOf, merged } from '../../../../electron/sources/escl/find.ts';

const ANNOUNCED = {
  secure: false, name: 'HP LaserJet [1234]', host: 'hp1234.local', port: 80, addresses: ['fe80::1', '192.0.2.20'],
  txt: { rs: '/eSCL/', ty: 'HP LaserJet M2', uuid: '4509A320-00A0' },
};

it.each([
  [{}, 'http://192.0.2.20/eSCL'],
  [{ port: 8080, secure: true }, 'https://192.0.2.20:8080/eSCL'],
  [{ addresses: ['fe80::1'] }, 'http://hp1234.local/eSCL'],
  [{ addresses: ['2001:db8::1'] }, 'http://[2001:db8::1]/eSCL'],
  [{ txt: {} }, 'http://192.0.2.20/eSCL'],
  [{ txt: { rs: 'scan/api' } }, 'http://192.0.2.20/scan/api'],
])('an announcement with %j is a scanner at %s', (change, address) => {
  expect(foundOf({ ...ANNOUNCED, ...change })?.place.address).toBe(address);
});

it('an announcement that names no address is none', () => {
  expect(foundOf({ ...ANNOUNCED, addresses: [], host: 'no host' })).toBeNull();
});

it('a device that announces itself twice is there once, by the way nobody can listen to', () => {
  const [plain, secure] = [foundOf(ANNOUNCED), foundOf({ ...ANNOUNCED, secure: true, port: 443 })];
  if (plain === null || secure === null) throw new Error('both are announcements');
  expect(merged([plain, secure])).toEqual([secure]);
  expect(merged([secure, plain])).toEqual([secure]);
  expect(secure).toEqual({ name: 'HP LaserJet M2', place: { kind: 'escl', address: 'https://192.0.2.20/eSCL', uuid: '4509a320-00a0' } });
});

it.each([
  ['192.168.1.20', ['http://192.168.1.20/eSCL', 'https://192.168.1.20/eSCL', 'http://192.168.1.20:8080/eSCL', 'http://192.168.1.20:60000/eSCL']],
  ['scanner.local:8443', ['http://scanner.local:8443/eSCL', 'https://scanner.local:8443/eSCL']],
  [' https://scanner.local/ ', ['https://scanner.local/eSCL']],
  ['http://scanner/other/root/', ['http://scanner/other/root']],
  ['nothing at all', []],
])('the address %j may mean %j', (typed, addresses) => {
  expect(addressesOf(typed)).toEqual(addresses);
});

/** Announcements go over a network; a machine that is in none hears nothing. */
const HAS_NETWORK = Object.values(networkInterfaces()).flat().some((one) => one?.internal === false && one.family === 'IPv4');

it.skipIf(!HAS_NETWORK)('a scanner that announces itself in this network is found', async () => {
  const announcer = new Bonjour();
  onTestFinished(() => new Promise((resolve) => { announcer.unpublishAll(() => { announcer.destroy(resolve); }); }));
  announcer.publish({ name: 'Made-up', type: 'uscan', port: 9095, txt: { rs: 'eSCL', ty: 'Made-up M1', uuid: 'made-up-1' }, probe: false });
  const found = () => findEscl({ clock: systemClock, lookMs: 1000 }, new AbortController().signal);
  await expect.poll(found, { timeout: 25_000 }).toContainEqual(
    { name: 'Made-up M1', place: { kind: 'escl', address: expect.stringMatching(/^http:\/\/.+:9095\/eSCL$/), uuid: 'made-up-1' } });
});

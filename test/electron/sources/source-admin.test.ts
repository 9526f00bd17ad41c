import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/clock.ts';
import { createEsclScanner } from '../../../electron/sources/escl/escl-scanner.ts';
import type { FoundEscl } from '../../../electron/sources/escl/find.ts';
import { SourceError, type Scanner } from '../../../electron/sources/scanner.ts';
import { scannerOf } from '../../../electron/sources/scanner-of.ts';
import { createScans } from '../../../electron/sources/scans.ts';
import { createSourceAdmin, type Finder } from '../../../electron/sources/source-admin.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import type { ScannerSettings } from '../../../shared/sources.ts';
import { startEscl, type EsclOptions } from '../../servers/escl.ts';
import { selfSigned } from '../../servers/self-signed.ts';
import { openProfile } from '../profile.ts';
import { PAGES } from './pages.ts';

async function fakeScanner(options: Partial<EsclOptions> = {}) {
  const server = await startEscl({ pages: PAGES, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** The real services on one profile; `announced` are the network scanners that mDNS would tell of. */
async function openDesk(parts: { announced?: readonly FoundEscl[]; finders?: readonly Finder[] } = {}) {
  const { announced = [], finders = [] } = parts;
  const profile = await openProfile();
  const { captures, log, folder } = profile;
  const settings = await openSettings({ file: join(folder, 'settings.json'), log });
  const scanner = (source: ScannerSettings): Scanner => scannerOf(source, {
    clock: systemClock, findEscl: async () => announced, moved: (id, address) => admin.moved(id, address),
  });
  const admin = createSourceAdmin({
    settings, finders, log, scanner, testSerial: async () => undefined,
    probe: (address) => createEsclScanner({ address, fingerprint: null }, { clock: systemClock }),
  });
  const told: string[] = [];
  const scans = createScans({ sources: () => settings.get().sources, scanner, captures, log, progress: ({ phase }) => void told.push(phase) });
  return { ...profile, settings, admin, scans, told };
}

const escl = (address: string, uuid = '') => ({ kind: 'escl', address, uuid } as const);

describe('a device', () => {
  it('is added switched off, is tested, named, switched on and removed', async () => {
    const server = await fakeScanner({ feeder: true });
    const { admin, settings } = await openDesk();
    const { id, on } = await admin.add({ name: 'Reception', place: escl(server.address) });
    expect(on).toBe(false);
    expect(await admin.test(id)).toEqual({ ok: true, about: { model: 'Made-up M1', flatbed: true, feeder: true } });
    await admin.edit({ sourceId: id, name: 'Front', on: true, scan: { input: 'feeder', area: 'bed', colour: 'colour' } });
    expect(settings.get().sources).toMatchObject([
      { id, name: 'Front', on: true, scan: { input: 'feeder' }, options: { address: server.address, uuid: '', fingerprint: null } },
    ]);
    await admin.remove(id);
    expect(settings.get().sources).toEqual([]);
    await expect(admin.test(id)).rejects.toMatchObject({ code: 'source.missing' });
  });

  it('keeps all of several changes made at once', async () => {
    const { admin, settings } = await openDesk();
    const { id } = await admin.add({ name: 'A', place: escl('http://192.0.2.1/eSCL') });
    await Promise.all([
      admin.edit({ sourceId: id, scan: { input: 'feeder' } }), admin.edit({ sourceId: id, scan: { area: 'bed' } }), admin.edit({ sourceId: id, name: 'B' }),
    ]);
    expect(settings.get().sources).toMatchObject([{ name: 'B', scan: { input: 'feeder', area: 'bed', colour: 'grey' } }]);
  });

  it('is found at the place that answers, where only host and port were typed', async () => {
    const server = await fakeScanner({ tls: selfSigned() });
    const { admin } = await openDesk();
    const one = await admin.add({ name: 'Typed', place: escl(new URL(server.origin).host) });
    expect(one).toMatchObject({ options: { address: server.address } });
  });

  it.each(['two words', 'ftp://scanner', 'http://', 'http://a@scanner/eSCL', 'http://scanner/eSCL?x'])(
    'has no such address: %s', async (address) => {
      const { admin, settings } = await openDesk();
      await expect(admin.add({ name: 'A', place: escl(address) })).rejects.toMatchObject({ code: 'address.malformed' });
      expect(settings.get().sources).toEqual([]);
    });

  it('shows its certificate when tested, and works once a person has accepted that', async () => {
    const server = await fakeScanner({ tls: selfSigned() });
    const { admin, settings } = await openDesk();
    const { id } = await admin.add({ name: 'A', place: escl(server.address) });
    const refused = await admin.test(id);
    expect(refused).toMatchObject({ ok: false, code: 'source.certificateUnknown' });
    await admin.trust(id, (refused as { fingerprint: string }).fingerprint);
    expect(await admin.test(id)).toMatchObject({ ok: true });
    await admin.edit({ sourceId: id, place: escl(server.address) });
    expect(settings.get().sources).toMatchObject([{ options: { fingerprint: null } }]);
  });

  it('is found by all ways of looking; one that fails is named and stops no other', async () => {
    const { admin } = await openDesk({ finders: [
      { kind: 'escl', find: async () => [{ name: 'A', place: escl('http://192.0.2.1/eSCL', 'u1') }, { name: 'B', place: escl('http://192.0.2.2/eSCL') }] },
      { kind: 'sane', find: () => Promise.reject(new SourceError('source.driverMissing')) },
      { kind: 'wia', find: () => Promise.reject(new SourceError('source.timedOut')) },
    ] });
    await admin.add({ name: 'A', place: escl('http://192.0.2.9/eSCL', 'u1') });
    expect(await admin.discover()).toEqual({
      found: [
        { name: 'A', place: escl('http://192.0.2.1/eSCL', 'u1'), known: true }, { name: 'B', place: escl('http://192.0.2.2/eSCL'), known: false },
      ],
      troubles: [{ kind: 'wia', code: 'source.timedOut' }],
    });
  });

  it('that has another address now is found again by what it calls itself', async () => {
    const [before, now] = [await fakeScanner(), await fakeScanner()];
    const { admin, settings } = await openDesk({ announced: [{ name: 'A', place: escl(now.address, 'u1') }] });
    const { id } = await admin.add({ name: 'A', place: escl(before.address, 'u1') });
    await before.close();
    expect(await admin.test(id)).toMatchObject({ ok: true });
    expect(settings.get().sources).toMatchObject([{ options: { address: now.address } }]);
  });
});

describe('a scan', () => {
  async function ready(options: Partial<EsclOptions> = {}) {
    const server = await fakeScanner(options);
    const desk = await openDesk();
    const { id } = await desk.admin.add({ name: 'A', place: escl(server.address) });
    await desk.admin.edit({ sourceId: id, on: true });
    return { ...desk, server, id };
  }

  it('puts its page into the queue as the scanner’s', async () => {
    const { scans, captures, id, told } = await ready();
    const { captureIds, code } = await scans.start(id);
    expect(code).toBeNull();
    expect(await captures.list()).toMatchObject([{ id: captureIds[0], source: 'scanner' }]);
    expect(told).toContain('scanning');
  });

  it('keeps what came before the feeder failed, and says so', async () => {
    const { scans, captures, admin, server, id } = await ready({ feeder: true });
    await admin.edit({ sourceId: id, scan: { input: 'feeder', area: 'bed', colour: 'grey' } });
    server.state.failPage = { page: 3, status: 409 };
    expect(await scans.start(id)).toEqual({ captureIds: [expect.any(String), expect.any(String)], code: 'source.failed' });
    expect(await captures.list()).toHaveLength(2);
  });

  it('is one at a time, and ends when it is cancelled or the desk is closed', async () => {
    const { scans, server, id } = await ready();
    server.state.hangPages = true;
    const first = scans.start(id);
    await server.hanging;
    expect(await scans.start(id)).toEqual({ captureIds: [], code: 'source.busy' });
    await scans.stop();
    expect(await first).toEqual({ captureIds: [], code: 'source.cancelled' });
    expect(server.openJobs()).toBe(0);
  });

  it('whose page the desk refuses ends with the reason', async () => {
    const { scans, id } = await ready({ pages: [new Uint8Array(41 * 1024 * 1024).fill(1)] });
    expect(await scans.start(id)).toEqual({ captureIds: [], code: 'picture.tooManyBytes' });
  });

  it('is refused of a device that is off or gone', async () => {
    const { scans, admin, id } = await ready();
    await admin.edit({ sourceId: id, on: false });
    await expect(scans.start(id)).rejects.toMatchObject({ code: 'source.missing' });
    await expect(scans.start('escl-none')).rejects.toMatchObject({ code: 'source.missing' });
  });
});

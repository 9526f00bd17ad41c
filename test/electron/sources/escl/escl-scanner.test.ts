import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../../electron/clock.ts';
import { createEsclScanner } from '../../../../electron/sources/escl/escl-scanner.ts';
import type { ScanProgress, ScanOptions } from '../../../../shared/sources.ts';
import { startEscl, type EsclOptions, type EsclState } from '../../../servers/escl.ts';
import { selfSigned } from '../../../servers/self-signed.ts';
import { PAGES } from '../pages.ts';

/** Every pause is over at once; how many there were is counted. */
function hastyClock(): Clock & { pauses: number } {
  const clock = { ...systemClock, pauses: 0, wait: async () => { clock.pauses += 1; } };
  return clock;
}

const PASSPORT: ScanOptions = { input: 'flatbed', area: 'passport', colour: 'grey' };
const FEEDER: ScanOptions = { input: 'feeder', area: 'bed', colour: 'grey' };
const unhurried = () => new AbortController().signal;

async function fake(options: Partial<EsclOptions> = {}, state: Partial<EsclState> = {}) {
  const server = await startEscl({ pages: PAGES, ...options });
  Object.assign(server.state, state);
  onTestFinished(() => server.close());
  const clock = hastyClock();
  const scanner = createEsclScanner({ address: server.address, fingerprint: null }, { clock });
  return { server, scanner, clock };
}

async function scanned(scanner: ReturnType<typeof createEsclScanner>, options: ScanOptions, signal = unhurried()) {
  const pages: Uint8Array[] = [];
  const told: ScanProgress[] = [];
  await scanner.scan({
    ...options, onPage: async (picture) => void pages.push(picture), onProgress: (progress) => void told.push(progress),
  }, signal);
  return { pages, told };
}

describe('a network scanner', () => {
  it('tells its model and what it can', async () => {
    const { scanner, server } = await fake({ feeder: true, model: 'EXAMPLE Scan &amp; Co 1' });
    expect(await scanner.about(unhurried())).toEqual({ model: 'EXAMPLE Scan & Co 1', flatbed: true, feeder: true });
    expect(server.complaints).toEqual([]);
  });

  it('scans one passport at 300 dpi in grey, and puts the job away', async () => {
    const { scanner, server } = await fake();
    const { pages, told } = await scanned(scanner, PASSPORT);
    expect(pages.map((page) => Buffer.compare(page, PAGES[0] ?? Buffer.of()))).toEqual([0]);
    expect(server.scans).toEqual([
      { input: 'Platen', colour: 'Grayscale8', dpi: 300, width: 1535, height: 1098, format: 'image/jpeg' },
    ]);
    expect(server.complaints).toEqual([]);
    expect(server.openJobs()).toBe(0);
    expect(told[0]?.phase).toBe('connecting');
    expect(told.at(-1)).toEqual({ phase: 'receiving', page: 1, fraction: 1 });
  });

  it('scans the whole bed in colour where that is wanted', async () => {
    const { scanner, server } = await fake({ resolutions: [75, 200, 400] });
    await scanned(scanner, { input: 'flatbed', area: 'bed', colour: 'colour' });
    expect(server.scans).toMatchObject([{ colour: 'RGB24', dpi: 400, width: 2550, height: 3508 }]);
  });

  it.each([
    ['a list that ends below 300 dpi', { resolutions: [75, 200] }, { dpi: 200 }],
    ['a range', { resolutions: { min: 50, max: 1200 } }, { dpi: 300 }],
    ['a range below 300 dpi', { resolutions: { min: 50, max: 200 } }, { dpi: 200 }],
    ['colour only', { colours: ['RGB24'] }, { colour: 'RGB24' }],
  ])('takes the nearest that the device can: %s', async (_, options, asked) => {
    const { scanner, server } = await fake(options);
    await scanned(scanner, PASSPORT);
    expect(server.scans).toMatchObject([asked]);
  });

  it('takes all pages of the feeder, one after the other', async () => {
    const { scanner, server } = await fake({ feeder: true });
    const { pages } = await scanned(scanner, FEEDER);
    expect(pages.map(({ length }) => length)).toEqual(PAGES.map(({ length }) => length));
    expect(server.openJobs()).toBe(0);
  });

  it('waits for a device that is busy, and for a page that is not ready', async () => {
    const { scanner, clock } = await fake({}, { jobsRefused: 3, pagesNotReady: 29, state: 'Processing' });
    expect((await scanned(scanner, PASSPORT)).pages).toHaveLength(1);
    expect(clock.pauses).toBe(32);
  });

  it('says that it is warming up while it is', async () => {
    const { scanner } = await fake({}, { jobsRefused: 2, reasons: ['LampWarmingUp'] });
    expect((await scanned(scanner, PASSPORT)).told.map(({ phase }) => phase)).toContain('warmingUp');
  });

  it.each([
    ['busy for too long', {}, PASSPORT, { jobsRefused: 99, state: 'Processing' }, 'source.busy'],
    ['warming up for too long', {}, PASSPORT, { jobsRefused: 99, reasons: ['WarmingUp'] }, 'source.warmingUp'],
    ['its cover open', {}, PASSPORT, { jobsRefused: 1, reasons: ['CoverOpen'] }, 'source.coverOpen'],
    ['a page that never comes', {}, PASSPORT, { pagesNotReady: 99 }, 'source.timedOut'],
    ['no feeder', {}, FEEDER, {}, 'source.noFeeder'],
    ['no glass', { flatbed: false, feeder: true }, PASSPORT, {}, 'source.noFlatbed'],
    ['nothing in the feeder', { feeder: true }, FEEDER, { adf: 'ScannerAdfEmpty' }, 'source.paperEmpty'],
    ['a jam', { feeder: true }, FEEDER, { adf: 'ScannerAdfJam' }, 'source.jam'],
    ['the feeder’s hatch open', { feeder: true }, FEEDER, { adf: 'ScannerAdfHatchOpen' }, 'source.coverOpen'],
    ['no JPEG to give', { formats: ['application/pdf'] }, PASSPORT, {}, 'source.unsupported'],
  ] as const)('is given up with a name for it: %s', async (_, options, asked, state, code) => {
    const { scanner } = await fake(options, state);
    await expect(scanned(scanner, asked)).rejects.toMatchObject({ code });
  });

  it('keeps the pages that came before a jam and puts the job away', async () => {
    const { scanner, server } = await fake({ feeder: true }, { failPage: { page: 3, status: 409 } });
    const pages: number[] = [];
    const scanning = scanner.scan({
      ...FEEDER, onProgress: () => undefined,
      onPage: async ({ length }) => {
        pages.push(length);
        server.state.adf = 'ScannerAdfJam';
      },
    }, unhurried());
    await expect(scanning).rejects.toMatchObject({ code: 'source.jam' });
    expect(pages).toHaveLength(2);
    expect(server.openJobs()).toBe(0);
  });

  it('stops at once when a person cancels, and tells the device', async () => {
    const { scanner, server } = await fake({}, { hangPages: true });
    const cancel = new AbortController();
    const scanning = scanned(scanner, PASSPORT, cancel.signal);
    void server.hanging.then(() => cancel.abort());
    await expect(scanning).rejects.toMatchObject({ code: 'source.cancelled' });
    expect(server.openJobs()).toBe(0);
  });

  it('ends with what storing a page failed with', async () => {
    const { scanner, server } = await fake();
    const full = new Error('no room');
    await expect(scanner.scan({ ...PASSPORT, onPage: () => Promise.reject(full), onProgress: () => undefined }, unhurried()))
      .rejects.toBe(full);
    expect(server.openJobs()).toBe(0);
  });
});

describe('a scanner of its own mind', () => {
  it.each([
    ['of another host', (path: string) => `http://printer.invalid:8080${path}`],
    ['of another scheme', (path: string) => `https://127.0.0.1${path}`],
    ['without a host', (path: string) => path],
    ['relative', (path: string) => path.replace('/eSCL/ScanJobs/', '')],
    ['relative with the collection', (path: string) => path.replace('/eSCL/', '')],
    ['with a slash at its end', (path: string, origin: string) => `${origin}${path}/`],
  ])('may give its job an address %s', async (_, location) => {
    const { scanner, server } = await fake({ location });
    expect((await scanned(scanner, PASSPORT)).pages).toHaveLength(1);
    expect(server.openJobs()).toBe(0);
  });

  it('is refused when it gives its job none', async () => {
    const { scanner } = await fake({ location: () => ' ' });
    await expect(scanned(scanner, PASSPORT)).rejects.toMatchObject({ code: 'source.failed' });
  });

  it('may want another Host: HP’s localhost, told by its Server header', async () => {
    const { scanner, server } = await fake({ server: 'HP_Compact_Server', model: 'HP LaserJet MFP M630' }, { host: 'localhost' });
    expect((await scanned(scanner, PASSPORT)).pages).toHaveLength(1);
    expect(server.complaints).toEqual([]);
  });

  it('may want the port in Host: EPSON', async () => {
    const { scanner, server } = await fake({ model: 'EPSON ES-1' });
    server.state.host = new URL(server.origin).host;
    expect((await scanned(scanner, PASSPORT)).pages).toHaveLength(1);
  });

  it('may answer 404 until the page is ready: Xerox B205 and B215', async () => {
    const { scanner } = await fake({ model: 'Xerox(R) B205 MFP' }, { pagesNotReady: 4, notReadyIs404: true });
    expect((await scanned(scanner, PASSPORT)).pages).toHaveLength(1);
    const other = await fake({}, { pagesNotReady: 4, notReadyIs404: true });
    await expect(scanned(other.scanner, PASSPORT)).rejects.toMatchObject({ code: 'source.failed' });
  });

  it('may need a rest between pages: Brother', async () => {
    const { scanner, clock } = await fake({ model: 'Brother MFC-1', feeder: true });
    expect((await scanned(scanner, FEEDER)).pages).toHaveLength(3);
    expect(clock.pauses).toBe(3);
  });

  it('may have to be looked at before its glass is used: Xerox 3345, Canon MF410', async () => {
    const { scanner, server } = await fake({ model: 'Canon MF410 Series' }, { reasons: ['CoverOpen'] });
    await expect(scanned(scanner, PASSPORT)).rejects.toMatchObject({ code: 'source.coverOpen' });
    expect(server.requests.filter((one) => one.startsWith('POST'))).toEqual([]);
  });

  it('may drop a connection now and then: Kyocera', async () => {
    const { scanner } = await fake({}, { drop: 1 });
    expect(await scanner.about(unhurried())).toMatchObject({ model: 'Made-up M1' });
  });
});

describe('what is no scanner', () => {
  it('is known for none by its answer', async () => {
    const server = createServer((_, answer) => answer.end('<html><p>It works!</html>'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/eSCL`;
    const scanner = createEsclScanner({ address, fingerprint: null }, { clock: systemClock });
    await expect(scanner.about(unhurried())).rejects.toMatchObject({ code: 'source.notAScanner' });
  });

  it('is offline where nobody listens', async () => {
    const { server, scanner } = await fake();
    await server.close();
    await expect(scanner.about(unhurried())).rejects.toMatchObject({ code: 'source.offline' });
  });
});

describe('a certificate that nobody vouches for', () => {
  const at = (address: string, fingerprint: string | null) => createEsclScanner({ address, fingerprint }, { clock: systemClock });

  it('is refused with its fingerprint before anything is sent, accepted once told to, and refused again when it changes', async () => {
    const { server } = await fake({ tls: selfSigned() });
    const refused: unknown = await at(server.address, null).about(unhurried()).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'source.certificateUnknown', fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) });
    expect(server.requests).toEqual([]);
    const { fingerprint } = refused as { fingerprint: string };
    expect((await scanned(at(server.address, fingerprint), PASSPORT)).pages).toHaveLength(1);

    const other = await fake({ tls: selfSigned() });
    await expect(at(other.server.address, fingerprint).about(unhurried())).rejects.toMatchObject({ code: 'source.certificateChanged' });
    expect(other.server.requests).toEqual([]);
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findSane } from '../../../electron/sources/sane/find.ts';
import { openMemoryFolder } from '../../../electron/sources/sane/memory-folder.ts';
import { readOptions, scanArguments } from '../../../electron/sources/sane/options.ts';
import { createSaneScanner } from '../../../electron/sources/sane/sane-scanner.ts';
import { scanimageFailure } from '../../../electron/sources/sane/scanimage.ts';
import type { ScanOptions, ScanProgress } from '../../../shared/sources.ts';
import { temporaryFolder } from '../profile.ts';
import { HAS_SANE, saneConfig } from './sane-desk.ts';

const PASSPORT: ScanOptions = { input: 'flatbed', area: 'passport', colour: 'grey' };
const FEEDER: ScanOptions = { input: 'feeder', area: 'passport', colour: 'grey' };
const unhurried = () => new AbortController().signal;

afterEach(() => vi.unstubAllEnvs());

/** SANE's own test device, set up by lines of its configuration; pages of a feeder lie in a folder of the test. */
function testDevice(...lines: string[]) {
  const memory = temporaryFolder();
  vi.stubEnv('SANE_CONFIG_DIR', saneConfig({ test: ['number_of_devices 1', 'test-picture "Grid"', ...lines].join('\n') }));
  vi.stubEnv('XDG_RUNTIME_DIR', memory);
  return { scanner: createSaneScanner('test:0'), memory };
}

async function scanned(scanner: ReturnType<typeof createSaneScanner>, options: ScanOptions, signal = unhurried()) {
  const pages: Uint8Array[] = [];
  const told: ScanProgress[] = [];
  const ended = await scanner.scan({
    ...options, onPage: async (picture) => void pages.push(picture), onProgress: (progress) => void told.push(progress),
  }, signal).then(() => null, (error: unknown) => error);
  return { pages, told, ended };
}

const sizeOf = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe.skipIf(!HAS_SANE)('SANE’s test device', () => {
  it('is found', async () => {
    testDevice();
    expect(await findSane(unhurried())).toEqual([{ name: 'Noname frontend-tester', place: { kind: 'sane', device: 'test:0' } }]);
  });

  it('tells what it has, and scans a passport at 300 dpi with progress', async () => {
    const { scanner } = testDevice();
    expect(await scanner.about(unhurried())).toEqual({ model: '', flatbed: true, feeder: true });
    const { pages, told, ended } = await scanned(scanner, PASSPORT);
    expect(ended).toBeNull();
    expect(pages.map(sizeOf)).toEqual([[1535, 1098]]);
    expect(told.at(-1)).toEqual({ phase: 'scanning', page: 1, fraction: 1 });
  });

  it('gives the ten pages of its feeder one by one, and nothing of them stays', async () => {
    const { scanner, memory } = testDevice();
    const { pages, told, ended } = await scanned(scanner, FEEDER);
    expect(ended).toBeNull();
    expect(pages).toHaveLength(10);
    expect(new Set(told.map(({ page }) => page)).size).toBeGreaterThan(1);
    expect(readdirSync(memory)).toEqual([]);
  });

  it.each([
    ['SANE_STATUS_JAMMED', 'source.jam'], ['SANE_STATUS_COVER_OPEN', 'source.coverOpen'], ['SANE_STATUS_NO_DOCS', 'source.paperEmpty'],
    ['SANE_STATUS_DEVICE_BUSY', 'source.busy'], ['SANE_STATUS_ACCESS_DENIED', 'source.denied'], ['SANE_STATUS_IO_ERROR', 'source.offline'],
  ])('that answers %s fails by %s, on the glass and in the feeder', async (status, code) => {
    const { scanner, memory } = testDevice(`read-status-code "${status}"`);
    for (const options of [PASSPORT, FEEDER]) {
      const { pages, ended } = await scanned(scanner, options);
      expect(ended, options.input).toMatchObject({ code });
      expect(pages).toEqual([]);
    }
    expect(readdirSync(memory)).toEqual([]);
  });

  it('that is slow is ended at once when a person cancels', async () => {
    const { scanner } = testDevice('read-delay true', 'read-delay-duration 200000');
    const cancel = new AbortController();
    const scanning = scanner.scan({
      ...PASSPORT, onPage: async () => undefined,
      onProgress: ({ fraction }) => { if (fraction !== null) cancel.abort(); },
    }, cancel.signal);
    await expect(scanning).rejects.toMatchObject({ code: 'source.cancelled' });
  });

  it('whose page cannot be stored is stopped with the reason, and leaves nothing', async () => {
    const { scanner, memory } = testDevice();
    const full = new Error('no room');
    const scanning = scanner.scan({ ...FEEDER, onPage: () => Promise.reject(full), onProgress: () => undefined }, unhurried());
    await expect(scanning).rejects.toBe(full);
    expect(readdirSync(memory)).toEqual([]);
  });

  it('is known by its absence', async () => {
    testDevice();
    await expect(createSaneScanner('test:7').about(unhurried())).rejects.toMatchObject({ code: 'source.noDevice' });
  });
});

describe('SANE', () => {
  it('that is not installed is said so', async () => {
    vi.stubEnv('PATH', temporaryFolder());
    await expect(createSaneScanner('test:0').about(unhurried())).rejects.toMatchObject({ code: 'source.driverMissing' });
  });

  it('has a status for what went wrong, and its words tell more', () => {
    expect(scanimageFailure(6, 'scanimage: sane_read: Document feeder jammed').code).toBe('source.jam');
    expect(scanimageFailure(1, 'scanimage: sane_start: The device is warming up').code).toBe('source.warmingUp');
    expect(scanimageFailure(8, '').code).toBe('source.coverOpen');
    expect(scanimageFailure(null, '').code).toBe('source.failed');
  });

  it('keeps the pages of a feeder in memory or takes none', async () => {
    const here = temporaryFolder();
    const folder = await openMemoryFolder({ XDG_RUNTIME_DIR: here });
    expect(readdirSync(here)).toHaveLength(1);
    expect(folder.pattern.startsWith(join(here, 'desk-scan-'))).toBe(true);
    await folder.close();
    expect(readdirSync(here)).toEqual([]);
  });
});

/** As drivers print them: genesys, epsonscan2, brother and pixma differ in words and units. */
const GENESYS = `
All options specific to device \`genesys:libusb:001:004':
  Scan Mode:
    --mode Color|Gray [Gray]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --source Flatbed|Transparency Adapter [Flatbed] [inactive]
    --depth 8|16 [8]
    --resolution 75|150|600|1200dpi [75]
  Geometry:
    -l 0..216.7mm (in steps of 0.01) [0]
    -t 0..300mm (in steps of 0.01) [0]
    -x 0..216.7mm (in steps of 0.01) [216.7]
    -y 0..300mm (in steps of 0.01) [300]
`;
const BROTHER = `
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color [24bit Color]
    --resolution 100|150|200|300|400|600dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex) [FlatBed]
    --brightness -50..50% (in steps of 1) [inactive]
    -x 0..88mm (in steps of 0.1) [88]
    -y 0..60mm (in steps of 0.1) [60]
`;

describe('the options of a SANE device', () => {
  it('are used as far as it has them', () => {
    expect(scanArguments(PASSPORT, readOptions(GENESYS))).toEqual(
      ['--mode=Gray', '--resolution=600', '--depth=8', '-l', '0', '-t', '0', '-x', '130', '-y', '93']);
    expect(scanArguments({ ...PASSPORT, area: 'bed', colour: 'colour' }, readOptions(GENESYS))).toEqual(
      ['--mode=Color', '--resolution=600', '--depth=8', '-l', '0', '-t', '0', '-x', '216.7', '-y', '300']);
  });

  it('may be worded otherwise', () => {
    expect(scanArguments({ ...FEEDER, colour: 'colour' }, readOptions(BROTHER))).toEqual([
      '--source=Automatic Document Feeder(left aligned)', '--mode=24bit Color', '--resolution=300', '-l', '0', '-t', '0', '-x', '88', '-y', '60']);
    expect(scanArguments(PASSPORT, readOptions(BROTHER))).toContain('--mode=True Gray');
  });

  it('are no reason to guess: what is not there is not asked for', () => {
    expect(scanArguments(PASSPORT, readOptions(''))).toEqual([]);
    expect(() => scanArguments(FEEDER, readOptions(GENESYS))).toThrow(expect.objectContaining({ code: 'source.noFeeder' }));
  });
});

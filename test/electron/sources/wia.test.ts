import { describe, expect, it } from 'vitest';
import { createWiaScanner, findWia, type RunPowerShell } from '../../../electron/sources/wia/wia-scanner.ts';
import { WIA_SCRIPT } from '../../../electron/sources/wia/wia-script.ts';
import type { ScanOptions } from '../../../shared/sources.ts';

const DEVICE = '{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\\0001';
const PASSPORT: ScanOptions = { input: 'flatbed', area: 'passport', colour: 'grey' };
const unhurried = () => new AbortController().signal;

/** Replays what the script wrote, cut anywhere, as a pipe does; keeps what it was asked. */
function replay(lines: readonly object[], exitCode = 0): { run: RunPowerShell; asked: unknown[] } {
  const asked: unknown[] = [];
  const run: RunPowerShell = async (program, signal) => {
    asked.push(JSON.parse(program.input ?? 'null'));
    const text = Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\r\n`).join(''));
    for (let at = 0; at < text.length && !signal.aborted; at += 7) program.onOutput?.(text.subarray(at, at + 7));
    return { exitCode, output: Buffer.alloc(0), errors: '' };
  };
  return { run, asked };
}

async function scanned(run: RunPowerShell, options: ScanOptions = PASSPORT) {
  const pages: string[] = [];
  await createWiaScanner(DEVICE, run).scan({
    ...options, onPage: async (picture) => void pages.push(Buffer.from(picture).toString()), onProgress: () => undefined,
  }, unhurried());
  return pages;
}
const page = (text: string) => ({ page: Buffer.from(text).toString('base64') });

describe('a scanner of Windows', () => {
  it('is found by its name, whatever the language of Windows', async () => {
    const { run } = replay([{ name: 'Сканер №1', device: DEVICE }, { done: true }]);
    expect(await findWia(unhurried(), run)).toEqual([{ name: 'Сканер №1', place: { kind: 'wia', device: DEVICE } }]);
  });

  it('tells what it has', async () => {
    const { run, asked } = replay([{ feeder: false, name: 'CanoScan LiDE', flatbed: true }, { done: true }]);
    expect(await createWiaScanner(DEVICE, run).about(unhurried())).toEqual({ model: 'CanoScan LiDE', flatbed: true, feeder: false });
    expect(asked).toEqual([{ what: 'about', device: DEVICE }]);
  });

  it('is asked for the passport at 300 dpi, and its page comes whole', async () => {
    const { run, asked } = replay([{ scanning: 1 }, page('picture'), { done: true }]);
    expect(await scanned(run)).toEqual(['picture']);
    expect(asked).toEqual([{ what: 'scan', device: DEVICE, input: 'flatbed', colour: 'grey', dpi: 300, width: 1535, height: 1098 }]);
  });

  it('gives every page of its feeder', async () => {
    const { run, asked } = replay([{ scanning: 1 }, page('one'), { scanning: 2 }, page('two'), { scanning: 3 }, { done: true }]);
    expect(await scanned(run, { input: 'feeder', area: 'bed', colour: 'colour' })).toEqual(['one', 'two']);
    expect(asked).toMatchObject([{ input: 'feeder', colour: 'colour', width: 0, height: 0 }]);
  });

  it.each([
    ['0x80210015', 'source.noDevice'], ['0x80210002', 'source.jam'], ['0x80210003', 'source.paperEmpty'], ['0x80210005', 'source.offline'],
    ['0x80210006', 'source.busy'], ['0x80210007', 'source.warmingUp'], ['0x80210016', 'source.coverOpen'], ['0x8021000A', 'source.offline'],
    ['0x80040154', 'source.driverMissing'], ['0x80070005', 'source.denied'], ['noFeeder', 'source.noFeeder'], ['0x80004005', 'source.failed'],
  ])('that fails by %s fails by %s', async (failed, code) => {
    await expect(scanned(replay([{ scanning: 1 }, { failed }], 1).run)).rejects.toMatchObject({ code });
  });

  it('whose driver writes what nobody asked for is understood all the same', async () => {
    const { run } = replay(['Loading…' as never, { scanning: 1 }, page('picture'), { done: true }]);
    expect(await scanned(run)).toEqual(['picture']);
  });

  it('whose script dies has failed', async () => {
    await expect(scanned(replay([{ scanning: 1 }], 1).run)).rejects.toMatchObject({ code: 'source.failed' });
    await expect(findWia(unhurried(), replay([]).run)).rejects.toMatchObject({ code: 'source.failed' });
  });

  it('whose page cannot be stored is stopped with the reason', async () => {
    const full = new Error('no room');
    const scanning = createWiaScanner(DEVICE, replay([{ scanning: 1 }, page('one'), { scanning: 2 }, page('two'), { done: true }]).run)
      .scan({ ...PASSPORT, onPage: () => Promise.reject(full), onProgress: () => undefined }, unhurried());
    await expect(scanning).rejects.toBe(full);
  });
});

describe('the script', () => {
  it('fits on a command line of Windows (32,767 signs) as it is encoded', () => {
    expect(Buffer.from(WIA_SCRIPT, 'utf16le').toString('base64').length).toBeLessThan(32_000);
  });

  it('closes every bracket it opens', () => {
    const bare = WIA_SCRIPT.replaceAll(/'[^'\n]*'/g, '').replaceAll(/^\s*#.*$/gm, '');
    const count = (sign: string) => bare.split(sign).length - 1;
    expect([count('{'), count('('), count('[')]).toEqual([count('}'), count(')'), count(']')]);
  });
});

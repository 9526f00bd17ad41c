import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrashDumps } from '../../../electron/crash/crash-dumps.ts';
import { scrubMinidump } from '../../../electron/crash/scrub-minidump.ts';
import { openLog } from '../../../electron/log.ts';
import { createManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../profile.ts';
import { makeDump, NAME, RETURN_ADDRESS } from './made-dump.ts';

const DAY_MS = 24 * 3_600_000;
const word = (address: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(address);
  return bytes;
};
const holdsName = (bytes: Buffer): boolean =>
  [Buffer.from('ERIKS', 'latin1'), Buffer.from('ERIKS', 'utf16le')].some((sign) => bytes.includes(sign));

describe('a scrubbed minidump', () => {
  it.each([['x64', 9], ['ARM64', 12]])('of %s tells where it crashed and nothing of whom it was about', (_, processor) => {
    const dump = makeDump(processor);
    expect(holdsName(dump)).toBe(true);
    const clean = scrubMinidump(dump);
    if (clean === null) throw new Error('the dump was not read');
    expect(holdsName(clean)).toBe(false);
    for (let from = 0; from + 5 <= NAME.length; from += 1) expect(clean.includes(NAME.slice(from, from + 5), 0, 'latin1')).toBe(false);
    expect(clean.readUInt32LE(2600 + 8)).toBe(0xc0_00_00_05);
    expect(clean.subarray(2200 + 64, 2200 + 72)).toEqual(word(RETURN_ADDRESS));
    expect(clean.readBigUInt64LE(2200 + 72)).not.toBe(0n);
    expect(clean.toString('utf16le', 404, 404 + clean.readUInt32LE(400))).toBe('Kakdoma Desk.exe');
  });

  it('has of a processor it does not know no registers at all', () => {
    expect(scrubMinidump(makeDump(5))?.subarray(800, 800 + 1232).every((byte) => byte === 0)).toBe(true);
  });

  it('is nothing when the file is none or is cut short, whatever is in it', () => {
    expect(scrubMinidump(Buffer.from(NAME.repeat(10)))).toBeNull();
    expect(scrubMinidump(makeDump().subarray(0, 2000))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(400), (noise, at) => {
      const dump = makeDump();
      dump.set(noise, at);
      const clean = scrubMinidump(dump);
      expect(clean === null || clean.length === dump.length).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('crash dumps', () => {
  it('are moved scrubbed, and what cannot be scrubbed is removed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'Crashpad/pending'), { recursive: true });
    writeFileSync(join(folder, 'Crashpad/pending/one.dmp'), makeDump());
    writeFileSync(join(folder, 'Crashpad/pending/two.dmp'), NAME);
    const clock = createManualClock(Date.now());
    const dumps = createCrashDumps({ from: join(folder, 'Crashpad'), to: join(folder, 'crashes'), log: openLog({ folder: join(folder, 'logs') }), clock });
    await dumps.collect();
    // The handler may still be writing it.
    expect(readdirSync(join(folder, 'Crashpad/pending'))).toEqual(['two.dmp']);
    await expect.poll(async () => {
      await clock.pass(10 * 60_000);
      return readdirSync(join(folder, 'Crashpad/pending'));
    }).toEqual([]);
    await dumps.stop();
    expect(readdirSync(join(folder, 'Crashpad/pending'))).toEqual([]);
    expect(readdirSync(join(folder, 'crashes'))).toEqual(['one.dmp']);
    expect(holdsName(readFileSync(join(folder, 'crashes/one.dmp')))).toBe(false);
  });

  it('are kept for fourteen days, ten of them at most, also by a desk that is never closed', async () => {
    const folder = temporaryFolder();
    const to = join(folder, 'crashes');
    mkdirSync(to);
    const now = Date.UTC(2026, 10, 21);
    for (let n = 0; n < 14; n += 1) {
      writeFileSync(join(to, `${String(n).padStart(2, '0')}.dmp`), '');
      const at = (now - (n < 6 ? n : n + 5) * DAY_MS) / 1000;
      utimesSync(join(to, `${String(n).padStart(2, '0')}.dmp`), at, at);
    }
    const clock = createManualClock(now);
    const dumps = createCrashDumps({ from: join(folder, 'none'), to, log: openLog({ folder: join(folder, 'logs') }), clock });
    const named = (count: number) => Array.from({ length: count }, (_, n) => `${String(n).padStart(2, '0')}.dmp`);
    await expect.poll(() => readdirSync(to).toSorted()).toEqual(named(10));
    clock.set(now + 10 * DAY_MS);
    await expect.poll(async () => {
      await clock.pass(DAY_MS);
      return readdirSync(to).length;
    }).toBeLessThan(6);
    await dumps.stop();
  });
});

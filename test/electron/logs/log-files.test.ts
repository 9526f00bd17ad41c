import { readdirSync, readFileSync, writeFileSync, appendFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/log.ts';
import { createLogFiles } from '../../../electron/logs/log-files.ts';
import { temporaryFolder } from '../profile.ts';

const DAY_MS = 24 * 3_600_000;
const START = new Date(2026, 10, 1, 12).getTime();
const one = '6f8fae33-6a6d-4b1e-9c2f-0d7f3a2b1c4d';
const other = '7f8fae33-6a6d-4b1e-9c2f-0d7f3a2b1c4d';

describe('the log over days', () => {
  it('starts a file each day and keeps a fortnight', () => {
    const folder = temporaryFolder();
    for (let day = 0; day < 20; day += 1) {
      const now = START + day * DAY_MS;
      const log = openLog({ folder, now: () => now });
      log.info('desk.started', { count: day });
      log.close();
      utimesSync(join(folder, 'desk.log'), now / 1000, now / 1000);
    }
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    const days = [...kept.matchAll(/"count":(\d+)/g)].map(([, count]) => Number(count)).toSorted((a, b) => a - b);
    expect(days.at(-1)).toBe(19);
    expect(days[0]).toBe(5);
    expect(days).toHaveLength(15);
  });
});

describe('the log read back', () => {
  it('lists the newest first, over files, of one document only or of trouble only', async () => {
    const folder = temporaryFolder();
    const log = openLog({ folder, maxBytes: 300 });
    log.info('capture.added', { captureId: one, correlationId: one });
    log.info('capture.added', { captureId: other, correlationId: other });
    log.info('registration.confirmed', { registrationId: other, correlationId: one });
    log.warn('delivery.attempted', { correlationId: one, code: 'server.busy', ms: 12 });
    log.close();
    expect(readdirSync(folder).length).toBeGreaterThan(1);
    const files = createLogFiles(folder);
    const events = async (filter: Partial<Parameters<typeof files.list>[0]>) =>
      (await files.list({ level: 'all', correlationId: null, limit: 100, ...filter })).map(({ event }) => event);
    expect(await events({})).toEqual(['delivery.attempted', 'registration.confirmed', 'capture.added', 'capture.added']);
    expect(await events({ correlationId: one })).toEqual(['delivery.attempted', 'registration.confirmed', 'capture.added']);
    expect(await events({ level: 'warn' })).toEqual(['delivery.attempted']);
    expect(await events({ limit: 2 })).toHaveLength(2);
    const [latest] = await files.list({ level: 'warn', correlationId: null, limit: 1 });
    expect(latest).toMatchObject({ level: 'warn', correlationId: one, details: 'code=server.busy ms=12' });
  });

  it('passes over half a line, and writes all lines into one file, oldest first', async () => {
    const folder = temporaryFolder();
    const log = openLog({ folder, maxBytes: 200 });
    for (let count = 0; count < 10; count += 1) log.info('log.line', { count });
    log.close();
    appendFileSync(join(folder, 'desk.log'), '{"level":"info","ti');
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    const files = createLogFiles(folder);
    expect(await files.list({ level: 'all', correlationId: null, limit: 100 })).toHaveLength(10);
    const out = join(temporaryFolder(), 'all.jsonl');
    expect(await files.write(out)).toBe(11);
    expect([...readFileSync(out, 'utf8').matchAll(/"count":(\d+)/g)].map(([, count]) => Number(count))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

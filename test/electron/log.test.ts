import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog, type LogDetails } from '../../electron/log.ts';
import { DeskError } from '../../shared/errors.ts';
import { temporaryFolder } from './profile.ts';

const captureId = '6f8fae33-6a6d-4b1e-9c2f-0d7f3a2b1c4d';

function written(use: (log: ReturnType<typeof openLog>) => void): { text: string; lines: Record<string, unknown>[] } {
  const folder = temporaryFolder();
  const log = openLog({ folder });
  use(log);
  log.close();
  const text = readFileSync(join(folder, 'desk.log'), 'utf8');
  return { text, lines: text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes one JSON line an event, with time and level', () => {
    const { lines } = written((log) => log.warn('capture.parked', { captureId, code: 'ocr.timedOut', ms: 12 }));
    expect(lines).toEqual([{
      level: 'warn', event: 'capture.parked', captureId, code: 'ocr.timedOut', ms: 12,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    }]);
  });

  it('drops every detail it does not know, and known ones that hold anything but ids, codes and numbers', () => {
    const slips = {
      surname: 'ERIKSSON', captureId: 'ERIKSSON', code: 'ERIKSSON', state: 'Anna Maria', source: 'L898902C3', ms: '740812',
      version: 'Анна', signal: 'P<UTO', nested: { surname: 'ERIKSSON' },
    } as unknown as LogDetails;
    const { lines } = written((log) => log.info('capture.read', slips));
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(['event', 'level', 'time']);
  });

  it('does not write an event that is more than words', () => {
    const { text, lines } = written((log) => log.info('read ERIKSSON'));
    expect(lines[0]).toMatchObject({ event: 'log.unnamed' });
    expect(text).not.toContain('ERIKSSON');
  });

  it('keeps of an error its kind and frames, and the message only where we worded it', () => {
    const cause = new TypeError('cannot read ERIKSSON');
    const { text, lines } = written((log) => log.error('capture.failed', {
      error: new DeskError('database.damaged', 'a sealed value is cut short', { cause }),
    }));
    expect(lines[0]).toMatchObject({ error: {
      name: 'DeskError', code: 'database.damaged', message: 'a sealed value is cut short', cause: { name: 'TypeError' },
    } });
    expect(text).toContain('log.test.ts');
    expect(text).not.toContain('ERIKSSON');
    expect(text).not.toContain(import.meta.dirname);
  });

  it('keeps of a frame no folder, whatever signs its name has, and of a message nothing that looks like a frame', () => {
    const error = new Error('cannot read\n    at ERIKSSON (L898902C3)');
    error.stack = [`Error: ${error.message}`, '    at read (C:\\Users\\Anna Eriksson\\AppData\\Desk\\resources\\app.asar\\dist\\main\\index.js:10:5)',
      '    at async C:\\Users\\Anna Eriksson\\x.js:1:2', '    at async Promise.all (index 0)', '    at file:///home/anna%20eriksson/desk/node_modules/@img/sharp/lib/a.js:3:4'].join('\n');
    expect(written((log) => log.error('capture.failed', { error })).lines[0]).toMatchObject({
      error: { at: ['read (index.js:10:5)', 'x.js:1:2', 'async Promise.all (index 0)', '@img/sharp/a.js:3:4'] },
    });
  });

  it('says of what is no error only what type it is', () => {
    expect(written((log) => log.error('capture.failed', { error: 'ERIKSSON' })).lines[0]).toMatchObject({
      error: { name: 'string' },
    });
  });

  it('starts a new file past its size and keeps so many', () => {
    const folder = temporaryFolder();
    const log = openLog({ folder, maxBytes: 1000, keep: 3 });
    for (let count = 0; count < 100; count += 1) log.info('log.line', { count });
    log.close();
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['desk.1.log', 'desk.2.log', 'desk.log']);
    expect(names.every((name) => statSync(join(folder, name)).size <= 1000)).toBe(true);
    expect(readFileSync(join(folder, 'desk.log'), 'utf8')).toContain('"count":99');
  });

  it.runIf(existsSync('/dev/full') && existsSync('/proc/self/fd'))('keeps no file open that a full disk takes nothing into', () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'desk.log'));
    const log = openLog({ folder });
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let count = 0; count < 50; count += 1) log.info('log.line', { count });
    expect(open()).toBe(before);
    log.close();
  });

  it('goes on in the file it left', () => {
    const folder = temporaryFolder();
    for (const count of [1, 2]) {
      const log = openLog({ folder });
      log.info('log.line', { count });
      log.close();
    }
    expect(readFileSync(join(folder, 'desk.log'), 'utf8').trim().split('\n')).toHaveLength(2);
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../profile.ts';

const source = (file: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../electron', file)).href);

/** A program of its own that notes what nobody caught; `does` is what goes wrong in it. */
function programThat(does: string): { status: number | null; log: string } {
  const folder = temporaryFolder();
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', `
    import { openLog } from ${source('log.ts')};
    import { noteUnheld } from ${source('crash/unheld.ts')};
    const log = openLog({ folder: ${JSON.stringify(folder)} });
    noteUnheld(log);
    setTimeout(() => log.info('program.wentOn'), 100);
    ${does}
  `]);
  return { status, log: readFileSync(join(folder, 'desk.log'), 'utf8') };
}

describe('what nobody caught', () => {
  it('is written into the log by name, code and place, without what it says', () => {
    const { status, log } = programThat(`
      void Promise.reject(Object.assign(new TypeError('no guest ERIKSSON L898902C3'), { code: 'ENOENT' }));
      void Promise.reject('ERIKSSON');
    `);
    const [first, second, third] = log.trim().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(first).toMatchObject({ level: 'error', event: 'program.rejected', error: { name: 'TypeError', code: 'ENOENT' } });
    expect(second).toMatchObject({ event: 'program.rejected', error: { name: 'string' } });
    expect(third).toMatchObject({ event: 'program.wentOn' });
    expect(log).not.toContain('ERIKSSON');
    expect(status).toBe(0);
  });

  it('still ends the program where it was thrown, as the host has it, and is noted once', () => {
    const { status, log } = programThat(`setTimeout(() => { throw new RangeError('ERIKSSON'); });`);
    expect(log.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(log)).toMatchObject({ event: 'program.threw', error: { name: 'RangeError' } });
    expect(log).not.toContain('ERIKSSON');
    expect(status).not.toBe(0);
  });
});

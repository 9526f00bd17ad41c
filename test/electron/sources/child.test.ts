import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { driverEnvironment, runChild } from '../../../electron/sources/child.ts';
import { scanimage } from '../../../electron/sources/sane/scanimage.ts';
import { temporaryFolder } from '../profile.ts';

afterEach(() => vi.unstubAllEnvs());

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // there is no such process any more
  }
};

it('ends a driver that heeds no polite signal, by its id', async () => {
  const cancel = new AbortController();
  const said = Promise.withResolvers<number>();
  const running = runChild({
    file: process.execPath, args: ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log(process.pid)'],
    env: process.env, silence: 60_000, onOutput: (part) => said.resolve(Number(part.toString())),
  }, cancel.signal);
  const pid = await said.promise;
  cancel.abort();
  await expect(running).rejects.toMatchObject({ code: 'source.cancelled' });
  expect(isAlive(pid)).toBe(false);
});

it('gives up a driver that falls silent', async () => {
  const running = runChild({ file: process.execPath, args: ['-e', 'setInterval(() => {}, 1e6)'], env: {}, silence: 50 }, new AbortController().signal);
  await expect(running).rejects.toMatchObject({ code: 'source.timedOut' });
});

it.skipIf(process.platform === 'win32')('believes scanimage that says why it failed and then hangs', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'scanimage');
  writeFileSync(file, '#!/bin/sh\nprintf "Progress: 0.0%%\\rscanimage: sane_read: Document feeder jammed\\n" >&2\nexec sleep 1000\n');
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  const { exitCode, errors } = await scanimage([], { silence: 60_000 }, new AbortController().signal);
  expect({ exitCode, jammed: errors.includes('jammed') }).toEqual({ exitCode: null, jammed: true });
});

it('tells a driver nothing of our surroundings that it need not know', () => {
  const env = driverEnvironment({ PATH: '/bin', AWS_SECRET: 'x', SANE_CONFIG_DIR: '/c', LANG: 'ru_RU' }, /^SANE_/);
  expect(env).toEqual({ PATH: '/bin', SANE_CONFIG_DIR: '/c', LC_ALL: 'C' });
});

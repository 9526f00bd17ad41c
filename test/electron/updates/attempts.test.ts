import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openAttempts } from '../../../electron/updates/attempts.ts';
import { temporaryFolder } from '../profile.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

it('tells the version that starts next whether it is the one that was to be installed', async () => {
  const file = join(temporaryFolder(), 'update.json');
  const old = await openAttempts({ file, running: '1.0.0', log });
  expect(old.failed).toBeNull();
  await old.note('1.1.0');
  expect((await openAttempts({ file, running: '1.0.0', log })).failed).toBe('1.1.0');
  expect((await openAttempts({ file, running: '1.1.0', log })).failed).toBeNull();
  expect(existsSync(file)).toBe(false);
});

it('tells nothing where the file is none of ours', async () => {
  const file = join(temporaryFolder(), 'update.json');
  for (const text of ['', '{', '{"from":"1.0.0"}', '[]']) {
    writeFileSync(file, text);
    expect((await openAttempts({ file, running: '1.0.0', log })).failed).toBeNull();
  }
});

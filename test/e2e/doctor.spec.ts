import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS_VERSION } from '../../electron/settings/versions.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { DEFAULT_SCAN } from '../../shared/sources.ts';
import { startEscl } from '../servers/escl.ts';
import { expect, test } from './app.ts';

test('the check-up finds a new desk in order and copies a table without a word of anybody', async ({ desk }) => {
  const { page, ...app } = await desk.open({ chromiumArgs: ['--use-fake-device-for-media-stream'] });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Check-up' }).click();
  const verdict = (check: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: check, exact: true }) }).getByRole('cell').first();
  for (const check of ['Keychain', 'Database', 'Reading models', 'Camera']) await expect(verdict(check)).toHaveText('good', { timeout: 40_000 });
  for (const check of ['Bot', 'Delivery']) await expect(verdict(check)).toHaveText('not in use');
  await page.getByRole('button', { name: 'Copy the table' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('[+] Keychain');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).not.toContain(desk.profile);
});

test('the check-up tests the scanners of this desk, names those without an answer, and copies no name or address', async ({ desk }) => {
  const scanner = await startEscl({ pages: [] });
  const one = (id: string, name: string, address: string, on = true): Settings['sources'][number] =>
    ({ id, name, on, kind: 'escl', scan: DEFAULT_SCAN, options: { address, uuid: '', fingerprint: null } });
  const sources = [
    one('escl-0a1b2c3d', 'Front desk', scanner.address), one('escl-9f8e7d6c', 'Scanner of Ivanov', 'http://127.0.0.1:1/eSCL'),
    one('escl-11112222', 'Put away', 'http://127.0.0.1:2/eSCL', false),
  ];
  writeFileSync(path.join(desk.profile, 'settings.json'), JSON.stringify({ version: SETTINGS_VERSION, settings: { ...DEFAULT_SETTINGS, sources } }));
  const { page, ...app } = await desk.open();
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Check-up' }).click();
  const scanners = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Scanners', exact: true }) });
  await expect(scanners.filter({ hasText: 'Answering: 1.' })).toHaveAttribute('data-verdict', 'good', { timeout: 60_000 });
  await expect(scanners.filter({ hasText: 'Scanner of Ivanov' })).toHaveAttribute('data-verdict', 'bad');
  await expect(scanners).toHaveCount(2);
  await page.getByRole('button', { name: 'Copy the table' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('[X] Scanners        escl-9f8e7d6c: ');
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  for (const personal of ['Ivanov', 'Front desk', '127.0.0.1']) expect(copied).not.toContain(personal);
  await scanner.close();
});

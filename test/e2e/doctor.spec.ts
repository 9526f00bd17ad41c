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

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseInDialog, expect, test } from './app.ts';
import { confirmNow, openFiles, untilRead } from './desk-page.ts';
import { startKeyring } from './keyring-session.ts';
import { PASSPORT } from './specimen-files.ts';

test('a desk moves to a new computer by its backup and the key on paper', async ({ desk }) => {
  test.setTimeout(240_000);
  const archive = path.join(desk.profile, '..', 'archive');
  mkdirSync(archive);
  const old = await desk.open();
  const { page } = old;
  await openFiles(old, [PASSPORT]);
  await untilRead(page, 1);
  await confirmNow(page, 'ERIKSSON');
  await chooseInDialog(old, [archive]);
  const made = await page.evaluate(async () => {
    const ask = window.desk.request;
    await ask('admin:setPin', { pin: '481516' });
    const chosen = await ask('destination:chooseFolder', undefined);
    if (!chosen.ok || chosen.value === null) return 'no folder';
    const added = await ask('destination:add', { name: 'Archive', place: { kind: 'folder', folder: chosen.value.choiceId }, secret: null });
    if (!added.ok) return added.code;
    const settings = await ask('settings:get', undefined);
    if (!settings.ok) return settings.code;
    const { operation } = settings.value;
    const set = await ask('settings:set', { operation: { ...operation, backup: { ...operation.backup, to: added.value.id } } });
    return set.ok ? 'set' : set.code;
  });
  expect(made).toBe('set');
  await page.reload();
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Backups' }).click();
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByText(/Archive: whole, 1 registration/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Print the key…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Recovery key' });
  await expect(sheet.getByRole('img', { name: 'Recovery key, QR code' })).toBeVisible();
  const key = await sheet.locator('.recovery-text').innerText();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText(/The recovery key was shown/)).toBeVisible();
  await old.close();

  // Another computer: another folder, another keychain.
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'desk-e2e-new-'));
  const keyring = await startKeyring(path.join(elsewhere, 'keyring'));
  const files = readdirSync(path.join(archive, 'backups')).map((name) => path.join(archive, 'backups', name));
  const args = [`--user-data-dir=${path.join(elsewhere, 'profile')}`];
  try {
    const fresh = await desk.open({ env: keyring.env, args });
    await chooseInDialog(fresh, files);
    await fresh.page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
    await fresh.page.getByRole('tab', { name: 'Backups' }).click();
    await fresh.page.getByLabel('Recovery key').fill(key);
    await fresh.page.getByRole('button', { name: 'Choose files…' }).click();
    await expect(fresh.page.getByRole('alertdialog')).toContainText('It has 1 registration', { timeout: 60_000 });
    await fresh.page.getByRole('button', { name: 'Start anew' }).click();
    await fresh.ended;
    const moved = await desk.open({ env: keyring.env, args });
    await moved.page.getByRole('button', { name: 'Registrations', exact: true }).click();
    await expect(moved.page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' })).toBeVisible();
    expect(readdirSync(path.join(elsewhere, 'profile')).filter((name) => name === 'restored')).toEqual([]);
    await moved.close();
  } finally {
    await keyring.stop();
    rmSync(elsewhere, { recursive: true, force: true, maxRetries: 5 });
  }
});

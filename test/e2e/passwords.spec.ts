import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { SETTINGS_VERSION } from '../../electron/settings/versions.ts';
import { NEW_BITRIX } from '../../shared/destinations.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { chooseInDialog, expect, test } from './app.ts';
import { news } from './desk-page.ts';
import { startKeyring } from './keyring-session.ts';

const PIN = '481516';
const PASSPHRASE = 'three hotels by the sea';
const WEBHOOK = 'https://portal.example/rest/7/abc123secret/';
const TOKEN = '123456:AAH-token-of-a-made-up-bot-0123456789';
const SAME_ON_BOTH: Settings = {
  ...DEFAULT_SETTINGS, destinations: [{ id: 'bitrix-0a1b2c3d', name: 'CRM', on: false, kind: 'bitrix', options: NEW_BITRIX }],
};

const settingsFile = (profile: string) => path.join(profile, 'settings.json');
const writeSettings = (profile: string) => writeFileSync(settingsFile(profile), JSON.stringify({ version: SETTINGS_VERSION, settings: SAME_ON_BOTH }));

async function openThisComputer(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'This computer' }).click();
  await page.getByLabel('Passphrase, at least 12 characters').fill(PASSPHRASE);
}

/** Which secrets the desk has, past the page. */
const secretsOf = (page: Page) => page.evaluate(async () => {
  const [cards, token] = [await window.desk.request('destination:list', undefined), await window.desk.request('telegram:hasToken', undefined)];
  return { crm: cards.ok ? cards.value.map(({ secret }) => secret.kind) : cards.code, token: token.ok ? token.value : token.code };
});

test('passwords go to another computer by one file that opens to its passphrase only', async ({ desk }) => {
  test.setTimeout(240_000);
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'desk-e2e-second-'));
  const file = path.join(elsewhere, 'passwords.json');
  writeSettings(desk.profile);
  const first = await desk.open();
  const set = await first.page.evaluate(async ({ pin, webhook, token }) => {
    const ask = window.desk.request;
    const secret = await ask('destination:setSecret', { destinationId: 'bitrix-0a1b2c3d', secret: webhook });
    const bot = await ask('telegram:setToken', { token });
    const locked = await ask('admin:setPin', { pin });
    return [secret.ok, bot.ok, locked.ok];
  }, { pin: PIN, webhook: WEBHOOK, token: TOKEN });
  expect(set).toEqual([true, true, true]);
  await first.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await openThisComputer(first.page);
  await first.page.getByRole('button', { name: 'Export passwords…' }).click();
  await expect(news(first.page)).toContainText('Passwords in the file: 2.');
  await first.close();
  const written = readFileSync(file, 'utf8');
  for (const secret of ['abc123secret', TOKEN]) expect(written).not.toContain(secret);

  const keyring = await startKeyring(path.join(elsewhere, 'keyring'));
  try {
    const profile = path.join(elsewhere, 'profile');
    mkdirSync(profile);
    writeSettings(profile);
    const second = await desk.open({ env: keyring.env, args: [`--user-data-dir=${profile}`] });
    const { page } = second;
    await openThisComputer(page);
    const choose = async (name: string, text: string) => {
      const chosen = path.join(elsewhere, name);
      writeFileSync(chosen, text);
      await chooseInDialog(second, [chosen]);
      await page.getByRole('button', { name: 'Import passwords…' }).click();
    };
    const { sealed, ...head } = JSON.parse(written) as { sealed: string };
    const flipped = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;

    const isRefused = async (sentence: string) => {
      await expect(news(page)).toContainText(sentence);
      await news(page).getByRole('button', { name: 'Got it' }).click();
      await expect(news(page).getByRole('button')).toHaveCount(0);
    };

    await page.getByLabel('Passphrase, at least 12 characters').fill('three hotels by the see');
    await choose('same.json', written);
    await isRefused('The passphrase does not fit, or the file is damaged.');
    await page.getByLabel('Passphrase, at least 12 characters').fill(PASSPHRASE);
    await choose('cut.json', written.slice(0, -40));
    await isRefused('This is no password file of this program, or it is damaged.');
    await choose('changed.json', JSON.stringify({ ...head, sealed: flipped }));
    await isRefused('The passphrase does not fit, or the file is damaged.');
    expect(await secretsOf(page)).toEqual({ crm: ['missing'], token: false });

    await choose('same.json', written);
    const question = page.getByRole('alertdialog', { name: 'Take these passwords?' });
    await expect(question).toContainText('In the file: CRM, telegram/token.');
    expect(await secretsOf(page)).toEqual({ crm: ['missing'], token: false });
    await question.getByRole('button', { name: 'Take them' }).click();
    await expect(news(page)).toContainText('The passwords are taken.');
    expect(await secretsOf(page)).toEqual({ crm: ['set'], token: true });
    await second.close();
    expect(readFileSync(settingsFile(profile), 'utf8')).not.toContain('abc123secret');
  } finally {
    await keyring.stop();
    rmSync(elsewhere, { recursive: true, force: true, maxRetries: 5 });
  }
});

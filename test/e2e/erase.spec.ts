import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { DeskBridge } from '../../shared/contract.ts';
import { expect, test, type RunningDesk } from './app.ts';
import { confirmNow, openFiles, search, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

const PIN = '481516';

/** Past the page, as a page that was tampered with would ask. */
const ask = (page: Page, name: string, input: unknown) => page.evaluate(([name, input]) => {
  const { desk } = window as unknown as { desk: DeskBridge };
  return desk.request(name as 'settings:set', input as never);
}, [name, input] as const);

async function section(page: Page, name: string): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name }).click();
}

async function setPin(page: Page): Promise<void> {
  await section(page, 'Administrator');
  await page.getByLabel('New PIN, 6 to 12 digits').fill(PIN);
  await page.getByRole('button', { name: 'Set a PIN' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Recovery code');
  await page.getByRole('button', { name: 'Copied' }).click();
}

async function givePin(page: Page, pin = PIN): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Go in', exact: true }).last().click();
}

/** A folder on this machine, chosen as a person would, switched on. */
async function withArchive(app: RunningDesk, archive: string): Promise<void> {
  mkdirSync(archive);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, archive);
  const chosen = await ask(app.page, 'destination:chooseFolder', undefined) as unknown as { value: { choiceId: string } };
  const added = await ask(app.page, 'destination:add', {
    name: 'Archive', place: { kind: 'folder', folder: chosen.value.choiceId }, secret: null,
  }) as unknown as { value: { id: string } };
  await ask(app.page, 'destination:edit', { destinationId: added.value.id, on: true });
}

test('a guest is erased from desk and archive, by the PIN only, and the log tells of it', async ({ desk }) => {
  const archive = path.join(desk.profile, '..', 'archive');
  const app = await desk.open();
  const { page } = app;
  await withArchive(app, archive);
  await openFiles(app, [PASSPORT]);
  await untilRead(page, 1);
  await confirmNow(page, GUEST.title);
  await expect.poll(() => readdirSync(archive).length).toBe(1);
  await setPin(page);
  await page.getByRole('button', { name: 'Go out' }).click();

  await search(page, GUEST.surname);
  await page.locator('.row-open').click();
  await page.getByRole('button', { name: 'Erase guest…' }).click();
  await givePin(page, '111111');
  await expect(page.getByText('The PIN is not right.')).toBeVisible();
  await givePin(page);
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Here: 1 registration of this person');
  await expect(dialog).toContainText('Archive: found 1, will be erased.');
  expect(readdirSync(archive)).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing was found.')).toBeVisible();
  await expect.poll(() => readdirSync(archive)).toEqual([]);
  await expect.poll(() => readdirSync(path.join(desk.profile, 'store', 'pictures'))).toEqual([]);

  await section(page, 'What is kept');
  await expect(page.getByText('1 registration, 1 picture')).toBeVisible();
  await expect(page.getByText('everything erased', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Audit log' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'erased a guest' })).toContainText('administrator');
  await expect(page.getByText(/^The chain is whole/)).toBeVisible();
  const file = path.join(desk.profile, '..', 'audit.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Export CSV' }).click();
  await expect(page.getByText(/^Written: /)).toBeVisible();
  const csv = readFileSync(file, 'utf8');
  expect(csv).toContain(',administrator,guest.erased,');
  for (const word of [GUEST.surname, GUEST.number]) expect(csv).not.toContain(word);
});

test('without the PIN the door refuses what is the administrator’s, whatever the page asks', async ({ desk }) => {
  const first = await desk.open();
  await setPin(first.page);
  await first.close();
  const { page } = await desk.open();
  const refused = { ok: false, code: 'admin.locked' };
  const id = '11111111-1111-4111-8111-111111111111';
  const guarded: readonly [string, unknown][] = [
    ['settings:set', { policy: { keepPicture: { kind: 'never' }, picture: 'whole', uploadPicture: false, keepRegistrationDays: 1, crmFields: [] } }],
    ['destination:chooseFolder', undefined], ['destination:setSecret', { destinationId: 'crm', secret: 'x'.repeat(20) }],
    ['destination:remove', { token: id }], ['telegram:setToken', { token: '' }],
    ['erasure:preview', { registrationId: id }], ['erasure:commit', { token: id }],
    ['audit:list', { before: null, limit: 10 }], ['audit:export', undefined], ['settingsFile:export', undefined],
    ['pepper:export', { passphrase: 'correct horse battery' }], ['admin:setPin', { pin: '902734' }],
  ];
  for (const [name, input] of guarded) expect(await ask(page, name, input), name).toEqual(refused);
  expect(await ask(page, 'settings:set', { theme: 'dark' })).toMatchObject({ ok: true });
  await section(page, 'Audit log');
  await givePin(page);
  await expect(page.getByRole('row').filter({ hasText: 'set the PIN' })).toBeVisible();
});

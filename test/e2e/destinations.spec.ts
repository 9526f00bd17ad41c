import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CUSTOM_FIELDS } from '../../electron/destinations/bitrix/contact-fields.ts';
import { createPortal } from '../servers/bitrix24.ts';
import { expect, test } from './app.ts';
import {
  addPortal, goOffline, goOnline, openDestinations, registerByHand, replaceWebhook, routePortal, switchOn,
} from './destination-page.ts';
import { strip } from './desk-page.ts';

const WRONG = 'https://portal.example/rest/7/wrong999secret/';

/** A portal that listens for one spec, with our fields unless told otherwise. */
async function portalFor(use: { bare?: boolean } = {}) {
  const portal = createPortal();
  if (use.bare !== true) for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
  const { origin, close } = await portal.listen();
  return { portal, origin, close };
}

/** All the desk wrote in its own files, the browser's aside. */
function written(profile: string): string {
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('Chromium'));
  return files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

test('a wrong secret is told in a sentence, mended, and the portal gets its fields', async ({ desk }) => {
  const { portal, origin, close } = await portalFor({ bare: true });
  const app = await desk.open();
  const { page } = app;
  await routePortal(app, origin);
  await openDestinations(page);
  await addPortal(page, 'CRM', WRONG);
  await expect(page.getByText('Bitrix24 refuses the webhook')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Deliver to CRM' })).not.toBeChecked();

  await replaceWebhook(page, portal.webhook);
  await expect(page.getByText('Missing: UF_CRM_PASSPORT_HASH')).toBeVisible();
  await page.getByRole('button', { name: 'Create the fields…' }).click();
  expect(portal.custom.size).toBe(0);
  await page.getByRole('button', { name: 'Create the fields', exact: true }).click();
  await expect(page.getByText('The connection works.', { exact: true })).toBeVisible();
  expect([...portal.custom.keys()]).toEqual(Object.keys(CUSTOM_FIELDS));

  await switchOn(page, 'CRM');
  await registerByHand(page, 'ERIKSSON', 'L898902C3');
  await expect.poll(() => portal.contacts.size).toBe(1);
  const shown = await page.content();
  await app.close();
  for (const secret of ['abc123secret', 'wrong999secret']) expect(`${written(desk.profile)}${shown}`).not.toContain(secret);
  close();
});

test('what is confirmed offline waits and says so, and goes out by itself once online', async ({ desk }) => {
  const { portal, origin, close } = await portalFor();
  const app = await desk.open();
  const { page } = app;
  await routePortal(app, origin);
  await openDestinations(page);
  await addPortal(page, 'CRM', portal.webhook);
  await expect(page.getByRole('switch', { name: 'Deliver to CRM' })).toBeChecked();

  await goOffline(app);
  await registerByHand(page, 'STEVENSON', 'ZZ1234567');
  await expect(strip(page, 'CRM')).toContainText('1 waiting');
  await expect(strip(page, 'CRM')).toContainText('There is no network.');
  expect(portal.contacts.size).toBe(0);

  await goOnline(app);
  await expect(strip(page, 'CRM')).toContainText('all delivered');
  expect([...portal.contacts.values()]).toMatchObject([{ lastName: 'STEVENSON' }]);
  close();
});

test('a portal that refuses everything is told of before the first guest, and nothing gets stuck there', async ({ desk }) => {
  const { portal, origin, close } = await portalFor();
  const app = await desk.open();
  const { page } = app;
  await routePortal(app, origin);
  await openDestinations(page);
  await addPortal(page, 'CRM', WRONG);
  await expect(page.getByText('Bitrix24 refuses the webhook')).toBeVisible();
  await switchOn(page, 'CRM');
  await expect(strip(page, 'CRM')).toContainText('Bitrix24 refuses the webhook');
  await registerByHand(page, 'ERIKSSON', 'L898902C3');
  await expect(strip(page, 'CRM')).toContainText('1 waiting');
  await openDestinations(page);
  await replaceWebhook(page, portal.webhook);
  await expect(strip(page, 'CRM')).toContainText('all delivered');
  expect(portal.contacts.size).toBe(1);
  close();
});

test('what is stuck is retried together after a look at it, and arrives once', async ({ desk }) => {
  const { portal, origin, close } = await portalFor();
  const app = await desk.open();
  const { page } = app;
  await routePortal(app, origin);
  await openDestinations(page);
  await addPortal(page, 'CRM', portal.webhook);
  await expect(page.getByRole('switch', { name: 'Deliver to CRM' })).toBeChecked();
  portal.replaceSecret('def456secret');
  await registerByHand(page, 'ERIKSSON', 'L898902C3');
  await registerByHand(page, 'STEVENSON', 'ZZ1234567');
  await expect(strip(page, 'CRM')).toContainText('1 stuck, 1 waiting');

  await openDestinations(page);
  await replaceWebhook(page, portal.webhook);
  await page.getByRole('button', { name: 'Send what the former settings held up: 1…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('CRM: 1. Bitrix24 refuses the webhook');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retry' }).click();
  await expect(strip(page, 'CRM')).toContainText('all delivered');
  expect([...portal.contacts.values()].map(({ lastName }) => lastName).toSorted()).toEqual(['ERIKSSON', 'STEVENSON']);

  await page.getByRole('contentinfo').getByRole('button', { name: /^CRM/ }).click();
  await page.getByRole('row').filter({ hasText: 'ERIKSSON' }).getByRole('button').first().click();
  await expect(page.getByRole('article')).toContainText('refused: Bitrix24 refuses the webhook');
  close();
});

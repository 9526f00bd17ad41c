import type { Page } from '@playwright/test';
import { CRM, delivery, HELD_UP, LACKING, PARKED, STUCK } from './harness/destination-scenes.ts';
import { expect, test } from './harness/desk-page.ts';
import { REGISTRATIONS } from './harness/scenes.ts';

const WRONG = { 'bitrix-1': { ok: false, code: 'bitrix.webhookRefused' } } as const;

async function openSection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Destinations' }).click();
}
const asked = (page: Page, name: string) =>
  page.evaluate((wanted) => window.memoryDesk.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

test('a portal is added, tested, and switched on because it works', async ({ openDesk }) => {
  const page = await openDesk();
  await openSection(page);
  await page.getByRole('button', { name: /Bitrix24/ }).click();
  await page.getByLabel('Name').fill('Sales');
  await page.getByRole('button', { name: 'Save and test' }).click();
  await expect(page.getByText('Enter it: nothing can be sent without it.')).toBeVisible();
  await page.getByLabel('Webhook').fill('https://portal.example/rest/7/abc/');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The connection works.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Deliver to Sales' })).toBeChecked();
});

test('a secret is replaced and never shown', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], connections: WRONG });
  await openSection(page);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(/Bitrix24 refuses the webhook/)).toBeVisible();
  await page.getByRole('button', { name: 'Edit…' }).click();
  const secret = page.getByLabel('Webhook (enter to replace)');
  await expect(secret).toHaveValue('');
  await expect(secret).toHaveAttribute('type', 'password');
  await secret.fill('no webhook');
  await page.getByRole('button', { name: 'Save and test' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'This is no secret key' })).toBeVisible();
  await secret.fill('https://portal.example/rest/7/new/');
  await page.getByRole('button', { name: 'Save and test' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
});

test('what a wrong secret held up is offered for sending, once the new one works', async ({ openDesk }) => {
  const held = { ...PARKED, delivery: { ...PARKED.delivery, code: 'bitrix.webhookRefused' as const } };
  const page = await openDesk({ destinations: [CRM], connections: WRONG, deliveries: [held], status: HELD_UP });
  await openSection(page);
  const offer = page.getByRole('button', { name: 'Send what the former settings held up: 1…' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(/Bitrix24 refuses the webhook/).first()).toBeVisible();
  await expect(offer).toBeHidden();
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByLabel('Webhook (enter to replace)').fill('https://portal.example/rest/7/new/');
  await page.getByRole('button', { name: 'Save and test' }).click();
  await offer.click();
  await expect(page.getByRole('alertdialog')).toContainText('CRM: 1. Bitrix24 refuses the webhook');
  expect(await asked(page, 'delivery:previewRetry')).toEqual([{ destinationId: 'bitrix-1', mended: true }]);
  expect(await asked(page, 'delivery:retryParked')).toEqual([]);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('log')).toContainText('Taken up: 1');
});

test('the document’s number goes to a portal on purpose only, with a warning', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM] });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'What is kept' }).click();
  await expect(page.getByText('the document number never.')).toBeVisible();
  await page.getByRole('tab', { name: 'Destinations' }).click();
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByRole('button', { name: 'Seldom needed' }).click();
  const number = page.getByRole('combobox', { name: 'Document number' });
  await expect(number).toHaveText('Stays here: only a hash goes to the portal');
  await expect(page.getByRole('note')).toBeHidden();
  await number.click();
  await page.getByRole('option', { name: /template: Гость/ }).click();
  await expect(page.getByRole('note')).toContainText('plain text');
  await page.getByRole('switch', { name: /Enterprise/ }).click();
  await page.getByRole('button', { name: 'Save and test' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  expect(await asked(page, 'destination:edit')).toEqual([{
    destinationId: 'bitrix-1', name: 'CRM', place: { kind: 'bitrix', options: { enterprise: true, numberPreset: 7 } },
  }]);
  await page.getByRole('tab', { name: 'What is kept' }).click();
  await expect(page.getByText('The document number goes into a requisite: CRM.')).toBeVisible();
});

test('fields that a portal lacks are made after they were shown', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], connections: LACKING });
  await openSection(page);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('button', { name: 'Create the fields…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Document (keyed hash) (UF_CRM_PASSPORT_HASH)');
  expect(await asked(page, 'destination:addFields')).toEqual([]);
  await page.getByRole('button', { name: 'Create the fields', exact: true }).click();
  await expect(page.getByText('The connection works.', { exact: true })).toBeVisible();
});

test('a test that fails says what the person can do, not that the program goes on by itself', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], connections: { 'bitrix-1': { ok: false, code: 'network.broken' } } });
  await openSection(page);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The connection broke half-way. Check address and port and try again.')).toBeVisible();
});

test('removing tells what would be dropped, and is left with Escape', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], deliveries: [delivery(1), PARKED] });
  await openSection(page);
  await page.getByRole('button', { name: 'Remove…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('To be dropped: 1 delivery.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'CRM' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Nowhere yet.')).toBeVisible();
});

test('what is stuck is found from the strip, explained, and retried together once confirmed', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], deliveries: [delivery(1), PARKED], status: STUCK });
  await page.getByRole('contentinfo').getByRole('button', { name: 'CRM: 1 stuck' }).click();
  await page.getByRole('button', { name: 'Stuck', exact: true }).click();
  await expect(page.locator('.row-open')).toHaveText(['GUEST2']);
  await expect(page.getByRole('row').filter({ hasText: 'GUEST2' })).toContainText('did not accept one of the values');
  await page.getByRole('button', { name: 'Retry what is stuck…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('CRM: 1.');
  expect(await asked(page, 'delivery:retryParked')).toEqual([]);
  await page.getByRole('button', { name: 'Retry', exact: true }).last().click();
  await expect(page.getByText('There are no such deliveries.')).toBeVisible();
});

test('a registration tells how it was delivered, and is sent again when a person wants it', async ({ openDesk }) => {
  const page = await openDesk({ destinations: [CRM], deliveries: [delivery(1)], registrations: REGISTRATIONS });
  await page.keyboard.press('Control+f');
  await page.locator('.row-open').first().click();
  const section = page.getByRole('region', { name: 'Delivery' });
  await expect(section.getByRole('listitem').first()).toContainText('delivered');
  await expect(section).toContainText('did not work: There is no network.');
  await section.getByRole('button', { name: 'Send again…' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('no second one appears');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('log')).toContainText('Being sent again');
});

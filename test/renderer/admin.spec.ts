import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { AuditRow } from '../../shared/audit.ts';
import type { ErasePreview, ErasureReport } from '../../shared/erasure.ts';
import { expect, test } from './harness/desk-page.ts';
import { REGISTRATIONS } from './harness/scenes.ts';

const PIN = '481516';
const AT = Date.UTC(2026, 10, 21, 9);
const AUDIT: readonly AuditRow[] = [
  { id: 2, at: AT, actor: 'administrator', action: 'settings.changed', subject: 'policy', detail: '' },
  { id: 1, at: AT, actor: 'desk', action: 'registration.revealed', subject: '11111111-1111-4111-8111-111111111111', detail: '' },
];
const ERASURE: ErasureReport = {
  id: '22222222-2222-4222-8222-222222222222', askedAt: AT, finishedAt: null, registrations: 2, pictures: 1,
  steps: [
    { destinationId: 'folder-1', name: 'Archive', state: 'done', code: null },
    { destinationId: 's3-1', name: 'Bucket', state: 'failed', code: 'erase.locked' },
  ],
};
const PREVIEW: ErasePreview = {
  registrations: [], pictures: 1, waiting: 0, shared: 1, conversations: 0, undelivered: 0,
  copies: [{ destinationId: 's3-1', name: 'Bucket', kind: 's3', found: null, code: 'network.offline' }],
};

async function section(page: Page, name: string): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name }).click();
}
async function givePin(page: Page, pin = PIN): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.keyboard.press('Enter');
}
const faults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
};

test('what is locked asks for the PIN, says when it is wrong, and goes on when it is right', async ({ openDesk }) => {
  const page = await openDesk({ pin: PIN });
  await section(page, 'What is kept');
  await page.getByRole('button', { name: 'Do not keep' }).click();
  await givePin(page, '902734');
  await expect(page.getByRole('alert')).toContainText('The PIN is not right.');
  await givePin(page);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('While pictures are not kept there is nothing to send.')).toBeVisible();
});

test('a PIN window that is left changes nothing and tells nobody what they know', async ({ openDesk }) => {
  const page = await openDesk({ pin: PIN });
  await section(page, 'What is kept');
  await page.getByRole('button', { name: 'The zone (MRZ) only' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'The whole picture' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('log', { name: 'News' })).toHaveText('');
});

test('a forgotten PIN is changed by the recovery code, and the next code is shown until it is copied', async ({ openDesk }) => {
  const page = await openDesk({ pin: PIN });
  await section(page, 'Audit log');
  await page.getByRole('button', { name: 'PIN forgotten' }).click();
  await page.getByLabel('Recovery code from paper').fill('7QXK-M2PD-9HTR-4WZC');
  await page.getByLabel('New PIN, 6 to 12 digits').fill('902734');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('7QXK-M2PD-9HTR-4WZC');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Copied' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
});

test('days take a number only', async ({ openDesk }) => {
  const page = await openDesk();
  await section(page, 'What is kept');
  await page.getByRole('button', { name: 'For a time' }).first().click();
  const days = page.getByLabel('Days', { exact: true });
  await days.fill('none');
  await expect(page.getByText('A number from 1 to 36500 is needed.')).toBeVisible();
  await days.fill('30');
  await days.press('Enter');
  const asked = await page.evaluate(() => window.memoryDesk.calls.filter(({ name }) => name === 'settings:set').at(-1)?.input);
  expect(asked).toMatchObject({ policy: { keepPicture: { kind: 'days', days: 30 } } });
});

for (const theme of ['light', 'dark'] as const) {
  test(`the administrator's pages meet WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    const page = await openDesk({
      pin: PIN, audit: AUDIT, erasures: [ERASURE], erasePreview: PREVIEW, registrations: REGISTRATIONS, settings: { theme },
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await section(page, 'Audit log');
    await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
    expect(await faults(page), 'PIN').toEqual([]);
    await givePin(page);
    await expect(page.getByRole('row')).toHaveCount(3);
    expect(await faults(page), 'audit').toEqual([]);
    await page.getByRole('tab', { name: 'What is kept' }).click();
    await expect(page.getByText('Bucket: failed.')).toBeVisible();
    expect(await faults(page), 'policy').toEqual([]);
    await page.getByRole('tab', { name: 'Administrator' }).click();
    expect(await faults(page), 'administrator').toEqual([]);
    await page.keyboard.press('Control+f');
    await page.locator('.row-open').first().click();
    await page.getByRole('button', { name: 'Erase guest…' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('Bucket: could not be looked at');
    expect(await faults(page), 'erase').toEqual([]);
  });
}

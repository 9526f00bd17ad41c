import type { Page } from '@playwright/test';
import type { Finding } from '../../shared/doctor.ts';
import type { LogRow } from '../../shared/log-row.ts';
import { DEFAULT_OPERATION } from '../../shared/operation.ts';
import { axeOf } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES, REGISTRATIONS } from './harness/scenes.ts';

const LOCKING = { operation: { ...DEFAULT_OPERATION, lockAfterMinutes: 5 } };
const AT = Date.UTC(2026, 10, 21, 9);
const NUMBER = 'L898902C3';

const faults = async (page: Page): Promise<string[]> => {
  const { violations } = await (await axeOf(page)).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
};
const calls = (page: Page, name: string) =>
  page.evaluate((wanted) => window.memoryDesk.calls.filter((call) => call.name === wanted).length, name);

async function showNumber(page: Page): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' }).first().click();
  await page.getByRole('button', { name: 'Show the number' }).click();
  await expect(page.getByRole('article')).toContainText(NUMBER);
}

test('the screen is locked by a key, shows nothing of guests, and opens with all that was typed', async ({ openDesk }) => {
  const page = await openDesk({ deskPin: '4815', settings: LOCKING, captures: [CAPTURES.sure], registrations: REGISTRATIONS });
  await page.getByLabel('Room').fill('204');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'The screen is locked' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText('ERIKSSON');
  await expect(page.getByLabel('Desk PIN')).toBeFocused();
  await page.keyboard.press('Control+f');
  await page.getByLabel('Desk PIN').fill('0000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The desk PIN is not right.');
  await page.getByLabel('Desk PIN').fill('4815');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Room')).toHaveValue('204');
});

test('a desk that starts locked asks for nothing of guests before it is opened', async ({ openDesk }) => {
  const page = await openDesk({ deskPin: '4815', screenLocked: true, settings: LOCKING, captures: [CAPTURES.sure] });
  await expect(page.getByRole('heading', { name: 'The screen is locked' })).toBeVisible();
  expect(await calls(page, 'capture:list')).toBe(0);
  await page.getByLabel('Desk PIN').fill('4815');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.locator('.queue-row')).toHaveCount(1);
});

test('a number that was asked for is masked again after half a minute, and when one turns elsewhere', async ({ openDesk }) => {
  const page = await openDesk({ registrations: REGISTRATIONS });
  await page.clock.install();
  await showNumber(page);
  await page.clock.runFor(29_000);
  await expect(page.getByRole('article')).toContainText(NUMBER);
  await page.clock.runFor(1_500);
  await expect(page.locator('body')).not.toContainText(NUMBER);
  await page.getByRole('button', { name: 'Show the number' }).click();
  await expect(page.getByRole('article')).toContainText(NUMBER);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect(page.locator('body')).not.toContainText(NUMBER);
});

test('main hears that a number was copied, and not of other words', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  for (const [field, times] of [['Surname', 0], ['Document number', 1]] as const) {
    await page.getByLabel(field, { exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await expect.poll(() => calls(page, 'clipboard:copied')).toBe(times);
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`the lock and how the program runs meet WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    const page = await openDesk({ deskPin: '4815', settings: { theme, ...LOCKING } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'This computer' }).click();
    expect(await faults(page), 'this computer').toEqual([]);
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Desk PIN')).toBeVisible();
    expect(await faults(page), 'lock').toEqual([]);
  });
}

const DOCUMENT = '6f8fae33-6a6d-4b1e-9c2f-0d7f3a2b1c4d';
const LOGS: readonly LogRow[] = [
  { at: AT, level: 'warn', event: 'delivery.attempted', correlationId: DOCUMENT, details: 'code=server.busy' },
  { at: AT - 1, level: 'info', event: 'registration.confirmed', correlationId: DOCUMENT, details: '' },
  { at: AT - 2, level: 'info', event: 'desk.started', correlationId: null, details: '' },
];
const FINDINGS: readonly Finding[] = [
  { check: 'keychain', answer: 'keychain.fine', about: '', detail: '', facts: [] },
  { check: 'disk', answer: 'disk.full', about: '', detail: '', facts: [120] },
  { check: 'bot', answer: 'bot.trouble', about: '', detail: 'bot.tokenRefused', facts: [] },
];

test('the technical log follows one document and shows trouble only when asked', async ({ openDesk }) => {
  const page = await openDesk({ logs: LOGS });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Technical log' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(3);
  await page.getByRole('button', { name: 'The way of document 6f8fae33' }).first().click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all documents' }).click();
  await page.getByRole('button', { name: 'Trouble only' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`check-up and technical log meet WCAG 2.2 AA in ${theme}`, async ({ openDesk }) => {
    const page = await openDesk({ logs: LOGS, findings: FINDINGS, settings: { theme } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'Check-up' }).click();
    await expect(page.getByText('Needs attention: 2.')).toBeVisible();
    await expect(page.getByText('120 MB free')).toBeVisible();
    expect(await faults(page), 'check-up').toEqual([]);
    await page.getByRole('tab', { name: 'Technical log' }).click();
    await expect(page.locator('tbody tr')).toHaveCount(3);
    expect(await faults(page), 'log').toEqual([]);
  });
}

import type { Page } from '@playwright/test';
import { DEFAULT_UPDATES, type UpdateState } from '../../shared/updates.ts';
import { faults } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';
import { CAPTURES } from './harness/scenes.ts';

const AT = Date.UTC(2026, 10, 21, 9);
const READY: UpdateState = { kind: 'ready', version: '1.1.0', holds: ['drafts', 'notQuiet', 'inUse'] };

async function showUpdates(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: /^(Settings|Настройки)$/ }).click();
  await page.getByRole('tab', { name: /^(Updates|Обновления)$/ }).click();
}
const card = (page: Page) => page.locator('.update-card');
const told = (page: Page) => page.evaluate(() =>
  window.memoryDesk.calls.flatMap(({ name, input }) => (name === 'update:busy' ? [(input as { typing: boolean }).typing] : [])));
const saved = (page: Page) => page.evaluate(() => window.memoryDesk.calls.flatMap(({ name, input }) => {
  const change = input as { updates?: Record<string, unknown> } | undefined;
  return name === 'settings:set' && change?.updates !== undefined ? [change.updates] : [];
}));

test('says that a version waits, why, and restarts into it at a press', async ({ openDesk }) => {
  const page = await openDesk({ update: READY });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Update: 1.1.0 waits for a restart' }).click();
  await expect(card(page)).toContainText('between 03:00 and 05:00');
  await expect(page.locator('.update-holds li')).toHaveText(['Documents in the queue wait to be confirmed.', 'Somebody is using the computer.']);
  await page.getByRole('button', { name: 'Restart to update' }).click();
  await expect(card(page)).toContainText('starts anew as version 1.1.0');
});

test('a restart over a begun form is refused, and main knows of the form until it is as it was read', async ({ openDesk }) => {
  const page = await openDesk({ update: READY, captures: [CAPTURES.sure] });
  const surname = page.getByLabel('Surname', { exact: true });
  const read = await surname.inputValue();
  await expect.poll(() => told(page)).toEqual([false]);
  await surname.fill('OTHER');
  await expect.poll(() => told(page)).toEqual([false, true]);
  await showUpdates(page);
  await page.getByRole('button', { name: 'Restart to update' }).click();
  await expect(page.getByRole('log', { name: 'News' })).toContainText('A guest is being registered.');
  await page.keyboard.press('Escape');
  await surname.fill(read);
  await expect.poll(() => told(page)).toEqual([false, true, false]);
  await page.getByRole('button', { name: 'Camera' }).first().click();
  await expect.poll(() => told(page)).toEqual([false, true, false, true]);
});

test('the quiet hours are typed, kept when they are times, and explained when they are not', async ({ openDesk }) => {
  const page = await openDesk({ update: { kind: 'current', checkedAt: AT } });
  await showUpdates(page);
  await page.getByLabel('from').fill('22:30');
  await page.getByLabel('from').press('Enter');
  await page.getByLabel('to', { exact: true }).fill('5:00');
  await page.getByLabel('to', { exact: true }).blur();
  await expect.poll(() => saved(page)).toEqual([{ ...DEFAULT_UPDATES, quietFrom: '22:30' }]);
  await page.getByLabel('to', { exact: true }).fill('25:00');
  await expect(page.getByText('A time is needed')).toBeVisible();
  await page.getByLabel('to', { exact: true }).blur();
  await page.getByRole('button', { name: 'Early' }).click();
  await page.getByRole('button', { name: 'By the button only' }).click();
  await expect.poll(() => saved(page)).toEqual([
    { ...DEFAULT_UPDATES, quietFrom: '22:30' }, { ...DEFAULT_UPDATES, quietFrom: '22:30', channel: 'beta' },
    { ...DEFAULT_UPDATES, quietFrom: '22:30', channel: 'beta', automatic: false },
  ]);
  await expect(page.getByLabel('from')).toHaveCount(0);
});

test('what the policy file holds cannot be changed here', async ({ openDesk }) => {
  const page = await openDesk({ update: { kind: 'off', why: 'noFeed' }, lockedSettings: ['updates.channel', 'updates.quietFrom'] });
  await showUpdates(page);
  await expect(card(page)).toContainText('made without an update server');
  await expect(page.getByRole('button', { name: 'Early' })).toBeDisabled();
  await expect(page.getByLabel('from')).toBeDisabled();
  await expect(page.getByLabel('to', { exact: true })).toBeEnabled();
});

const SHOWN: readonly UpdateState[] = [
  { kind: 'downloading', version: '1.1.0', fraction: 0.42 }, READY,
  { kind: 'failed', code: 'feedForged', at: AT }, { kind: 'current', checkedAt: AT },
];
for (const look of [{ theme: 'light', language: 'ru' }, { theme: 'dark', language: 'en' }] as const) {
  test(`updates meet WCAG 2.2 AA in ${look.theme}, ${look.language}`, async ({ openDesk }) => {
    const page = await openDesk({ settings: look, update: { kind: 'checking' } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await showUpdates(page);
    for (const state of SHOWN) {
      await page.evaluate((update) => window.memoryDesk.setUpdate(update), state);
      await expect(card(page)).toHaveAttribute('data-kind', state.kind);
      expect(await faults(page), state.kind).toEqual([]);
    }
  });
}

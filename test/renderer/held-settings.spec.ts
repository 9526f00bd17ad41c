import type { Locator, Page } from '@playwright/test';
import type { DestinationCard } from '../../shared/destination-card.ts';
import { NEW_BITRIX } from '../../shared/destinations.ts';
import { DEFAULT_OPERATION } from '../../shared/operation.ts';
import { namesOf } from '../../shared/policy-file.ts';
import { DEFAULT_POLICY } from '../../shared/policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { DEFAULT_SCAN } from '../../shared/sources.ts';
import { axeOf } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';

const HELD = 'Set by the administrator of this computer.';
const EVERYTHING = namesOf(DEFAULT_SETTINGS);

const PORTAL: DestinationCard = { id: 'bitrix-1', name: 'CRM', on: true, kind: 'bitrix', options: NEW_BITRIX, secret: { kind: 'set', at: null } };
const DISK: DestinationCard = { id: 'folder-1', name: 'Disk', on: true, kind: 'folder', options: { path: '/srv/desk' }, secret: { kind: 'notNeeded' } };
const SETTINGS: Partial<Settings> = {
  destinations: [
    { id: 'bitrix-1', name: 'CRM', on: true, kind: 'bitrix', options: NEW_BITRIX },
    { id: 'folder-1', name: 'Disk', on: true, kind: 'folder', options: { path: '/srv/desk' } },
  ],
  sources: [
    { id: 'sane-1', name: 'Scanner', on: true, kind: 'sane', scan: DEFAULT_SCAN, options: { device: 'test:0' } },
    { id: 'serial-1', name: 'Reader', on: true, kind: 'serial', options: { path: '/dev/ttyS0', speed: 9600 } },
  ],
  operation: { ...DEFAULT_OPERATION, backup: { ...DEFAULT_OPERATION.backup, to: 'folder-1' } },
  policy: { ...DEFAULT_POLICY, keepPicture: { kind: 'days', days: 7 }, keepRegistrationDays: 30 },
};
const SCENE = { destinations: [PORTAL, DISK], settings: SETTINGS };

/** What is set there by a person and is none of the settings: secrets, PINs, what is looked at and what is done once. */
const NO_SETTINGS = [
  'Token', 'New desk PIN, 4 to 12 digits', 'New PIN, 6 to 12 digits', 'Passphrase, at least 12 characters', 'Recovery key', 'Show',
];

const CONTROLS = '.choice, .select, input:not([type="hidden"]), textarea, [role="switch"], [role="checkbox"]';

const openSettings = (page: Page): Promise<void> =>
  page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();

/** Names of what can be changed in a section. */
const changeable = (panel: Locator): Promise<string[]> => panel.locator(CONTROLS).evaluateAll((all) => all
  .filter((one) => one.checkVisibility() && !one.matches(':disabled, [aria-disabled="true"], [data-disabled]'))
  .map((one) => {
    const group = one.closest('[role="group"]')?.getAttribute('aria-labelledby');
    const by = group ?? one.getAttribute('aria-labelledby');
    const named = by === null ? null : document.getElementById(by)?.textContent;
    return named ?? one.getAttribute('aria-label') ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.outerHTML;
  }));

test('whatever a policy file can hold is shown as held and cannot be changed', async ({ openDesk }) => {
  const page = await openDesk({ ...SCENE, lockedSettings: EVERYTHING });
  await openSettings(page);
  await expect(page.getByRole('tab').first()).toBeVisible();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const panel = page.getByRole('tabpanel', { name: await tab.innerText(), exact: true });
    await expect(panel.getByRole('heading', { level: 2 })).toBeVisible();
    const left = (await changeable(panel)).filter((name) => !NO_SETTINGS.includes(name));
    expect.soft(left, await tab.innerText()).toEqual([]);
  }
});

test('what it does not hold can be changed beside what it does', async ({ openDesk }) => {
  const page = await openDesk({ ...SCENE, lockedSettings: ['operation.startAtLogin', 'telegram.signature', 'policy.crmFields', 'policy.keepPicture'] });
  await openSettings(page);
  await page.getByRole('tab', { name: 'This computer' }).click();
  await expect(page.getByRole('group', { name: 'At login' }).getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
  await page.getByRole('group', { name: 'In screenshots' }).getByRole('button', { name: 'Shown' }).click();
  await expect(page.getByRole('group', { name: 'In screenshots' }).getByRole('button', { name: 'Shown' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('tab', { name: 'Telegram bot' }).click();
  await expect(page.getByLabel('Signature')).toBeDisabled();
  await page.getByLabel('Address').fill('Nevsky 1');
  await page.getByRole('tab', { name: 'What is kept' }).click();
  await expect(page.locator('#picture-days')).toBeDisabled();
  await expect(page.locator('#registration-days')).toBeEnabled();
  await expect(page.getByRole('checkbox', { name: 'phone' })).toBeDisabled();
  await expect(page.getByText(HELD)).toHaveCount(2);
});

test('a held destination still takes its password, which is each desk’s own', async ({ openDesk }, info) => {
  const page = await openDesk({ ...SCENE, lockedSettings: ['destinations'] });
  await openSettings(page);
  await page.getByRole('tab', { name: 'Destinations' }).click();
  await expect(page.getByRole('switch', { name: 'Deliver to CRM' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Remove' }).first()).toBeDisabled();
  await page.getByRole('button', { name: 'Edit' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Everything else is set by the administrator of this computer.')).toBeVisible();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('secret.png') });
  await dialog.getByRole('textbox').or(dialog.locator('input')).first().fill('https://portal.example/rest/7/abc123secret/');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(await page.evaluate(() => window.memoryDesk.calls.filter(({ name }) => name === 'destination:setSecret').length)).toBe(1);
});

/** Each kind of control once. */
const AS_EXAMPLES = { ru: ['Куда отправлять', 'Бот в Telegram'], en: ['What is kept', 'Backups'] } as const;

for (const [language, theme] of [['ru', 'light'], ['en', 'dark']] as const) {
  test(`held settings meet WCAG 2.2 AA (${language}, ${theme})`, async ({ openDesk }, info) => {
    const page = await openDesk({ ...SCENE, settings: { ...SETTINGS, language, theme }, lockedSettings: EVERYTHING });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('contentinfo').getByRole('button', { name: { ru: 'Настройки', en: 'Settings' }[language], exact: true }).click();
    await expect(page.getByRole('tab').first()).toBeVisible();
    for (const name of AS_EXAMPLES[language]) {
      await page.getByRole('tab', { name, exact: true }).click();
      await expect(page.getByRole('tabpanel', { name, exact: true }).locator('.setting-held').first()).toBeVisible();
      const { violations } = await (await axeOf(page)).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`)), name).toEqual([]);
      await page.screenshot({ path: info.outputPath(`${name}.png`) });
    }
  });
}

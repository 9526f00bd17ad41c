/** Destinations in an administrator's words, and the network between the desk and a made-up portal. */
import { expect, type Page } from '@playwright/test';
import { PORTAL_HOST } from '../servers/bitrix24.ts';
import type { RunningDesk } from './app.ts';
import { field } from './desk-page.ts';

/** From now on the desk finds the portal's host at this origin, as if a name server said so. */
export const routePortal = (desk: RunningDesk, origin: string): Promise<void> =>
  desk.evaluate(({ net }, { from, to }) => {
    const way = net.fetch.bind(net);
    net.fetch = (input, init) => way(String(input).replace(from, to), init);
  }, { from: `https://${PORTAL_HOST}`, to: origin });

/** Pulls the network plug: requests fail as Chromium has them fail, and Electron says that there is no network. */
export const goOffline = (desk: RunningDesk): Promise<void> =>
  desk.evaluate(({ net }) => {
    const kept = net as typeof net & { wayWhenOnline?: typeof net.fetch };
    kept.wayWhenOnline = net.fetch;
    net.isOnline = () => false;
    net.fetch = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
  });

export const goOnline = (desk: RunningDesk): Promise<void> =>
  desk.evaluate(({ net }) => {
    const { wayWhenOnline } = net as typeof net & { wayWhenOnline?: typeof net.fetch };
    if (wayWhenOnline !== undefined) net.fetch = wayWhenOnline;
    net.isOnline = () => true;
  });

export async function openDestinations(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Destinations' }).click();
}

/** Fills the form of a new portal and saves it. */
export async function addPortal(page: Page, name: string, webhook: string): Promise<void> {
  await page.getByRole('button', { name: /^Bitrix24/ }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Webhook').fill(webhook);
  await page.getByRole('button', { name: 'Save and test' }).click();
}

/** Replaces the webhook of the only destination. */
export async function replaceWebhook(page: Page, webhook: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit…' }).click();
  await page.getByLabel('Webhook (enter to replace)').fill(webhook);
  await page.getByRole('button', { name: 'Save and test' }).click();
}

/** Switches a destination on and waits until it is: what is confirmed before is not for it. */
export async function switchOn(page: Page, name: string): Promise<void> {
  await page.getByRole('switch', { name: `Deliver to ${name}` }).click();
  await expect(page.getByRole('log', { name: 'News' })).toContainText(`Switched on: ${name}`);
}

/** Registers a guest without a picture. */
export async function registerByHand(page: Page, surname: string, number: string): Promise<void> {
  await page.getByRole('button', { name: 'By hand' }).click();
  await field(page, 'Surname').fill(surname);
  await field(page, 'Document number').fill(number);
  // Right after a guest was confirmed Enter is deaf, so that a double stroke does not confirm the next one unseen.
  await expect(async () => {
    await page.keyboard.press('Control+Enter');
    await expect(field(page, 'Surname')).toBeHidden({ timeout: 1000 });
  }).toPass();
}

/** The desk's page in a receptionist's words, so that specs say what is done and not where it is clicked. */
import { expect, type Locator, type Page } from '@playwright/test';
import { chooseInDialog, type RunningDesk } from './app.ts';

/** Reading on two busy cores takes its time; how long is measured elsewhere. */
const READING_MS = 90_000;

export const rows = (page: Page): Locator => page.locator('.queue-row');
export const row = (page: Page, title: string): Locator => rows(page).filter({ hasText: title });
export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });
export const strip = (page: Page, part: string): Locator => page.getByRole('status').filter({ hasText: part });
export const news = (page: Page): Locator => page.getByRole('log', { name: 'News' });

/** Opens files by the button, as chosen in the system's dialog. */
export async function openFiles(desk: RunningDesk, files: readonly string[]): Promise<void> {
  await chooseInDialog(desk, files);
  await desk.page.getByRole('button', { name: 'Open…' }).click();
}

/** Waits until so many pictures stand in the queue and none is still to be read. */
export async function untilRead(page: Page, count: number): Promise<void> {
  await expect(rows(page)).toHaveCount(count, { timeout: READING_MS });
  await expect(page.locator('.queue-row:is([data-state="captured"], [data-state="reading"])')).toHaveCount(0, { timeout: READING_MS });
}

/** Shows a picture's document and confirms it as it stands, doubts or not. */
export async function confirmNow(page: Page, title: string): Promise<void> {
  await row(page, title).click();
  await expect(field(page, 'Surname')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.queue-row[data-state="confirmed"]').filter({ hasText: title })).toBeVisible();
}

export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Registrations', exact: true }).click();
  await page.getByLabel('Surname, document number or date').fill(text);
}

/** What the bridge answers, past the page. */
export const status = (page: Page) => page.evaluate(() => window.desk.request('desk:status', undefined));

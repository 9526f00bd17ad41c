import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { madePdf } from '../electron/pages/made-files.ts';
import { chooseInDialog, expect, test } from './app.ts';
import { field, openFiles, row, rows, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

const READING_MS = 90_000;

async function scannedPdf(...pictures: readonly string[]): Promise<Buffer> {
  const pages = pictures.map(async (file) => {
    const { width, height } = await sharp(file).metadata();
    return { jpeg: readFileSync(file), width, height };
  });
  return madePdf(await Promise.all(pages));
}

test('a scanned PDF joins the queue page by page', async ({ desk }) => {
  const pdf = path.join(desk.profile, '../group.pdf');
  writeFileSync(pdf, await scannedPdf(PASSPORT, RESIDENCE_CARD));
  const running = await desk.open();
  await openFiles(running, [pdf]);
  await untilRead(running.page, 2);
  await row(running.page, GUEST.title).first().click();
  await expect(field(running.page, 'Document number')).toHaveValue(GUEST.number);
});

test('a folder is imported with a report, and what failed is named', async ({ desk }) => {
  const folder = path.join(desk.profile, '../scans');
  mkdirSync(path.join(folder, 'second floor'), { recursive: true });
  copyFileSync(PASSPORT, path.join(folder, 'a.jpg'));
  copyFileSync(RESIDENCE_CARD, path.join(folder, 'second floor', 'b.jpg'));
  writeFileSync(path.join(folder, 'locked.pdf'), madePdf([{ jpeg: readFileSync(PASSPORT), width: 10, height: 10 }], { locked: true }));
  const running = await desk.open();
  const { page } = running;
  await chooseInDialog(running, [folder]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Folder…' }).click();
  await expect(page.getByText('3 of 3, finished')).toBeVisible({ timeout: READING_MS });
  await expect(page.getByRole('row', { name: /locked\.pdf/ })).toContainText('asks for a password');
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('button', { name: 'Show “a.jpg” on the desk' }).click();
  await expect(field(page, 'Surname')).toHaveValue(GUEST.surname);
  expect(readdirSync(folder).toSorted()).toEqual(['a.jpg', 'locked.pdf', 'second floor']);
});

test('a watched folder is emptied into the queue, also after a restart', async ({ desk }) => {
  const folder = path.join(desk.profile, '../scanner');
  mkdirSync(folder);
  const first = await desk.open();
  await chooseInDialog(first, [folder]);
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByRole('tab', { name: 'Watched folders' }).click();
  await first.page.getByRole('button', { name: 'Watch a folder…' }).click();
  await first.page.getByRole('button', { name: 'Watch it' }).click();
  await expect(first.page.getByText('Waits for files.')).toBeVisible();
  const scan = path.join(folder, 'scan 1.jpg');
  copyFileSync(PASSPORT, scan);
  await expect(rows(first.page)).toHaveCount(1, { timeout: READING_MS });
  await expect.poll(() => existsSync(scan), { timeout: READING_MS }).toBe(false);
  await first.close();
  copyFileSync(RESIDENCE_CARD, path.join(folder, 'scan 2.jpg'));
  const second = await desk.open();
  await untilRead(second.page, 2);
  await expect.poll(() => readdirSync(folder), { timeout: READING_MS }).toEqual([]);
});

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from './app.ts';
import { dropFiles } from './drop-files.ts';
import { field, news, openFiles, row, rows, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

test('a picture without a zone says so and leaves the fields to be typed', async ({ desk }) => {
  const landscape = path.join(desk.profile, '../landscape.png');
  const gradient = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#8ec5ff"/><stop offset="1" stop-color="#4d7a39"/></linearGradient></defs><rect width="1200" height="800" fill="url(#g)"/><circle cx="900" cy="200" r="90" fill="#ffe08a"/></svg>');
  writeFileSync(landscape, await sharp(gradient).png().toBuffer());
  const running = await desk.open();
  await openFiles(running, [landscape]);
  await untilRead(running.page, 1);
  await expect(rows(running.page)).toContainText('no zone found');
  await rows(running.page).click();
  await expect(running.page.getByText('No machine-readable zone was found on the picture').first()).toBeVisible();
  await expect(running.page.getByLabel('Surname', { exact: true })).toHaveValue('');
});

test('twenty pictures dropped at once are all read, none lost and none twice', async ({ desk }) => {
  test.setTimeout(480_000);
  const { page, ...app } = await desk.open();
  const [passport, card] = [PASSPORT, RESIDENCE_CARD].map((file) => readFileSync(file).toString('base64'));
  await dropFiles(page, Array.from({ length: 20 }, (_nothing, at) => ({ name: `${at}.jpg`, base64: (at % 2 === 0 ? passport : card) ?? '' })));
  await expect(rows(page)).toHaveCount(20, { timeout: 150_000 });
  await expect(page.locator('.queue-row[data-state="read"]')).toHaveCount(20, { timeout: 300_000 });
  await expect(row(page, GUEST.title)).toHaveCount(10);
  const answer = await page.evaluate(() => window.desk.request('capture:list', undefined));
  expect(answer.ok && new Set(answer.value.map(({ id }) => id)).size).toBe(20);
  expect(await app.evaluate(({ app: its }) => its.isReady())).toBe(true);
});

test('files that are no pictures are refused by name, and the rest join the queue', async ({ desk }) => {
  const [text, empty] = ['letter.jpg', 'empty.png'].map((name) => path.join(desk.profile, '..', name));
  writeFileSync(text ?? '', 'Dear guest,\n'.repeat(50));
  writeFileSync(empty ?? '', '');
  const running = await desk.open();
  await openFiles(running, [text ?? '', empty ?? '', PASSPORT]);
  await expect(news(running.page)).toContainText('empty.png: The file is empty');
  await expect(row(running.page, GUEST.title)).toHaveCount(1, { timeout: 90_000 });
});

test('what waits in the queue is still there after a restart', async ({ desk }) => {
  const first = await desk.open();
  await openFiles(first, [PASSPORT]);
  await untilRead(first.page, 1);
  await first.close();
  const second = await desk.open();
  await expect(row(second.page, GUEST.title)).toHaveCount(1);
});

test('what was typed and not confirmed is still there after the power went', async ({ desk }) => {
  const first = await desk.open();
  await openFiles(first, [PASSPORT]);
  await untilRead(first.page, 1);
  await row(first.page, GUEST.title).click();
  await field(first.page, 'Given names').fill('ANNA MARIE');
  await first.page.keyboard.press('Control+n');
  await field(first.page, 'Surname').fill('IVANOVA');
  await field(first.page, 'Arrival').fill('21.1');
  const kept = () => first.page.evaluate(() => window.desk.request('draft:kept', { captureId: null, document: 0 }));
  await expect.poll(async () => JSON.stringify(await kept())).toContain('"arrival":"21.1');
  await first.kill();

  const second = await desk.open();
  await expect(rows(second.page)).toHaveCount(2);
  await row(second.page, GUEST.title).click();
  await expect(field(second.page, 'Given names')).toHaveValue('ANNA MARIE');
  await row(second.page, 'New registration').click();
  await expect(field(second.page, 'Surname')).toHaveValue('IVANOVA');
  await expect(field(second.page, 'Arrival')).toHaveValue('21.1');
});

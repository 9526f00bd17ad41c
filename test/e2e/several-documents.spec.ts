import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { dropFiles } from './drop-files.ts';
import { expect, test } from './app.ts';
import { field, row, rows, untilRead } from './desk-page.ts';
import { GUEST, INTERNAL_PASSPORT, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

/** Three made-up documents laid on one scanner's bed, one below the other. */
async function onOneBed(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const laid = [];
  let top = 40;
  let widest = 0;
  for (const document of [PASSPORT, RESIDENCE_CARD, INTERNAL_PASSPORT]) {
    const { width, height } = await sharp(document).metadata();
    laid.push({ input: document, left: 40, top });
    top += height + 40;
    widest = Math.max(widest, width);
  }
  const bed = { width: widest + 80, height: top, channels: 3 as const, background: '#e9e9e6' };
  await sharp({ create: bed }).composite(laid).jpeg({ quality: 88 }).toFile(file);
}

test('three documents dropped in one picture are three rows, each confirmed on its own', async ({ desk }, info) => {
  test.setTimeout(240_000);
  const file = path.join(desk.profile, '../bed/three.jpg');
  await onOneBed(file);
  const first = await desk.open();
  const { page } = first;
  await dropFiles(page, [{ name: 'three.jpg', base64: readFileSync(file).toString('base64') }]);
  await untilRead(page, 3);
  const titles = [GUEST.title, 'VAN DER MEER LIEKE', 'ИМЯРЕК'];
  for (const title of titles) await expect(row(page, title)).toHaveCount(1);
  await expect(page.getByText('Document 1 of 3')).toBeVisible();
  await row(page, 'VAN DER MEER').click();
  await expect(page.getByText('Document 2 of 3')).toBeVisible();
  await expect(field(page, 'Document number')).toHaveValue('SPECI2014');
  await expect(page.locator('.picture-sheet .outline-line')).toHaveCount(2);
  await page.screenshot({ path: info.outputPath('second-of-three.png') });
  for (const title of titles) {
    await row(page, title).click();
    await expect(field(page, 'Surname')).toBeVisible();
    await page.getByRole('button', { name: 'Confirm', exact: false }).click();
    await expect(page.locator('.queue-row[data-state="confirmed"]').filter({ hasText: title })).toBeVisible();
  }
  await first.close();
  const second = await desk.open();
  await expect(second.page.locator('.queue-row[data-state="confirmed"]')).toHaveCount(3);
  await expect(rows(second.page)).toHaveCount(3);
});

import { expect, test } from './app.ts';
import { field, row, rows, untilRead } from './desk-page.ts';
import { dropFiles } from './drop-files.ts';
import { onOneBed } from './one-bed.ts';
import { GUEST, INTERNAL_PASSPORT, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

test('three documents dropped in one picture are three rows, each confirmed on its own', async ({ desk }, info) => {
  test.setTimeout(240_000);
  const bed = await onOneBed([PASSPORT, RESIDENCE_CARD, INTERNAL_PASSPORT]);
  const first = await desk.open();
  const { page } = first;
  await dropFiles(page, [{ name: 'three.jpg', base64: bed.toString('base64') }]);
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
    await page.getByRole('button', { name: /^Confirm/ }).click();
    await expect(page.locator('.queue-row[data-state="confirmed"]').filter({ hasText: title })).toBeVisible();
  }
  await first.close();
  const second = await desk.open();
  await expect(second.page.locator('.queue-row[data-state="confirmed"]')).toHaveCount(3);
  await expect(rows(second.page)).toHaveCount(3);
});

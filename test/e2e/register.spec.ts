import { expect, test } from './app.ts';
import { confirmNow, field, news, openFiles, row, rows, search, untilRead } from './desk-page.ts';
import { GUEST, INTERNAL_PASSPORT, PASSPORT } from './specimen-files.ts';

test('a passport is read from a file, corrected, confirmed, and found after a restart', async ({ desk }) => {
  const first = await desk.open();
  await openFiles(first, [PASSPORT]);
  await untilRead(first.page, 1);
  await row(first.page, GUEST.title).click();
  await expect(field(first.page, 'Surname')).toHaveValue(GUEST.surname);
  await expect(field(first.page, 'Document number')).toHaveValue(GUEST.number);
  await expect(field(first.page, 'Birth date')).toHaveValue(GUEST.birthDate);

  await field(first.page, 'Given names').fill('ANNA MARIE');
  await field(first.page, 'Room').fill('12B');
  await first.page.keyboard.press('Control+Enter');
  await expect(news(first.page)).toContainText('Saved: ERIKSSON ANNA MARIE');
  await first.close();

  const second = await desk.open();
  await search(second.page, 'eriks');
  const found = second.page.getByRole('row').filter({ hasText: 'ERIKSSON ANNA MARIE' });
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('12B');
  await expect(found).toContainText('••2C3');
  await expect(found).not.toContainText(GUEST.number);
  await search(second.page, GUEST.number);
  await expect(found).toHaveCount(1);
  await search(second.page, 'NOBODY');
  await expect(found).toHaveCount(0);
});

test('a document of which all is sure is confirmed with one key and nothing else, and only once', async ({ desk }) => {
  const { page, ...app } = await desk.open();
  await openFiles({ page, ...app }, [PASSPORT]);
  await expect(field(page, 'Surname')).toHaveValue(GUEST.surname, { timeout: 90_000 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('.queue-row[data-state="confirmed"]')).toHaveCount(1);
  await search(page, '');
  await expect(page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);
});

test('a Russian internal passport is shown, listed and found by its Cyrillic name', async ({ desk }) => {
  const { page, ...app } = await desk.open();
  await openFiles({ page, ...app }, [INTERNAL_PASSPORT]);
  await expect(field(page, 'Surname in Cyrillic')).toHaveValue('ИМЯРЕК', { timeout: 90_000 });
  await page.keyboard.press('Enter');
  await expect(news(page)).toContainText('Saved: ИМЯРЕК');
  await search(page, 'имя');
  await expect(page.getByRole('row').filter({ hasText: 'ИМЯРЕК ЕВГЕНИЙ АЛЕКСАНДРОВИЧ' })).toHaveCount(1);
});

test('a guest who comes again is recognised', async ({ desk }) => {
  const { page, ...app } = await desk.open();
  await openFiles({ page, ...app }, [PASSPORT]);
  await untilRead(page, 1);
  await confirmNow(page, GUEST.title);
  await openFiles({ page, ...app }, [PASSPORT]);
  await untilRead(page, 2);
  await rows(page).and(page.locator('[data-state="read"]')).click();
  await expect(page.getByText('This document was registered on')).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('dialog')).toContainText('The earlier registration beside the new one');
});

test('what was confirmed is kept when the power goes', async ({ desk }) => {
  const first = await desk.open();
  await openFiles(first, [PASSPORT]);
  await untilRead(first.page, 1);
  await confirmNow(first.page, GUEST.title);
  await first.kill();
  const second = await desk.open();
  await search(second.page, GUEST.surname);
  await expect(second.page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);
});

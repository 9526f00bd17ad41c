import { swipe } from '../renderer/wedge/swipe.ts';
import { expect, test } from './app.ts';
import { field, row, search } from './desk-page.ts';
import { GUEST } from './specimen-files.ts';

const SWIPE = `${GUEST.lines.join('\n')}\n`;

test('a passport swiped on a computer with a Russian layout is confirmed by one key, without a picture, and found', async ({ desk }) => {
  const first = await desk.open();
  await expect(first.page.getByRole('button', { name: 'Open…' })).toBeVisible();
  await swipe(first.page, SWIPE, 'ru');
  await expect(field(first.page, 'Document number')).toHaveValue(GUEST.number);
  await expect(first.page.getByRole('heading', { name: 'From the reader: there is no picture' })).toBeVisible();
  await expect(row(first.page, GUEST.title)).toHaveAttribute('title', 'reader');
  await first.close();

  // Nothing of it lay in the clear while it waited, and nothing is lost.
  const second = await desk.open();
  await row(second.page, GUEST.title).click();
  await expect(field(second.page, 'Surname')).toHaveValue(GUEST.surname);
  await second.page.keyboard.press('Control+Enter');
  await expect(second.page.locator('.queue-row[data-state="confirmed"]')).toHaveCount(1);
  await search(second.page, GUEST.number);
  await expect(second.page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);
});

test('a swipe into a search leaves the search as it was, and the guest waits in the queue', async ({ desk }) => {
  const { page } = await desk.open();
  await search(page, 'smirn');
  await swipe(page, SWIPE);
  await expect(row(page, GUEST.title)).toHaveCount(1);
  await expect(page.getByLabel('Surname, document number or date')).toHaveValue('smirn');
  await expect(page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(0);
});

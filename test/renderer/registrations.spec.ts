import { expect, test } from './harness/desk-page.ts';
import { REGISTRATIONS } from './harness/scenes.ts';

test('a guest is found by the beginning of the surname, by number and by birth date', async ({ openDesk }) => {
  const page = await openDesk({ registrations: REGISTRATIONS });
  await page.keyboard.press('Control+f');
  await expect(page.getByLabel('Surname, document number or date')).toBeFocused();
  await expect(page.locator('tbody tr')).toHaveCount(15);
  for (const query of ['smir', '4516012345', '21.03.1985']) {
    await page.getByLabel('Surname, document number or date').fill(query);
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await expect(page.locator('tbody tr')).toContainText('SMIRNOVA');
  }
  await page.getByLabel('Surname, document number or date').fill('nobody');
  await expect(page.getByText('Nothing was found.')).toBeVisible();
});

test('Enter opens the one guest found, goes to the list of several, and Escape back to where it came from', async ({ openDesk }) => {
  const page = await openDesk({ registrations: REGISTRATIONS });
  await page.keyboard.press('Control+f');
  const field = page.getByLabel('Surname, document number or date');
  await field.pressSequentially('smir');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('СМИРНОВА');
  await expect(page.getByRole('article')).toContainText('Russian passport, PNRUS');
  await page.keyboard.press('Escape');
  await expect(field).toBeFocused();

  await field.fill('');
  await page.keyboard.press('Enter');
  const rows = page.getByRole('main').locator('.row-open');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows.nth(1)).toBeFocused();
});

test('a number is masked until it is asked for, and masked again once it was left', async ({ openDesk }) => {
  const page = await openDesk({ registrations: REGISTRATIONS });
  await page.getByRole('button', { name: 'Registrations' }).click();
  await page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' }).first().click();
  const card = page.getByRole('article');
  await expect(card).toContainText('••••••2C3');
  await expect(card).toContainText(/registration [0-9a-f]{8}-[0-9a-f]{4}/);
  await expect(page.locator('body')).not.toContainText('L898902C3');
  await card.getByRole('button', { name: 'Show the number' }).click();
  await expect(card).toContainText('L898902C3');
  await page.keyboard.press('Escape');
  await page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' }).first().click();
  await expect(card).toContainText('••••••2C3');
  await expect(page.locator('body')).not.toContainText('L898902C3');
});

test('the printed page holds the registration and nothing around it', async ({ openDesk }) => {
  const page = await openDesk({ registrations: REGISTRATIONS });
  await page.getByRole('button', { name: 'Registrations' }).click();
  await page.getByRole('main').getByRole('button', { name: 'ERIKSSON ANNA MARIA' }).first().click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'ERIKSSON ANNA MARIA' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await expect(page.getByLabel('Surname, document number or date')).toBeHidden();
});

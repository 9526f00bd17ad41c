import { expect, test } from './harness/desk-page.ts';
import { CAPTURES } from './harness/scenes.ts';

test('the language changes at once, everywhere', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.getByRole('heading', { name: 'Настройки' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Подтвердить/ })).toBeVisible();
});

test('the set-up greets a new desk, but not over what somebody has opened before it knew', async ({ openDesk }) => {
  const page = await openDesk({ info: { firstRun: true } });
  await expect(page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
  const quicker = await openDesk({ info: { firstRun: true }, slowInfo: true });
  await quicker.getByRole('button', { name: 'Settings' }).click();
  await quicker.evaluate(() => dispatchEvent(new Event('answer')));
  await expect(quicker.getByRole('contentinfo')).toContainText('Storage: open');
  await expect(quicker.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('the look is chosen, or the system’s', async ({ openDesk }) => {
  const page = await openDesk();
  const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await ground()).not.toBe(dark);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(ground).toBe(dark);
});

test('the strip tells of a locked keychain, and of its being unlocked', async ({ openDesk }) => {
  const page = await openDesk({
    captures: [CAPTURES.sure],
    status: { storage: { kind: 'closed', code: 'keychain.locked' } },
  });
  const strip = page.getByRole('contentinfo');
  await expect(strip).toContainText('Storage: closed');
  await expect(page.getByText('The storage is closed, nothing can be saved.')).toBeVisible();
  await strip.getByRole('button', { name: 'Try again' }).click();
  await expect(strip).toContainText('Storage: open');
});

test('the strip tells of a reader that is down and of deliveries that are stuck', async ({ openDesk }) => {
  const page = await openDesk({
    status: {
      reader: { kind: 'down', code: 'ocr.modelDamaged' },
      destinations: [
        { id: 'bitrix-1', name: 'Bitrix24', deliveredToday: 4, waiting: 2, parked: 1, mendable: 1, code: 'bitrix.fieldMissing' },
        { id: 'bitrix-2', name: 'Sales', deliveredToday: 4, waiting: 0, parked: 0, mendable: 0, code: 'bitrix.webhookRefused' },
      ],
    },
  });
  const strip = page.getByRole('contentinfo');
  await expect(strip).toContainText('Reader: down');
  await expect(strip).toContainText('Bitrix24: 1 stuck, 2 waiting, 4 delivered');
  await expect(strip).toContainText('Sales: takes nothing, 4 delivered');
});

test('the strip says why deliveries wait, where there is room for it', async ({ openDesk }) => {
  const page = await openDesk({
    status: {
      destinations: [
        { id: 'bitrix-1', name: 'Bitrix24', deliveredToday: 14, waiting: 2, parked: 0, mendable: 0, code: 'network.offline' },
        { id: 'folder-1', name: 'Archive', deliveredToday: 14, waiting: 0, parked: 0, mendable: 0, code: null },
      ],
    },
  });
  const strip = page.getByRole('contentinfo');
  await expect(strip).toContainText('Archive: all delivered, 14 today');
  await expect(strip.getByText('2 waiting, 14 delivered')).toBeInViewport({ ratio: 1 });
  await expect(strip.locator('.strip-why')).toHaveText(/network/);
});

test('single keys can be switched off: then they do nothing, are not offered, and F1 still helps', async ({ openDesk }) => {
  const page = await openDesk({ captures: [CAPTURES.sure] });
  await expect(page.locator('.picture-percent')).toHaveText('100%');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Turn the picture');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'Single keys' }).getByRole('button', { name: 'Off' }).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('.picture-percent')).toHaveText('100%');
  for (const key of ['+', 'r', '?']) await page.keyboard.press(key);
  await expect(page.locator('.picture-percent')).toHaveText('100%');
  await expect(page.locator('.picture-sheet')).not.toHaveAttribute('style', /rotate\(90deg\)/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog')).not.toContainText('Turn the picture');
});

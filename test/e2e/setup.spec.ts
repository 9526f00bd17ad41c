import { existsSync } from 'node:fs';
import { expect, test } from './app.ts';
import { openFiles, rows, strip } from './desk-page.ts';
import { PASSPORT } from './specimen-files.ts';

test.use({ newDesk: true });

test('a new desk is set up step by step, and greets nobody a second time', async ({ desk }) => {
  const first = await desk.open();
  await expect(first.page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
  await first.page.getByRole('button', { name: 'Русский' }).click();
  await first.page.getByRole('button', { name: 'Дальше' }).click();
  await expect(first.page.getByLabel('Вебхук')).toBeVisible();
  await first.page.getByRole('button', { name: 'Пропустить', exact: true }).click();
  await expect(first.page.getByLabel('Бакет')).toBeVisible();
  await first.page.getByRole('button', { name: 'Пропустить', exact: true }).click();
  await first.page.getByLabel('Название').fill('Архив');
  await first.page.getByRole('button', { name: 'Сохранить и проверить' }).click();
  await expect(first.page.getByText('Соединение работает.')).toBeVisible();
  await first.page.getByRole('button', { name: 'Дальше' }).click();
  await expect(first.page.getByRole('heading', { name: 'Что хранить' })).toBeVisible();
  await first.page.getByRole('button', { name: 'Дальше' }).click();
  await expect(first.page.getByText('Регистрации отправляются: Архив.')).toBeVisible();
  await first.page.getByRole('button', { name: 'Начать работу' }).click();
  await expect(first.page.getByRole('heading', { name: 'Покажите программе документ' })).toBeVisible();
  await first.close();

  const second = await desk.open();
  await expect(strip(second.page, 'Архив')).toBeVisible();
  await expect(second.page.getByRole('heading', { name: 'Настройка', exact: true })).toBeHidden();
});

test('a receptionist with a guest goes past the set-up, and it does not come back', async ({ desk }) => {
  const first = await desk.open();
  await expect(first.page.getByRole('heading', { name: 'Set-up' })).toBeVisible();
  await openFiles(first, [PASSPORT]);
  await rows(first.page).first().click();
  await expect(first.page.getByRole('heading', { name: 'Set-up' })).toBeHidden();
  // That the set-up is over is written down a moment after it has gone from sight.
  await expect.poll(() => existsSync(`${desk.profile}/settings.json`)).toBe(true);
  await first.close();

  const second = await desk.open();
  await expect(rows(second.page)).toHaveCount(1);
  await expect(second.page.getByRole('heading', { name: 'Set-up' })).toBeHidden();
});

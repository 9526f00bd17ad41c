import type { WatchedFolder } from '../../shared/watched-folder.ts';
import { faults } from './harness/axe.ts';
import { expect, test } from './harness/desk-page.ts';

const folder = (change: Partial<WatchedFolder>): WatchedFolder => ({
  id: crypto.randomUUID(), name: 'Scanner', path: '//office/scans/front-desk', state: { kind: 'watching' }, taken: 0, lastAt: null,
  unread: [], ...change,
});

const FOLDERS: WatchedFolder[] = [
  folder({ name: 'Scanner', taken: 41, lastAt: Date.UTC(2026, 10, 21, 8, 15) }),
  folder({
    name: 'Telephone', path: '/home/desk/Pictures/from the telephone', taken: 2, lastAt: Date.UTC(2026, 10, 21, 7, 2),
    unread: [{ name: 'letter.pdf', code: 'file.encrypted' }, { name: 'scan-0007.jpg', code: 'picture.damaged' }],
  }),
  folder({ name: 'Second floor', path: '//second/scans', state: { kind: 'trouble', code: 'folder.missing' } }),
  folder({ name: 'Night', path: '/srv/night', state: { kind: 'off' } }),
];

for (const [language, theme] of [['ru', 'light'], ['en', 'dark']] as const) {
  test(`watched folders in the settings are accessible and worked by the keyboard, ${language} ${theme}`, async ({ openDesk }, info) => {
    const words = language === 'ru'
      ? { settings: 'Настройки', tab: 'Папки', add: 'Следить за папкой…' }
      : { settings: 'Settings', tab: 'Watched folders', add: 'Watch a folder…' };
    const page = await openDesk({ settings: { language, theme }, folders: FOLDERS });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('contentinfo').getByRole('button', { name: words.settings, exact: true }).click();
    await page.getByRole('tab', { name: words.tab, exact: true }).click();
    await expect(page.getByText('scan-0007.jpg')).toBeVisible();
    expect(await faults(page), 'list').toEqual([]);
    await page.screenshot({ path: info.outputPath(`folders-${language}.png`) });
    const tried = language === 'ru' ? ['Всё получается', 'Папка сейчас недоступна'] : ['It works', 'cannot be reached now'];
    for (const [at, words] of [[0, tried[0] ?? ''], [2, tried[1] ?? '']] as const) {
      const item = page.locator('.destination').nth(at);
      await item.getByRole('button', { name: language === 'ru' ? 'Проверить' : 'Test', exact: true }).focus();
      await page.keyboard.press('Enter');
      await expect(item.locator('.destination-test')).toContainText(words);
    }
    await page.locator('.destination').first().getByRole('button', { name: language === 'ru' ? 'Параметры' : 'Options' }).click();
    await page.locator('.source-name').getByRole('textbox').fill('Front desk');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Front desk' })).toBeVisible();
    expect(await faults(page), 'tried').toEqual([]);
    await page.screenshot({ path: info.outputPath(`folders-tried-${language}.png`) });
    const night = page.getByRole('switch', { name: /Night/ });
    await night.focus();
    await page.keyboard.press('Space');
    await expect(night).toBeChecked();
    await page.getByRole('button', { name: words.add }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toContainText('/srv/scans/desk');
    expect(await faults(page), 'question').toEqual([]);
    await page.screenshot({ path: info.outputPath(`folders-question-${language}.png`) });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
  });
}

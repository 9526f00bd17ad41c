import { expect, test } from './app.ts';
import { confirmNow, news, openFiles, row, rows, search, strip, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

test.describe('the keychain', () => {
  test.skip(process.platform !== 'linux', 'locks a private gnome-keyring');

  test('when it is locked the desk says so, stores nothing, and goes on when it is unlocked', async ({ desk }) => {
    const first = await desk.open();
    await openFiles(first, [PASSPORT]);
    await untilRead(first.page, 1);
    await confirmNow(first.page, GUEST.title);
    await first.close();

    desk.keyring.lock();
    const second = await desk.open();
    await expect(strip(second.page, 'Storage')).toContainText('closed', { timeout: 60_000 });
    await expect(second.page.getByText('The keychain is locked').first()).toBeAttached();
    await openFiles(second, [PASSPORT]);
    await expect(news(second.page)).toContainText('The keychain is locked');
    await expect(rows(second.page)).toHaveCount(0);

    await desk.keyring.unlock();
    await second.page.getByRole('button', { name: 'Try again' }).click();
    await expect(strip(second.page, 'Storage')).toContainText('open', { timeout: 60_000 });
    await expect(row(second.page, GUEST.title)).toHaveCount(1);
    await search(second.page, GUEST.surname);
    await expect(second.page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);
  });

  test('when there is none at all the desk opens and says so', async ({ desk }) => {
    const { page } = await desk.open({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' } });
    await expect(strip(page, 'Storage')).toContainText('closed', { timeout: 60_000 });
    await expect(page.getByText('The system keychain cannot be reached').first()).toBeAttached();
  });
});

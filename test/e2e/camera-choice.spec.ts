import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

/** Two of Chromium's fake cameras; each tells its name in the stream it gives. */
const TWO_CAMERAS = { chromiumArgs: ['--use-fake-device-for-media-stream=device-count=2'] };
const SECOND = 'fake_device_1';

/** Name of the camera whose picture the window shows. */
const shownCamera = (page: Page): Promise<string> => page.locator('video').evaluate((video: HTMLVideoElement) =>
  (video.srcObject instanceof MediaStream ? (video.srcObject.getVideoTracks()[0]?.label ?? '') : ''));

test('the camera that was chosen is the one that opens, also after a restart', async ({ desk }) => {
  const first = await desk.open(TWO_CAMERAS);
  await first.page.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect.poll(() => shownCamera(first.page)).toContain('fake_device_0');
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('button', { name: 'Settings' }).click();
  const choice = first.page.getByRole('combobox', { name: 'Camera' });
  await choice.click();
  await first.page.getByRole('option', { name: new RegExp(SECOND) }).click();
  await expect(choice).toContainText(SECOND);
  await first.close();
  const second = await desk.open(TWO_CAMERAS);
  await second.page.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect.poll(() => shownCamera(second.page)).toContain(SECOND);
  await second.page.keyboard.press('Escape');
  await second.page.getByRole('button', { name: 'Settings' }).click();
  await expect(second.page.getByRole('combobox', { name: 'Camera' })).toContainText(SECOND);
});

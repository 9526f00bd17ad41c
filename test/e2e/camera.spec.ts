import path from 'node:path';
import { expect, test } from './app.ts';
import { row } from './desk-page.ts';
import { writeFilm } from './moving-picture.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

test('a passport held to the camera is taken with the space bar and read', async ({ desk }) => {
  const film = path.join(desk.profile, '../passport.y4m');
  await writeFilm(PASSPORT, film);
  const { page } = await desk.open({ chromiumArgs: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`] });
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  const video = page.locator('video');
  await expect(video).toBeVisible();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth), { timeout: 30_000 }).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await expect(row(page, GUEST.title)).toHaveCount(1, { timeout: 90_000 });
  await expect(row(page, GUEST.title)).toHaveAttribute('title', 'camera');
});

import path from 'node:path';
import { expect, test } from './app.ts';
import { field, row, rows } from './desk-page.ts';
import { writeFilm } from './moving-picture.ts';
import { GUEST, PASSPORT, RESIDENCE_CARD } from './specimen-files.ts';

/** Frames are read one after the other on cores that others use, too. */
const READING_MS = 90_000;

test('documents held to the camera one after the other are read without a hand on the keyboard, each once', async ({ desk }) => {
  const film = path.join(desk.profile, '../documents.y4m');
  await writeFilm([
    { picture: null, frames: 4 }, { picture: PASSPORT, frames: 14 }, { picture: null, frames: 4 }, { picture: RESIDENCE_CARD, frames: 14 },
  ], film);
  const { page } = await desk.open({ chromiumArgs: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`] });
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.camera-outline')).toBeVisible({ timeout: READING_MS });
  await expect(rows(page)).toHaveCount(2, { timeout: READING_MS });
  // The film begins anew, and with it the first document.
  await expect(dialog.getByText(`Already in the queue: ${GUEST.title}`)).toBeVisible({ timeout: READING_MS });
  await expect(rows(page)).toHaveCount(2);
  await expect(row(page, GUEST.title)).toHaveAttribute('title', 'camera');
  await expect(page.locator('.queue-row[data-state="read"][data-tone="sure"]')).toHaveCount(2, { timeout: READING_MS });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(field(page, 'Surname')).not.toHaveValue('');
  await row(page, GUEST.title).click();
  await expect(field(page, 'Document number')).toHaveValue(GUEST.number);
  await expect(page.getByRole('img', { name: `Picture: ${GUEST.title}` }).first()).toBeVisible();
});

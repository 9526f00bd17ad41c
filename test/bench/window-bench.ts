/**
 * What a receptionist waits for, measured in the window of the whole built program: a dropped picture, a swipe, and a
 * camera. The stand-in for Electron carries pictures over a debugging line, which Electron itself does not.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { SETTINGS_VERSION } from '../../electron/settings/versions.ts';
import { checkDigitOf } from '../../shared/mrz/check-digit.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { writeFilm } from '../e2e/moving-picture.ts';
import { GUEST, PASSPORT } from '../e2e/specimen-files.ts';
import { launchApp, type LaunchedApp } from '../host/launch.ts';
import { swipe } from '../renderer/wedge/swipe.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DROPS = 15;
const SWIPES = 15;
/** How long the camera is watched, in seconds. */
const WATCHED = 10;
const PATIENCE_MS = 120_000;

export type WindowTimes = {
  /** Milliseconds from letting go of a picture until its fields are on the screen. */
  readonly drops: readonly number[];
  /** Milliseconds from a reader's last key until the fields are on the screen. */
  readonly swipes: readonly number[];
  readonly camera: {
    /** Looked at by the reader, a second. */
    readonly analysed: number;
    /** Shown by the preview, a second, and dropped of them in all. */
    readonly shown: number;
    readonly dropped: number;
  };
};

/** Needs a build (dist) and a Chromium. */
export async function measureWindow(): Promise<WindowTimes> {
  const home = mkdtempSync(path.join(tmpdir(), 'desk-window-'));
  const film = path.join(home, 'film.y4m');
  await writeFilm([{ picture: PASSPORT, frames: 30 }], film, 30);
  const userData = path.join(home, 'profile');
  mkdirSync(userData);
  const settings = { version: SETTINGS_VERSION, settings: DEFAULT_SETTINGS };
  writeFileSync(path.join(userData, 'settings.json'), JSON.stringify(settings));
  let app: LaunchedApp | null = null;
  try {
    app = await launchApp({
      appRoot: ROOT, userData, locale: 'en-US', args: ['--demo'],
      chromiumArgs: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
    });
    const page = await app.firstWindow();
    // The demonstration's own documents are read first, and with them everything is warm.
    await page.locator('.queue-row[data-state="read"]').nth(3).waitFor({ timeout: PATIENCE_MS });
    return { drops: await measureDrops(page), swipes: await measureSwipes(page), camera: await measureCamera(page) };
  } finally {
    await app?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Clears the desk; what is on it stays in the queue. */
async function clearDesk(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { name: 'Show the program a document' });
  while (!(await heading.isVisible())) await page.keyboard.press('Escape');
}

async function measureDrops(page: Page): Promise<number[]> {
  const picture = readFileSync(PASSPORT).toString('base64');
  const times: number[] = [];
  for (let round = 0; round < DROPS; round += 1) {
    await clearDesk(page);
    times.push(await page.evaluate(async ({ bytes, number }) => {
      const files = new DataTransfer();
      files.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], 'passport.jpg', { type: 'image/jpeg' }));
      const began = performance.now();
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
      for (;;) {
        await new Promise(requestAnimationFrame);
        const field = document.getElementById('field-documentNumber');
        if (field instanceof HTMLInputElement && field.value === number) return performance.now() - began;
      }
    }, { bytes: picture, number: GUEST.number }));
  }
  return times;
}

/** A passport like the specimen, with a number of its own. */
function zoneOf(number: string): string {
  const [first] = GUEST.lines;
  const birth = '840812';
  const expiry = '310415';
  const optional = 'ZE184226B<<<<<';
  const numbered = number + checkDigitOf(number);
  const dates = [birth + checkDigitOf(birth), expiry + checkDigitOf(expiry)] as const;
  const closing = optional + checkDigitOf(optional);
  const second = `${numbered}UTO${dates[0]}F${dates[1]}${closing}`;
  return `${first}\n${second}${checkDigitOf(numbered + dates[0] + dates[1] + closing)}\n`;
}

async function measureSwipes(page: Page): Promise<number[]> {
  // Before the page itself listens: it keeps a reader's keys to itself.
  await page.context().addInitScript(() => {
    window.addEventListener('keydown', () => Object.assign(window, { lastKeyAt: performance.now() }), true);
  });
  await page.reload();
  await page.locator('.queue-row').first().waitFor({ timeout: PATIENCE_MS });
  const times: number[] = [];
  for (let round = 0; round < SWIPES; round += 1) {
    const number = `W${String(10_000_000 + round)}`;
    await clearDesk(page);
    const shown = page.evaluate(async (wanted) => {
      for (;;) {
        await new Promise(requestAnimationFrame);
        const field = document.getElementById('field-documentNumber');
        if (field instanceof HTMLInputElement && field.value === wanted) return performance.now() - (window as unknown as { lastKeyAt: number }).lastKeyAt;
      }
    }, number);
    await swipe(page, zoneOf(number), 'ru');
    times.push(await shown);
  }
  return times;
}

async function measureCamera(page: Page): Promise<WindowTimes['camera']> {
  await clearDesk(page);
  await page.keyboard.press('Control+k');
  await page.locator('.camera-zone').waitFor({ timeout: PATIENCE_MS });
  return page.evaluate(async (seconds) => {
    const video = document.querySelector('video');
    const view = document.querySelector('.camera-view');
    if (video === null || view === null) throw new Error('no live picture');
    // The document never lies still in this film: each look moves the outline.
    let looks = 0;
    const observer = new MutationObserver((changes) => {
      looks += changes.filter(({ target }) => target instanceof Element && target.classList.contains('camera-zone')).length;
    });
    observer.observe(view, { subtree: true, attributes: true, attributeFilter: ['points'] });
    const before = video.getVideoPlaybackQuality();
    await new Promise((resolve) => {
      setTimeout(resolve, seconds * 1000);
    });
    const after = video.getVideoPlaybackQuality();
    observer.disconnect();
    return {
      analysed: looks / seconds, shown: (after.totalVideoFrames - before.totalVideoFrames) / seconds,
      dropped: after.droppedVideoFrames - before.droppedVideoFrames,
    };
  }, WATCHED);
}

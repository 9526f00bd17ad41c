/** Takes the pictures of docs/screenshots anew: `node test/renderer/harness/take-screenshots.ts`. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { buildHarness, launchOptions, openPage } from './desk-page.ts';
import type { Scene } from './memory-bridge.ts';
import { CAPTURES, EARLIER, REGISTRATIONS } from './scenes.ts';
import { open } from './words.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Enough for a screen of ours; keeps a picture under 250 kB. */
const COLOURS = 128;

type Shot = { readonly scene: Scene; readonly act?: (page: Page) => Promise<void> };

const captures = Object.values(CAPTURES);
const russian = { language: 'ru', theme: 'light' } as const;
const earlier = EARLIER === undefined ? {} : { earlier: EARLIER };

const SHOTS: Readonly<Record<string, Shot>> = {
  'confirm-ru-light': {
    scene: { settings: russian, captures },
    act: (page) => open(page, CAPTURES.russian.summary.id),
  },
  'confirm-en-dark': { scene: { settings: { language: 'en', theme: 'dark' }, captures } },
  'look-here-ru-light': {
    scene: { settings: russian, captures, ...earlier },
    act: (page) => open(page, CAPTURES.check.summary.id),
  },
  'empty-ru-light': { scene: { settings: russian } },
  'returning-guest-ru-light': {
    scene: { settings: russian, captures, ...earlier },
    act: (page) => page.getByRole('button', { name: 'Сравнить', exact: true }).click(),
  },
  'registrations-ru-light': {
    scene: { settings: russian, captures, registrations: REGISTRATIONS },
    act: async (page) => {
      await page.keyboard.press('Control+f');
      await page.locator('.row-open').first().click();
    },
  },
  'settings-en-light': {
    scene: { settings: { language: 'en', theme: 'light' }, captures },
    act: (page) => page.getByRole('button', { name: 'Settings' }).click(),
  },
};

/** How long what loads and fades in is given before the picture is taken, milliseconds. */
const SETTLE = 1500;

const folder = await mkdtemp(path.join(tmpdir(), 'desk-shots-'));
const browser = await chromium.launch(launchOptions);
try {
  const built = await buildHarness(browser, folder);
  await mkdir(path.join(ROOT, 'docs/screenshots'), { recursive: true });
  for (const [name, { scene, act }] of Object.entries(SHOTS)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    const page = await openPage(context, built, scene);
    await page.waitForTimeout(SETTLE);
    await act?.(page);
    await page.waitForTimeout(SETTLE);
    await sharp(await page.screenshot())
      .png({ palette: true, colours: COLOURS, effort: 9 })
      .toFile(path.join(ROOT, 'docs/screenshots', `${name}.png`));
    await context.close();
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

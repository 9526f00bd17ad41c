/**
 * Takes the pictures of docs/screenshots anew: the built desk, its real reader and storage, in a throw-away profile with
 * the made-up specimens. `npm run screenshots`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { launchDouble } from '../../test/double/window/launch.ts';
import { buildDesk } from '../build-desk.ts';
import { ROOT } from '../repository.ts';
import { GUESTS, registerGuests } from '../screenshots/guests.ts';
import { smudged } from '../screenshots/smudge.ts';
import { meetSystemNeeds } from '../setup/debian.ts';

const FOLDER = path.join(ROOT, 'docs/screenshots');
const PASSPORT = path.join(ROOT, 'resources/demo/1-passport.jpg');
/** Enough for a screen of ours; keeps a picture under 250 kB. */
const COLOURS = 128;
const PATIENCE_MS = 120_000;
/** How long what fades in is given, milliseconds. */
const SETTLE_MS = 800;

type Look = { readonly language: 'ru' | 'en'; readonly theme: 'light' | 'dark' };

/** Runs the demonstration in this look and hands its page over; the desk is closed afterwards. */
async function withDesk({ language, theme }: Look, use: (page: Page) => Promise<void>): Promise<void> {
  const lang = { ru: 'ru-RU', en: 'en-US' }[language];
  const app = await launchDouble({ appRoot: ROOT, args: ['--demo', `--lang=${lang}`], locale: lang });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await use(page);
  } finally {
    await app.close();
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(640, 700);
  await page.waitForTimeout(SETTLE_MS);
  const file = path.join(FOLDER, `${name}.png`);
  await sharp(await page.screenshot()).png({ palette: true, colours: COLOURS, effort: 9 }).toFile(file);
  console.log(path.relative(ROOT, file));
}

const row = (page: Page, title: string) => page.locator('.queue-row').filter({ hasText: title });
const confirmed = (page: Page) => page.locator('.queue-row[data-state="confirmed"]');

async function untilRead(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const states = [...document.querySelectorAll<HTMLElement>('.queue-row')].map(({ dataset }) => dataset['state']);
    return states.length >= wanted && states.every((state) => state !== 'captured' && state !== 'reading');
  }, count);
}

/** Shows a document; its picture is there when this returns. */
async function show(page: Page, title: string, state = 'read'): Promise<void> {
  await row(page, title).and(page.locator(`[data-state="${state}"]`)).click();
  await page.locator('.picture-sheet img').first().waitFor();
}

async function confirmAll(page: Page, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await show(page, title);
    const before = await confirmed(page).count();
    await page.locator('.confirm-button').click();
    await page.waitForFunction((count) => document.querySelectorAll('.queue-row[data-state="confirmed"]').length > count, before);
  }
}

async function drop(page: Page, jpeg: Buffer): Promise<void> {
  await page.evaluate((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], 'passport.jpg', { type: 'image/jpeg' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, jpeg.toString('base64'));
}

if (meetSystemNeeds(['chromium', 'fonts']).includes('chromium')) throw new Error('A Chromium, Chrome or Edge is needed.');
await buildDesk();
mkdirSync(FOLDER, { recursive: true });

await withDesk({ language: 'ru', theme: 'light' }, async (page) => {
  await untilRead(page, 4);
  await show(page, 'ИМЯРЕК');
  await take(page, 'confirm-ru-light');

  await show(page, 'ERIKSSON');
  await drop(page, await smudged(page, PASSPORT));
  await untilRead(page, 5);
  await page.locator('.queue-row').last().click();
  await take(page, 'look-here-ru-light');
  await page.locator('#fields').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Убрать', exact: true }).click();

  await registerGuests(page, GUESTS);
  await show(page, 'ERIKSSON');
  await page.getByLabel('Имена', { exact: true }).fill('ANNA MARIA ELISABET');
  await page.getByLabel('Комната').fill('204');
  await page.getByLabel('Телефон').fill('+7 900 000-00-00');
  await confirmAll(page, ['STEVENSON', 'VAN DER MEER', 'ИМЯРЕК', 'ERIKSSON']);
  await take(page, 'empty-ru-light');

  await page.keyboard.press('Control+f');
  await page.locator('.row-open').first().click();
  await take(page, 'registrations-ru-light');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await drop(page, readFileSync(PASSPORT));
  await untilRead(page, 5);
  await show(page, 'ERIKSSON');
  await page.getByRole('button', { name: 'Сравнить', exact: true }).click();
  await take(page, 'returning-guest-ru-light');
});

await withDesk({ language: 'en', theme: 'dark' }, async (page) => {
  await untilRead(page, 4);
  await show(page, 'ERIKSSON');
  await take(page, 'confirm-en-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Settings' }).click();
  await take(page, 'settings-en-light');
  await page.getByRole('tab', { name: 'Check-up' }).click();
  await page.locator('.doctor-table').waitFor();
  await take(page, 'check-up-en-light');
});

/** Draws resources/demo/*.jpg anew. Needs Chromium and the OCR B font (Debian: fonts-ocr-b), so it is run by hand. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../test/double/window/find-chromium.ts';
import { ROOT } from '../repository.ts';
import { SPECIMENS } from '../specimens/documents.ts';
import { specimenPage } from '../specimens/page.ts';

const FONT = '/usr/share/fonts/opentype/ocr-b/OCRB.otf';
if (!existsSync(FONT)) throw new Error('The OCR B font is missing: apt-get install fonts-ocr-b');
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium is installed.');

const folder = path.join(ROOT, 'resources/demo');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
for (const specimen of SPECIMENS) {
  const { html, width, height } = specimenPage(specimen, readFileSync(FONT).toString('base64'));
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, specimen.file), type: 'jpeg', quality: 82 });
  await page.close();
  console.log(specimen.file, specimen.lines.join(' / '));
}
await browser.close();

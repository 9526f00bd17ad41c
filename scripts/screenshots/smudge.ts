import type { Page } from '@playwright/test';
import sharp from 'sharp';

/** Which signs are spoilt, as line and column: a letter of the name, which no check digit guards, and one of the number. */
const SPOTS = [[0, 8], [1, 6]] as const;

/** The specimen with smudges on its zone, where the desk itself has just read it. */
export async function smudged(page: Page, file: string): Promise<Buffer> {
  const lines = await page.evaluate(async () => {
    const captureId = document.querySelector('.queue-row[aria-current="true"]')?.getAttribute('data-row') ?? '';
    const answer = await window.desk.request('reading:get', { captureId });
    return answer.ok ? (answer.value?.documents[0]?.lines ?? []) : [];
  });
  const spots = SPOTS.map(([at, sign]) => {
    const line = lines[at];
    if (line === undefined) throw new Error('the specimen was not read');
    const [[left, top], [right, rightTop], , [, bottom]] = line.quad;
    const along = (sign + 0.5) / line.text.length;
    const size = Math.round(bottom - top);
    const input = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
      <circle cx="50%" cy="50%" r="42%" fill="#fbf8f2"/></svg>`);
    return { input, left: Math.round(left + (right - left) * along - size / 2), top: Math.round(top + (rightTop - top) * along) };
  });
  return sharp(file).composite(spots).jpeg().toBuffer();
}

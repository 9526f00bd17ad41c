import type { Browser } from '@playwright/test';
import { lineQuad, PAGE, type Specimen } from './specimens.ts';

/** Draws the page of a specimen in the browser and hands it back as a JPEG. */
export async function drawPage(browser: Browser, specimen: Specimen | null): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const lines = specimen?.lines.map((text, index) => ({ text, quad: lineQuad(index, specimen.lines.length) })) ?? [];
    const url = await page.evaluate(drawInPage, {
      PAGE,
      lines,
      heading: specimen?.heading ?? '',
      rows: specimen?.page ?? [],
    });
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  } finally {
    await page.close();
  }
}

type Drawing = {
  PAGE: { width: number; height: number; glyph: number };
  lines: { text: string; quad: readonly (readonly [number, number])[] }[];
  heading: string;
  rows: readonly (readonly [string, string])[];
};

/** Runs in the browser: nothing from outside may be used here. */
function drawInPage({ PAGE: { width, height, glyph }, lines, heading, rows }: Drawing): string {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas here');
  const paper = context.createLinearGradient(0, 0, width, height);
  paper.addColorStop(0, '#eee7d6');
  paper.addColorStop(0.5, '#dfe6e4');
  paper.addColorStop(1, '#eadfd8');
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = '#9fb3b033';
  context.lineWidth = 2;
  for (let y = -height; y < height * 2; y += 22) {
    context.beginPath();
    for (let x = 0; x <= width; x += 12) context.lineTo(x, y + x * 0.3 + Math.sin(x / 70 + y / 40) * 26);
    context.stroke();
  }
  context.fillStyle = '#b9b6ab';
  context.fillRect(70, 170, 380, 490);
  context.fillStyle = '#7d7a70';
  context.beginPath();
  context.arc(260, 350, 96, 0, 7);
  context.fill();
  context.beginPath();
  context.ellipse(260, 660, 176, 190, 0, Math.PI, 0);
  context.fill();
  context.fillStyle = '#40382c';
  context.font = 'bold 44px sans-serif';
  context.fillText(heading, 70, 110);
  rows.forEach(([label, value], index) => {
    const [x, y] = [510, 210 + index * 72];
    context.fillStyle = '#8a7f6c';
    context.font = '20px sans-serif';
    context.fillText(label, x, y);
    context.fillStyle = '#22201c';
    context.font = 'bold 34px sans-serif';
    context.fillText(value, x, y + 36);
  });
  context.fillStyle = '#141414';
  context.textAlign = 'center';
  context.font = `${glyph * 0.86}px "OCR B", "DejaVu Sans Mono", monospace`;
  for (const { text, quad } of lines) {
    const [left, right, corner] = [quad[0]?.[0] ?? 0, quad[1]?.[0] ?? 0, quad[2]?.[1] ?? 0];
    const cell = (right - left) / text.length;
    [...text].forEach((sign, column) => context.fillText(sign, left + (column + 0.5) * cell, corner - glyph * 0.2));
  }
  return canvas.toDataURL('image/jpeg', 0.92);
}

/** Pictures spoilt in one way each, read by the desk's own nets: the reader must say what is the matter with them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openReader, type Reader } from '../../../electron/ocr/reader.ts';
import type { Quad, Reading } from '../../../shared/reading.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SIGNS_IN_LINE = 44;

describe('a picture of a passport', () => {
  let reader: Reader;
  let specimen: Buffer;
  let [width, height, pitch] = [0, 0, 0];
  let zone: Quad;
  let printed: string[];

  const read = async (bytes: Uint8Array): Promise<Reading> => (await reader.read(bytes)).reading;

  beforeAll(async () => {
    reader = await openReader(path.join(ROOT, 'resources/models'), ['native']);
    specimen = await readFile(path.join(ROOT, 'resources/demo/1-passport.jpg'));
    const reading = await read(specimen);
    const [document] = reading.documents;
    if (!document?.box) throw new Error('the specimen itself was not read');
    ({ width, height } = reading);
    zone = document.box;
    pitch = (zone[1][0] - zone[0][0]) / SIGNS_IN_LINE;
    printed = document.lines.map(({ text }) => text);
    expect(reading).toMatchObject({ status: 'sure', quality: [] });
  });

  it('out of focus is called so', async () => {
    const reading = await read(await sharp(specimen).blur(7.5).toBuffer());
    expect(reading.status).not.toBe('sure');
    expect(reading.quality).toContain('outOfFocus');
  });

  it('too small is called so', async () => {
    const reading = await read(await sharp(specimen).resize({ width: 190 }).toBuffer());
    expect(reading.status).not.toBe('sure');
    expect(reading.quality).toContain('tooSmall');
  });

  it('taken in the dark is called so, though no zone be seen at all', async () => {
    const reading = await read(await sharp(specimen).linear(0.02, 0).jpeg().toBuffer());
    expect(reading).toMatchObject({ status: 'none', quality: ['tooDark'] });
  });

  it('with a glare over some signs is called so', async () => {
    const [cx, cy] = [zone[0][0] + 10 * pitch, zone[0][1] + 15];
    const glare = `<svg width="${width}" height="${height}"><defs><radialGradient id="g">
      <stop offset="0.7" stop-color="white"/><stop offset="1" stop-color="white" stop-opacity="0"/>
      </radialGradient></defs>
      <ellipse cx="${cx}" cy="${cy}" rx="${3.5 * pitch}" ry="${2.5 * pitch}" fill="url(#g)"/></svg>`;
    const reading = await read(await sharp(specimen).composite([{ input: Buffer.from(glare) }]).jpeg().toBuffer());
    expect(reading.status).toBe('check');
    expect(reading.quality).toContain('glare');
  });

  it.each(['first', 'last'])('whose %s column is cut off is called clipped, its document as well', async (end) => {
    const left = end === 'first' ? Math.round(zone[0][0] + 1.2 * pitch) : 0;
    const right = end === 'last' ? Math.round(zone[1][0] - 1.2 * pitch) : width;
    const reading = await read(await sharp(specimen).extract({ left, top: 0, width: right - left, height }).toBuffer());
    expect(reading.status).toBe('check');
    expect(reading.quality).toContain('clipped');
    expect(reading.documents[0]?.doubts.map(({ code }) => code)).toContain('line.clipped');
  });

  it('whose last line the edge cuts through is not sure, and called clipped', async () => {
    const reading = await read(await sharp(specimen).extract({
      left: 0, top: 0, width, height: Math.round(zone[3][1] - (zone[3][1] - zone[0][1]) / 6),
    }).toBuffer());
    expect(reading.status).not.toBe('sure');
    expect(reading.quality).toContain('clipped');
  });

  it('that has eight others beside it gives eight documents, each whole', { timeout: 60_000 }, async () => {
    const cell = await sharp(specimen).resize({ width: 800 }).toBuffer();
    const tall = Math.round((800 * height) / width) + 60;
    const sheet = sharp({ create: { width: 3 * 860, height: 3 * tall, channels: 3, background: '#cccccc' } }).composite(
      Array.from({ length: 9 }, (_, n) =>
        ({ input: cell, left: 30 + (n % 3) * 860, top: 30 + Math.floor(n / 3) * tall })));
    const { documents } = await read(await sheet.jpeg({ quality: 90 }).toBuffer());
    expect(documents).toHaveLength(8);
    for (const { lines } of documents) expect(lines.map(({ text }) => text)).toEqual(printed);
    const cells = documents.map(({ box: [[x, y]] = [[0, 0]] }) => `${Math.floor(x / 860)} ${Math.floor(y / tall)}`);
    expect(new Set(cells).size).toBe(8);
  });
});

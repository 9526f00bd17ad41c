import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFrameReader, type FrameReading } from '../../../electron/ocr/read-frame.ts';
import { openReader, type Reader } from '../../../electron/ocr/reader.ts';
import { paint, zoneAt } from './painted-lines.ts';
import { puzzledBy, readingNets } from './painted-nets.ts';
import { bmpOf } from './picture/made-pictures.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** A frame of a hand that is never still: the specimen shifted and dimmed a little, on a dark desk. */
async function frameOf(specimen: string, moment: number): Promise<Uint8Array> {
  const bytes = await readFile(path.join(ROOT, 'resources/demo', specimen));
  const card = await sharp(bytes).resize({ width: 1000 + 12 * moment }).linear(1 - 0.03 * moment, 0).toBuffer();
  const { height = 0 } = await sharp(card).metadata();
  return sharp({ create: { width: 1280, height: height + 120, channels: 3, background: '#303030' } })
    .composite([{ input: card, left: 40 + 15 * moment, top: 20 + 10 * moment }]).jpeg({ quality: 85 }).toBuffer();
}

describe('frames of a camera', () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader(path.join(ROOT, 'resources/models'), ['native']);
  });

  it('are read together until they are sure, with what a single picture says', async () => {
    const whole = await reader.read(await readFile(path.join(ROOT, 'resources/demo/1-passport.jpg')));
    const camera = reader.follow();
    const states: FrameReading[] = [];
    for (let moment = 0; moment < 4; moment += 1) {
      states.push(await camera.add(await frameOf('1-passport.jpg', moment)));
    }
    expect(states[0]?.state).toBe('reading');
    const last = states.at(-1);
    expect(last?.state).toBe('sure');
    expect(last?.document?.lines.map(({ text }) => text))
      .toEqual(whole.reading.documents[0]?.lines.map(({ text }) => text));
  });

  it('tell where the zone lies, and why it cannot be read', async () => {
    const camera = reader.follow();
    const { outline, width } = await camera.add(await frameOf('1-passport.jpg', 0));
    const [[left, top] = [0, 0], [right] = [0, 0], , [, bottom] = [0, 0]] = outline ?? [];
    expect([left > 40, right < 1040, right - left > 0.6 * width, bottom > top]).toEqual([true, true, true, true]);
    const frame = await frameOf('2-identity-card.jpg', 0);
    const soft = await camera.add(await sharp(frame).blur(5).jpeg().toBuffer());
    expect(soft.state).not.toBe('sure');
    const dark = await reader.follow().add(await sharp(frame).linear(0.01, 0).jpeg().toBuffer());
    expect(dark.quality).toContain('tooDark');
  });

  it('upside down are read, too', async () => {
    const camera = reader.follow();
    let last: FrameReading | null = null;
    for (let moment = 0; moment < 8; moment += 1) {
      last = await camera.add(await sharp(await frameOf('1-passport.jpg', moment)).rotate(180).jpeg().toBuffer());
    }
    expect(last?.state).toBe('sure');
  });

  it('without a zone leave it searching, and broken ones are refused', async () => {
    const camera = reader.follow();
    const wall = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#807060' } })
      .png().toBuffer();
    expect(await camera.add(wall)).toMatchObject({ state: 'searching', frames: 0, outline: null, clarity: 0, quality: [] });
    await expect(camera.add(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'picture.unknownFormat' });
  });

  it('of other print show no zone, and nobody is asked to hold it closer', async () => {
    // Small enough that a zone which could not be read would be called too small.
    const print = bmpOf(paint(1200, 1000, zoneAt(600, 500, 0, 2, 44 * 8.4, 8)));
    const camera = createFrameReader(puzzledBy(() => true, readingNets([])), { today: '2026-11-22' });
    for (let moment = 0; moment < 6; moment += 1) {
      expect(await camera.add(print)).toMatchObject({ state: 'searching', frames: 0, outline: null, clarity: 0, quality: [] });
    }
  });
});

import { closeSync, openSync, writeSync } from 'node:fs';
import sharp from 'sharp';

const WIDTH = 1280;
const HEIGHT = 720;
const DESK = '#705840';

/** A document lying still or held by a hand that never is; no picture: the empty desk. */
export type Moment = { readonly picture: string | null; readonly frames: number };

/** Where the hand holds it in a frame: drifting a few pixels, and a little nearer and farther. */
const placeAt = (frame: number) => ({
  width: Math.round(880 + 24 * Math.sin(frame / 5)), left: Math.round(180 + 22 * Math.sin(frame / 3)), top: Math.round(24 + 14 * Math.cos(frame / 4)),
});

async function draw(picture: string | null, frame: number): Promise<Buffer> {
  const desk = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: DESK } });
  if (picture === null) return desk.raw().toBuffer();
  const { width, left, top } = placeAt(frame);
  const card = await sharp(picture).resize({ width, height: HEIGHT - top - 4, fit: 'inside' }).removeAlpha().toBuffer();
  return desk.composite([{ input: card, left, top }]).removeAlpha().raw().toBuffer();
}

/** One frame in planes, ITU-R BT.601, studio range; chroma of each 2 × 2 block from its first pixel. */
function planesOf(pixels: Buffer): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const blue = Buffer.alloc((WIDTH * HEIGHT) / 4);
  const red = Buffer.alloc((WIDTH * HEIGHT) / 4);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const at = y * WIDTH + x;
      const [r, g, b] = [pixels[at * 3] ?? 0, pixels[at * 3 + 1] ?? 0, pixels[at * 3 + 2] ?? 0];
      luma[at] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (y % 2 === 0 && x % 2 === 0) {
        const half = (y / 2) * (WIDTH / 2) + x / 2;
        blue[half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
        red[half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      }
    }
  }
  return Buffer.concat([luma, blue, red]);
}

/** Writes an uncompressed film (YUV4MPEG2, 4:2:0) of documents held to a camera; Chromium's fake camera plays it in a loop. */
export async function writeFilm(moments: readonly Moment[], film: string, rate = 5): Promise<void> {
  const file = openSync(film, 'w');
  writeSync(file, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${rate}:1 Ip A1:1 C420jpeg\n`);
  let shown = 0;
  for (const { picture, frames } of moments) {
    for (let frame = 0; frame < frames; frame += 1, shown += 1) {
      writeSync(file, 'FRAME\n');
      writeSync(file, planesOf(await draw(picture, shown)));
    }
  }
  closeSync(file);
}

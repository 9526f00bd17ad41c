import { writeFileSync } from 'node:fs';
import sharp from 'sharp';

const WIDTH = 1280;
const HEIGHT = 720;

/** Writes a picture as an uncompressed film (YUV4MPEG2, 4:2:0), which Chromium's fake camera plays in a loop. */
export async function writeFilm(picture: string, film: string): Promise<void> {
  const { data } = await sharp(picture).resize(WIDTH, HEIGHT, { fit: 'contain', background: '#705840' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const blue = Buffer.alloc((WIDTH * HEIGHT) / 4);
  const red = Buffer.alloc((WIDTH * HEIGHT) / 4);
  // ITU-R BT.601, studio range; chroma of each 2 × 2 block from its first pixel.
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const at = y * WIDTH + x;
      const [r = 0, g = 0, b = 0] = data.subarray(at * 3, at * 3 + 3);
      luma[at] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (y % 2 === 0 && x % 2 === 0) {
        const half = (y / 2) * (WIDTH / 2) + x / 2;
        blue[half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
        red[half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
      }
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, blue, red]);
  writeFileSync(film, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]));
}

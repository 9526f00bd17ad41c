import { describe, expect, it } from 'vitest';
import type { Grey } from '../../../../electron/ocr/picture/raster.ts';
import { shrinkByArea } from '../../../../electron/ocr/picture/resample.ts';

const noise = (width: number, height: number): Grey =>
  ({ width, height, data: Uint8Array.from({ length: width * height }, (_, at) => (at * at * 31 + at * 7) % 256) });

/** Share of the source pixels `at` … `at + 1` that lies between two places. */
const overlap = (at: number, from: number, to: number): number => Math.max(0, Math.min(at + 1, to) - Math.max(at, from));

/** The mean of what a target pixel covers, said the plain way. */
function meanUnder({ width, height, data }: Grey, x: number, y: number, stepX: number, stepY: number): number {
  let sum = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      sum += overlap(column, x * stepX, (x + 1) * stepX) * overlap(row, y * stepY, (y + 1) * stepY) * (data[row * width + column] ?? 0);
    }
  }
  return sum / (stepX * stepY) / 255;
}

describe('a picture shrunk by area', () => {
  it.each([
    [8, 8, 4, 4], [9, 7, 5, 6], [31, 17, 30, 9], [64, 40, 33, 40], [5, 3, 5, 3],
  ])('is the mean of what each pixel covers, from %i × %i to %i × %i', (wide, high, width, height) => {
    const grey = noise(wide, high);
    const frame = { width: 64, height: 64 };
    const shrunk = shrinkByArea(grey, width, height, frame);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        expect(shrunk[y * frame.width + x]).toBeCloseTo(meanUnder(grey, x, y, wide / width, high / height), 5);
      }
    }
  });

  it('lies in the upper left of its frame, the rest filled with its mean, whatever was shrunk before', () => {
    shrinkByArea(noise(300, 200), 256, 160, { width: 256, height: 160 });
    const shrunk = shrinkByArea(noise(40, 30), 21, 19, { width: 32, height: 32 });
    const inside = [...shrunk].filter((_, at) => at % 32 < 21 && at < 19 * 32);
    const outside = [...shrunk].filter((_, at) => at % 32 >= 21 || at >= 19 * 32);
    const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
    expect(shrunk).toHaveLength(32 * 32);
    for (const value of outside) expect(value).toBeCloseTo(mean, 5);
  });

  it('refuses to shrink by more than two, or to enlarge', () => {
    expect(() => shrinkByArea(noise(40, 30), 19, 15, { width: 32, height: 32 })).toThrow(RangeError);
    expect(() => shrinkByArea(noise(40, 30), 41, 30, { width: 64, height: 32 })).toThrow(RangeError);
  });
});

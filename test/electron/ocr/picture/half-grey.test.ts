import { describe, expect, it } from 'vitest';
import { toHalfGrey } from '../../../../electron/ocr/picture/half-grey.ts';
import type { Raster } from '../../../../electron/ocr/picture/raster.ts';

/** Any bytes at all, the same each time, and 0 and 255 among them. */
const noise = (width: number, height: number): Raster => ({
  width, height, channels: 3,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => (at % 11 === 0 ? 255 : at % 13 === 0 ? 0 : (at * at * 31 + at * 7) % 256)),
});

/** The mean luma of two by two pixels, said the plain way. */
function meansOf({ width, data }: Raster, wide: number, high: number): number[] {
  return Array.from({ length: wide * high }, (_, at) => {
    const [x, y] = [2 * (at % wide), 2 * Math.floor(at / wide)];
    const sum = (colour: number): number => [0, 1, width, width + 1]
      .reduce((total, step) => total + (data[(y * width + x + step) * 3 + colour] ?? NaN), 0);
    return Math.floor((77 * sum(0) + 150 * sum(1) + 29 * sum(2) + 512) / 1024);
  });
}

describe('half the size in grey, straight from the colours', () => {
  it.each([[2, 2], [3, 3], [4, 2], [5, 4], [6, 6], [7, 5], [64, 9], [101, 40]])('is the mean of four pixels at %i × %i', (width, height) => {
    const raster = noise(width, height);
    const { data, ...size } = toHalfGrey(raster);
    expect(size).toEqual({ width: width >> 1, height: height >> 1 });
    expect([...data]).toEqual(meansOf(raster, size.width, size.height));
  });

  it('reads pixels that begin anywhere in memory', () => {
    const { data, ...rest } = noise(12, 8);
    const moved = new Uint8Array(data.length + 1);
    moved.set(data, 1);
    expect(toHalfGrey({ ...rest, data: moved.subarray(1) })).toEqual(toHalfGrey({ ...rest, data }));
  });
});

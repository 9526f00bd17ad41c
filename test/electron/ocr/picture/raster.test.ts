import { describe, expect, it } from 'vitest';
import { halve, halveRaster, toGrey, toHalfGrey, type Raster } from '../../../../electron/ocr/picture/raster.ts';

/** Any bytes at all, the same each time, and 0 and 255 among them. */
const noise = (width: number, height: number, channels: 1 | 3 = 3): Raster => ({
  width, height, channels,
  data: Uint8Array.from({ length: width * height * channels },
    (_, at) => (at % 11 === 0 ? 255 : at % 13 === 0 ? 0 : (at * at * 31 + at * 7) % 256)),
});

/** Sum of one channel over two by two pixels, the one at (x, y) first; a single row or column counts twice. */
const sumOf = ({ width, height, channels, data }: Raster, x: number, y: number, channel: number): number =>
  [[0, 0], [1, 0], [0, 1], [1, 1]].reduce((total, [right = 0, down = 0]) => {
    const at = Math.min(y + down, height - 1) * width + Math.min(x + right, width - 1);
    return total + (data[at * channels + channel] ?? NaN);
  }, 0);

/** The mean luma of two by two pixels, said the plain way. */
function meansOf(raster: Raster): number[] {
  const [wide, high] = [Math.max(1, raster.width >> 1), Math.max(1, raster.height >> 1)];
  return Array.from({ length: wide * high }, (_, at) => {
    const [x, y] = [2 * (at % wide), 2 * Math.floor(at / wide)];
    const sum = (channel: number): number => sumOf(raster, x, y, channel);
    if (raster.channels === 1) return Math.floor((sum(0) + 2) / 4);
    return Math.floor((77 * sum(0) + 150 * sum(1) + 29 * sum(2) + 512) / 1024);
  });
}

const SIZES: [number, number][] = [[2, 2], [3, 3], [4, 2], [5, 4], [6, 6], [7, 5], [17, 4], [64, 9], [101, 40], [700, 300]];

describe('the grey of a picture', () => {
  it.each([[1, 1], ...SIZES])('is the luma of each pixel at %i × %i', (width, height) => {
    const raster = noise(width, height);
    const { data } = toGrey(raster);
    expect([...data]).toEqual(Array.from({ length: width * height }, (_, at) => {
      const [red = NaN, green = NaN, blue = NaN] = raster.data.subarray(3 * at, 3 * at + 3);
      return Math.floor((77 * red + 150 * green + 29 * blue + 128) / 256);
    }));
  });

  it('keeps black black and white white', () => {
    for (const level of [0, 255]) {
      const raster: Raster = { width: 9, height: 6, channels: 3, data: new Uint8Array(9 * 6 * 3).fill(level) };
      expect(new Set([...toGrey(raster).data, ...toHalfGrey(raster).data])).toEqual(new Set([level]));
    }
  });
});

describe('half the size in grey', () => {
  it.each(SIZES)('is the mean of four coloured pixels at %i × %i', (width, height) => {
    const raster = noise(width, height);
    const { data, ...size } = toHalfGrey(raster);
    expect(size).toEqual({ width: width >> 1, height: height >> 1 });
    expect([...data]).toEqual(meansOf(raster));
  });

  it.each([...SIZES, [1, 8], [8, 1]])('is the mean of four grey pixels at %i × %i', (width, height) => {
    const raster = noise(width, height, 1);
    expect([...halve(raster).data]).toEqual(meansOf(raster));
    expect(toHalfGrey(raster)).toEqual(halve(raster));
  });

  it('is one pixel of a picture that is one pixel', () => {
    expect(halve({ width: 1, height: 1, data: Uint8Array.of(200) })).toEqual({ width: 1, height: 1, data: Uint8Array.of(200) });
  });

  it('is right again after rows too long to be kept', () => {
    const long = toHalfGrey({ width: 6_000_001, height: 2, channels: 3, data: new Uint8Array(36_000_006).fill(90) });
    expect([long.width, long.height, long.data[0], long.data.at(-1)]).toEqual([3_000_000, 1, 90, 90]);
    const raster = noise(17, 4);
    expect([...toHalfGrey(raster).data]).toEqual(meansOf(raster));
  });

  it('reads pixels that begin anywhere in memory', () => {
    const { data, ...rest } = noise(12, 8);
    const moved = new Uint8Array(data.length + 1);
    moved.set(data, 1);
    expect(toHalfGrey({ ...rest, data: moved.subarray(1) })).toEqual(toHalfGrey({ ...rest, data }));
  });
});

describe('half the size in colour', () => {
  it.each([...SIZES, [1, 8], [8, 1]])('is the mean of four pixels in each channel at %i × %i', (width, height) => {
    const raster = noise(width, height);
    const half = halveRaster(raster);
    const size = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
    expect(half).toMatchObject({ ...size, channels: 3 });
    expect([...half.data]).toEqual(Array.from({ length: size.width * size.height * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      const [x, y] = [2 * (pixel % size.width), 2 * Math.floor(pixel / size.width)];
      return Math.floor((sumOf(raster, x, y, at % 3) + 2) / 4);
    }));
  });

  it('stays grey where the picture is', () => {
    const raster = noise(17, 4, 1);
    expect(halveRaster(raster)).toEqual({ ...halve(raster), channels: 1 });
  });
});

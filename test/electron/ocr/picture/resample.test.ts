import { describe, expect, it } from 'vitest';
import { Pyramid } from '../../../../electron/ocr/picture/pyramid.ts';
import type { Grey } from '../../../../electron/ocr/picture/raster.ts';
import { sampleAlong, shrinkByArea } from '../../../../electron/ocr/picture/resample.ts';

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
  return sum / (stepX * stepY);
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
        const off = (shrunk[y * frame.width + x] ?? NaN) - meanUnder(grey, x, y, wide / width, high / height);
        expect(Math.abs(off)).toBeLessThan(0.5001);
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
    expect(Math.abs((outside[0] ?? NaN) - mean)).toBeLessThan(1);
    expect(new Set(outside).size).toBe(1);
  });

  it('refuses to shrink by more than two, or to enlarge', () => {
    expect(() => shrinkByArea(noise(40, 30), 19, 15, { width: 32, height: 32 })).toThrow(RangeError);
    expect(() => shrinkByArea(noise(40, 30), 41, 30, { width: 64, height: 32 })).toThrow(RangeError);
  });
});

/** Bilinear, half a pixel beyond the last centre still of the picture, said the plain way. */
function valueAt({ width, height, data }: Grey, x: number, y: number): number {
  if (!(x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5)) return NaN;
  const [u, v] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const at = (column: number, row: number): number =>
    data[Math.min(height - 1, row) * width + Math.min(width - 1, column)] ?? NaN;
  const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * (u - left);
  const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * (u - left);
  return (upper + (lower - upper) * (v - top)) / 255;
}

describe('a picture read along lines', () => {
  const grey = noise(61, 43);
  const pyramid = new Pyramid(1, { whole: () => grey });
  const LINES = [
    [3, 4, 1, 0], [3.3, 4.8, 0.9, 0.2], [58, 40, -0.7, -0.6], [30, 21, 0, 1], [-4, 20, 1.2, 0.1], [60.4, 42.4, 0.02, 0.02], [200, 300, 1, 1],
  ];

  it('gives what lies there, and nothing beyond its edges', () => {
    const seen = sampleAlong(pyramid, 1, Float64Array.from(LINES.flat()), 40, { between: 40, along: 1 });
    LINES.forEach(([x = NaN, y = NaN, stepX = NaN, stepY = NaN], line) => {
      for (let k = 0; k < 40; k += 1) {
        const there = valueAt(grey, x + k * stepX, y + k * stepY);
        if (Number.isNaN(there)) expect(seen[line * 40 + k]).toBeNaN();
        else expect(seen[line * 40 + k]).toBeCloseTo(there, 6);
      }
    });
  });

  it('puts the lines side by side where asked to', () => {
    const lines = Float64Array.from(LINES.flat());
    const [under, beside] = [{ between: 8, along: 1 }, { between: 1, along: LINES.length }]
      .map((layout) => sampleAlong(pyramid, 1, lines, 8, layout));
    expect([...beside ?? []]).toEqual(Array.from({ length: 8 * LINES.length }, (_, at) =>
      under?.[(at % LINES.length) * 8 + Math.floor(at / LINES.length)]));
  });

  it('gives nothing at places that are no numbers, or all outside', () => {
    for (const line of [[NaN, 4, 1, 0], [5, 4, Infinity, 0], [-900, -900, 1, 0]]) {
      const seen = sampleAlong(pyramid, 1, Float64Array.from(line), 5, { between: 5, along: 1 });
      expect([...seen.slice(1)]).toEqual([NaN, NaN, NaN, NaN]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../../electron/ocr/locate/text-line.ts';
import { STRIP_CAP, STRIP_HEIGHT } from '../../../electron/ocr/nets/nets.ts';
import { Pyramid } from '../../../electron/ocr/picture/pyramid.ts';
import { batchOf, medianOf, pointOfStrip, rectify, type Strip } from '../../../electron/ocr/rectify.ts';
import { lineAt, paint } from './painted-lines.ts';

const stripOf = (line: TextLine, width = 1200, height = 650): Strip =>
  rectify(new Pyramid(1, { whole: () => paint(width, height, [line]) }), line);

/** Rows of a column darker than halfway between bar and paper. */
const darkRows = (strip: Strip, column: number): number[] => Array.from({ length: STRIP_HEIGHT }, (_, row) => row)
  .filter((row) => (strip.pixels[row * strip.width + column] ?? 1) < 0.7);

const shapes: Record<string, TextLine> = {
  level: lineAt(600, 325, 0, 900, 20),
  tilted: lineAt(600, 325, 33, 800, 20),
  'upside down': lineAt(600, 325, 180, 900, 20),
  bent: lineAt(600, 300, 5, 900, 22, { bend: 2e-4 }),
  tapering: lineAt(600, 325, -4, 900, 24, { capSlope: 0.01 }),
  small: lineAt(600, 325, 12, 400, 9),
  'four times too large': lineAt(600, 325, 0, 1100, 72),
};

describe('a straightened line', () => {
  it.each(Object.keys(shapes))('has capitals of the height the net knows along its whole middle: %s', (name) => {
    const strip = stripOf(shapes[name] as TextLine);
    for (const share of [0.15, 0.35, 0.5, 0.65, 0.85]) {
      const rows = darkRows(strip, Math.round(share * strip.width));
      expect(Math.abs(rows.length - STRIP_CAP)).toBeLessThanOrEqual(2);
      const middle = ((rows[0] ?? 0) + (rows.at(-1) ?? 0)) / 2;
      expect(Math.abs(middle - (STRIP_HEIGHT - 1) / 2)).toBeLessThanOrEqual(1);
    }
  });

  it.each(Object.keys(shapes))('reads from left to right with a sign and a half of margin: %s', (name) => {
    const strip = stripOf(shapes[name] as TextLine);
    const middleRow = Math.round((STRIP_HEIGHT - 1) / 2);
    const inked = Array.from({ length: strip.width }, (_, column) => column)
      .filter((column) => (strip.pixels[middleRow * strip.width + column] ?? 1) < 0.7);
    expect(inked[0]).toBeGreaterThan(1.2 * STRIP_CAP);
    expect(inked[0]).toBeLessThan(2 * STRIP_CAP);
    expect(strip.width - (inked.at(-1) ?? 0)).toBeGreaterThan(1.2 * STRIP_CAP);
    const at = (column: number): number => strip.pixels[middleRow * strip.width + column] ?? 1;
    expect(at(inked.at(-5) ?? 0)).toBeGreaterThan(at(inked[5] ?? 0) + 0.2);
  });

  it('knows where on the picture each column stands, beyond its ends as well', () => {
    const line = lineAt(600, 325, 90, 400, STRIP_CAP);
    const strip = stripOf(line);
    const [x, y] = pointOfStrip(strip, (strip.width - 1) / 2, (STRIP_HEIGHT - 1) / 2);
    expect(Math.hypot(x - 600, y - 325)).toBeLessThan(1);
    const [, farther] = pointOfStrip(strip, strip.width + 50, STRIP_HEIGHT / 2);
    const [, last] = pointOfStrip(strip, strip.width - 1, STRIP_HEIGHT / 2);
    expect(farther - last).toBeCloseTo(51, 0);
  });

  it('is filled with its own median where it leaves the picture or the batch is wider', () => {
    const [clipped, short] = [stripOf(lineAt(100, 300, 0, 600, 20), 1200, 600), stripOf(lineAt(600, 300, 0, 200, 20))];
    const { width, data } = batchOf([clipped, short]);
    expect(width % 8).toBe(0);
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(data[0]).toBeCloseTo(medianOf(clipped.pixels), 5);
    expect(data.at(-1)).toBeCloseTo(medianOf(short.pixels), 5);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point, Quad } from '../../../shared/reading.ts';
import { grown, pointOn, signsOf, turnsUpright } from '../../../renderer/document/quad.ts';

/** A convex quad: a rectangle, turned, with its corners pushed a little. */
const quads = fc
  .record({
    width: fc.integer({ min: 200, max: 2000 }),
    height: fc.integer({ min: 10, max: 60 }),
    turn: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
    pushes: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ width, height, turn, pushes }): Quad => {
    const corner = (x: number, y: number, at: number): Point => {
      const px = x + (pushes[at] ?? 0) * height;
      const py = y + (pushes[at + 1] ?? 0) * height;
      return [px * Math.cos(turn) - py * Math.sin(turn), px * Math.sin(turn) + py * Math.cos(turn)];
    };
    return [corner(0, 0, 0), corner(width, 0, 2), corner(width, height, 4), corner(0, height, 6)];
  });

const close = ([x, y]: Point, [ex, ey]: Point): void => {
  expect(Math.hypot(x - ex, y - ey)).toBeLessThan(1e-6 * (1 + Math.hypot(ex, ey)));
};

describe('places on a line of the zone', () => {
  it('maps the corners to the corners, whatever the slant', () => {
    fc.assert(
      fc.property(quads, (quad) => {
        close(pointOn(quad, 0, 0), quad[0]);
        close(pointOn(quad, 1, 0), quad[1]);
        close(pointOn(quad, 1, 1), quad[2]);
        close(pointOn(quad, 0, 1), quad[3]);
      }),
    );
  });

  it('cuts a line into signs that meet and fill it', () => {
    fc.assert(
      fc.property(quads, fc.integer({ min: 2, max: 44 }), (quad, count) => {
        close(signsOf(quad, count, 0, 1)[0], quad[0]);
        close(signsOf(quad, count, count - 1, count)[2], quad[2]);
        close(signsOf(quad, count, 0, 1)[1], signsOf(quad, count, 1, 2)[0]);
      }),
    );
  });

  it('grows to all sides', () => {
    const [a, , c] = grown(
      [
        [10, 10],
        [110, 10],
        [110, 30],
        [10, 30],
      ],
      0.5,
    );
    close(a, [0, 0]);
    close(c, [120, 40]);
  });

  it.each([
    [
      'upright',
      [
        [0, 0],
        [9, 0],
        [9, 1],
        [0, 1],
      ],
      0,
    ],
    [
      'read downwards',
      [
        [1, 0],
        [1, 9],
        [0, 9],
        [0, 0],
      ],
      3,
    ],
    [
      'upside down',
      [
        [9, 1],
        [0, 1],
        [0, 0],
        [9, 0],
      ],
      2,
    ],
    [
      'read upwards',
      [
        [0, 9],
        [0, 0],
        [1, 0],
        [1, 9],
      ],
      1,
    ],
  ] as const)('turns a picture whose zone lies %s until it reads from left to right', (_, quad, turns) => {
    expect(turnsUpright(quad)).toBe(turns);
  });
});

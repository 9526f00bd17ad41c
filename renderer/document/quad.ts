import type { Point, Quad } from '../../shared/reading.ts';

/**
 * The point of a picture at (u, v) of a quad: u runs 0..1 in reading direction, v 0..1 from the top of the signs to
 * their bottom; both may lie a little outside. Projective, so that signs of a slanting document keep their places.
 */
export function pointOn(quad: Quad, u: number, v: number): Point {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const sx = x0 - x1 + x2 - x3;
  const sy = y0 - y1 + y2 - y3;
  const dx1 = x1 - x2,
    dx2 = x3 - x2,
    dy1 = y1 - y2,
    dy2 = y3 - y2;
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = determinant === 0 ? 0 : (sx * dy2 - dx2 * sy) / determinant;
  const h = determinant === 0 ? 0 : (dx1 * sy - sx * dy1) / determinant;
  const w = g * u + h * v + 1;
  return [
    ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / w,
    ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / w,
  ];
}

/** The part of a line's quad that signs `start` to before `end` of `count` take. */
export function signsOf(quad: Quad, count: number, start: number, end: number): Quad {
  const [from, to] = [start / count, end / count];
  return [pointOn(quad, from, 0), pointOn(quad, to, 0), pointOn(quad, to, 1), pointOn(quad, from, 1)];
}

/** The quad grown by a share of its height on every side. */
export function grown(quad: Quad, share: number): Quad {
  const along = share * (heightOf(quad) / Math.max(widthOf(quad), 1));
  return [
    pointOn(quad, -along, -share),
    pointOn(quad, 1 + along, -share),
    pointOn(quad, 1 + along, 1 + share),
    pointOn(quad, -along, 1 + share),
  ];
}

/** Quarter turns to the right (0..3) that make the quad's text run from left to right. */
export function turnsUpright([[x0, y0], [x1, y1]]: Quad): number {
  const quarter = Math.round(Math.atan2(y1 - y0, x1 - x0) / (Math.PI / 2));
  return (4 - quarter) % 4;
}

/** Points as SVG wants them. */
export const svgPoints = (quad: Quad): string => quad.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

export const widthOf = ([a, b]: Quad): number => Math.hypot(b[0] - a[0], b[1] - a[1]);
export const heightOf = ([a, , , d]: Quad): number => Math.hypot(d[0] - a[0], d[1] - a[1]);

/** One line of print in some plane of pixels: a gently bent axis, and the height of the print along it. */
import type { Point, Quad } from '../../../shared/reading.ts';

/**
 * The axis runs through `x`, `y` in the direction `angle` (radians; x right, y down; the way the text is read). At `s`
 * pixels along that direction it lies `bend`·s² pixels to the text's down side. `cap` + `capSlope`·s is the height of
 * capitals there. `start` and `end` are the outer edges of the first and last sign.
 */
export type TextLine = {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly bend: number;
  readonly cap: number;
  readonly capSlope: number;
  readonly start: number;
  readonly end: number;
  /** Probability that the first and last sign themselves were seen, not just where the print leaves the picture. */
  readonly startSeen: number;
  readonly endSeen: number;
  /** Mean probability of its cells. */
  readonly score: number;
};

/** x' = a·x − b·y + dx, y' = b·x + a·y + dy: turn, scale and shift. */
export type Similarity = { readonly a: number; readonly b: number; readonly dx: number; readonly dy: number };

/** Advance from sign to sign over the height of capitals in OCR-B: 2.54 mm over 2.4 mm (ISO 1073-2, size I). */
export const PITCH_PER_CAP = 1.06;

export function move(by: Similarity, x: number, y: number): Point {
  return [by.a * x - by.b * y + by.dx, by.b * x + by.a * y + by.dy];
}

export function moveLine(by: Similarity, line: TextLine): TextLine {
  const scale = Math.hypot(by.a, by.b);
  const [x, y] = move(by, line.x, line.y);
  return {
    ...line, x, y,
    angle: line.angle + Math.atan2(by.b, by.a),
    bend: line.bend / scale,
    cap: line.cap * scale,
    start: line.start * scale,
    end: line.end * scale,
  };
}

export function inverse({ a, b, dx, dy }: Similarity): Similarity {
  const square = a * a + b * b;
  const ia = a / square;
  const ib = -b / square;
  return { a: ia, b: ib, dx: -(ia * dx - ib * dy), dy: -(ib * dx + ia * dy) };
}

/** Height of capitals at `s`; never less than a third of the middle's, whatever the fitted slope says. */
export const capAt = (line: TextLine, s: number): number =>
  Math.max(line.cap / 3, line.cap + line.capSlope * s);

/** The point `s` along the axis and `down` pixels to the text's down side of it. */
export function pointAt(line: TextLine, s: number, down = 0): Point {
  const tilt = line.angle + Math.atan(2 * line.bend * s);
  const across = line.bend * s * s;
  return [
    line.x + s * Math.cos(line.angle) - across * Math.sin(line.angle) - down * Math.sin(tilt),
    line.y + s * Math.sin(line.angle) + across * Math.cos(line.angle) + down * Math.cos(tilt),
  ];
}

export const lengthOf = (line: TextLine): number => line.end - line.start;

/** Corners of the print between `start` and `end`, `room` cap heights above and below it included. */
export function quadOf(line: TextLine, room = 0.2): Quad {
  const half = (s: number): number => capAt(line, s) * (0.5 + room);
  return [
    pointAt(line, line.start, -half(line.start)), pointAt(line, line.end, -half(line.end)),
    pointAt(line, line.end, half(line.end)), pointAt(line, line.start, half(line.start)),
  ];
}

/** Smallest turn from one angle to another, −π to π. */
export function turnBetween(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  return turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
}

/** The same line read from its other end. */
export const reversed = (line: TextLine): TextLine => ({
  ...line,
  angle: line.angle + Math.PI, bend: -line.bend, capSlope: -line.capSlope,
  start: -line.end, end: -line.start, startSeen: line.endSeen, endSeen: line.startSeen,
});

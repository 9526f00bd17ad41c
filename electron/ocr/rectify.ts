/** Straightens each line of a zone into a strip: fixed height, its capitals in the middle, along its bend and taper. */
import type { Point } from '../../shared/reading.ts';
import { PITCH_PER_CAP, capAt, pointAt, type TextLine } from './locate/text-line.ts';
import { STRIP_CAP, STRIP_HEIGHT, STRIP_MULTIPLE, type Strips } from './nets/nets.ts';
import type { Pyramid } from './picture/pyramid.ts';
import { PER_LINE, sampleAlong } from './picture/resample.ts';
import { quantiles } from './quantiles.ts';

/** One straightened line. */
export type Strip = {
  readonly line: TextLine;
  /** Columns that show the picture; what the batch adds at the right is filling. */
  readonly width: number;
  /** STRIP_HEIGHT rows of `width`, grey 0..1; NaN outside the picture. */
  readonly pixels: Float32Array;
  /** Place along the line's axis of each column. */
  readonly along: Float32Array;
  /** Picture pixels one strip pixel stands for in the middle. */
  readonly step: number;
  /** Row the line's axis runs along. */
  readonly centre: number;
};

/** How a strip is cut. The defaults are what the net was trained on; a second reading shifts them a little. */
export type Cut = {
  /** Strip height over the default's: above 1 shows more around the line, the signs smaller. */
  readonly zoom: number;
  /** Pixels of the strip that the axis is moved down. */
  readonly shift: number;
  /** How much wider the signs come out; above 1 for print foreshortened along the line. */
  readonly stretch: number;
  /** Signs of margin at either end. */
  readonly margin: number;
};
export const PLAIN_CUT: Cut = { zoom: 1, shift: 0, stretch: 1, margin: 1.5 };

/** A runaway guess of the size must not make a giant strip: a line has at most 44 signs, doubled for bad guesses. */
const LONGEST = 2048;

/** From where to where along the line's axis a strip is cut. */
function reachOf(line: TextLine, cut: Cut): readonly [number, number] {
  const margin = cut.margin * PITCH_PER_CAP;
  return [line.start - margin * capAt(line, line.start), line.end + margin * capAt(line, line.end)];
}

/** Cuts one line out of the picture, from the level of resolution that fits. */
export function rectify(pyramid: Pyramid, line: TextLine, cut: Cut = PLAIN_CUT): Strip {
  const cap = STRIP_CAP / cut.zoom;
  const [from, to] = reachOf(line, cut);
  const along: number[] = [];
  for (let s = from; s <= to && along.length < LONGEST; s += capAt(line, s) / (cap * cut.stretch)) along.push(s);

  const width = along.length;
  const step = (capAt(line, (from + to) / 2) / STRIP_CAP) * cut.zoom;
  const centre = (STRIP_HEIGHT - 1) / 2 + cut.shift;
  const columns = new Float64Array(width * PER_LINE);
  along.forEach((s, column) => {
    const tilt = line.angle + Math.atan(2 * line.bend * s);
    const [x, y] = pointAt(line, s);
    const unit = capAt(line, s) / cap;
    const downX = -Math.sin(tilt) * unit;
    const downY = Math.cos(tilt) * unit;
    const at = column * PER_LINE;
    columns[at] = x - centre * downX;
    columns[at + 1] = y - centre * downY;
    columns[at + 2] = downX;
    columns[at + 3] = downY;
  });
  const pixels = sampleAlong(pyramid, step, columns, STRIP_HEIGHT, { between: 1, along: width });
  return { line, width, pixels, along: Float32Array.from(along), step, centre };
}

/** The point of the picture that a strip's column and row show; columns may lie outside the strip. */
export function pointOfStrip(strip: Strip, column: number, row: number): Point {
  const { along, width } = strip;
  const inside = Math.min(width - 1, Math.max(0, column));
  const left = Math.floor(inside);
  const s = along[left] ?? 0;
  const next = along[Math.min(width - 1, left + 1)] ?? s;
  const beyond = (column - inside) * strip.step;
  return pointAt(strip.line, s + (inside - left) * (next - s) + beyond, (row - strip.centre) * strip.step);
}

/** Median of what a strip shows of the picture; mid-grey when it shows nothing. */
export function medianOf(pixels: Float32Array): number {
  const [median = NaN] = quantiles(pixels, [0.5]);
  return Number.isNaN(median) ? 0.5 : median;
}

/** A batch for the recogniser: all strips at the widest one's width, what is missing filled with each one's median. */
export function batchOf(strips: readonly Strip[]): Strips {
  const widest = Math.max(1, ...strips.map(({ width }) => width));
  const width = Math.ceil(widest / STRIP_MULTIPLE) * STRIP_MULTIPLE;
  const data = new Float32Array(strips.length * STRIP_HEIGHT * width);
  strips.forEach((strip, index) => {
    const median = medianOf(strip.pixels);
    const start = index * STRIP_HEIGHT * width;
    const end = start + STRIP_HEIGHT * width;
    data.fill(median, start, end);
    for (let row = 0; row < STRIP_HEIGHT; row += 1) {
      data.set(strip.pixels.subarray(row * strip.width, (row + 1) * strip.width), start + row * width);
    }
    for (let at = start; at < end; at += 1) if (Number.isNaN(data[at])) data[at] = median;
  });
  return { count: strips.length, width, data };
}

/** Grey pixels at another scale: whole pictures by area, cut-outs by bilinear sampling from the fitting level. */
import { areaAverages, sampleLines, type Layout, type Spans } from './kernels.ts';
import type { Pyramid } from './pyramid.ts';
import type { Box, Grey } from './raster.ts';

/** Target pixels handled at once, and weights kept for each: one no more than twice as large as a source pixel touches three. */
const LANES = 4;

/** Which source pixels make each target pixel along one axis, by area; the weights of a target come to 1. */
function spans(from: number, to: number): Spans {
  const targets = Math.ceil(to / LANES) * LANES;
  const first = new Int32Array(targets);
  const weights = new Float32Array(targets * LANES);
  const ratio = from / to;
  for (let target = 0; target < to; target += 1) {
    const left = target * ratio;
    const right = Math.min(from, left + ratio);
    const start = Math.floor(left);
    const end = Math.max(start, Math.ceil(right - 1e-9) - 1);
    first[target] = start;
    for (let at = start; at <= end; at += 1) {
      weights[target * LANES + at - start] = (Math.min(right, at + 1) - Math.max(left, at)) / (right - left);
    }
  }
  return { first, weights };
}

/**
 * Shrinks to `width` × `height` by exact area averages, in the upper left of `frame`, whose rest is filled with their
 * mean. The target must be no larger than the source and no smaller than half of it (take a coarser level first); else a
 * RangeError.
 */
export function shrinkByArea(
  grey: Grey, width: number, height: number, frame: { readonly width: number; readonly height: number },
): Uint8Array {
  for (const ratio of [grey.width / width, grey.height / height]) {
    if (ratio < 1 || ratio > 2) throw new RangeError(`cannot shrink by ${ratio}`);
  }
  const across = spans(grey.width, width);
  const down = spans(grey.height, height);
  const { averages, sum } = areaAverages(grey, across, down, { width, height, stride: frame.width });
  const mean = Math.round(sum / (width * height));
  const shrunk = new Uint8Array(frame.width * frame.height).fill(mean, height * frame.width);
  shrunk.set(averages);
  for (let y = 0; y < height; y += 1) shrunk.fill(mean, y * frame.width + width, (y + 1) * frame.width);
  return shrunk;
}

/** The level read for samples `step` picture pixels apart may be this much coarser than they are. */
const COARSER = 1.25;

/** Numbers that a line takes: the picture pixel it begins at, x and y, and the way from one place to the next. */
export const PER_LINE = 4;

/**
 * Grey values (0..1; NaN outside the picture) at `count` places on each of many lines, in picture pixels. Meant to stand
 * `step` picture pixels apart, they are read bilinearly from the level that fits: its pixels are 0.8 to 1.6 to a place, so
 * that nothing is lost and nothing aliases.
 */
export function sampleAlong(
  pyramid: Pyramid, step: number, lines: Float64Array, count: number, layout: Layout,
): Float32Array {
  const level = pyramid.places(step * COARSER);
  const onLevel = new Float64Array(lines.length);
  for (let at = 0; at < lines.length; at += 1) {
    const value = lines[at] ?? NaN;
    onLevel[at] = at % PER_LINE < 2 ? (value + 0.5) / level.step - 0.5 : value / level.step;
  }
  const box = boxAround(onLevel, count, level.grey);
  if (box === null) return new Float32Array((lines.length / PER_LINE) * count).fill(NaN);
  level.show(box);
  return sampleLines(level.grey, box, onLevel, count, layout);
}

/** The part of a picture that lines touch, and a pixel around it, which bilinear reading touches; null where it is none. */
function boxAround(lines: Float64Array, count: number, { width, height }: Grey): Box | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < lines.length; at += PER_LINE) {
    const [x, y] = [lines[at] ?? NaN, lines[at + 1] ?? NaN];
    const [endX, endY] = [x + (count - 1) * (lines[at + 2] ?? NaN), y + (count - 1) * (lines[at + 3] ?? NaN)];
    left = Math.min(left, x, endX);
    right = Math.max(right, x, endX);
    top = Math.min(top, y, endY);
    bottom = Math.max(bottom, y, endY);
  }
  const [fromX, toX] = [Math.max(0, Math.floor(left) - 1), Math.min(width - 1, Math.ceil(right) + 1)];
  const [fromY, toY] = [Math.max(0, Math.floor(top) - 1), Math.min(height - 1, Math.ceil(bottom) + 1)];
  if (!(fromX <= toX && fromY <= toY)) return null;
  return { left: fromX, top: fromY, width: toX - fromX + 1, height: toY - fromY + 1 };
}

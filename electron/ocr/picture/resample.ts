/** Grey pixels at another scale: whole pictures by area, cut-outs by bilinear sampling from the fitting level. */
import type { Pyramid } from './pyramid.ts';
import type { Grey } from './raster.ts';

/** Source pixels one target pixel can touch when it is no more than twice their size. */
const TOUCHED = 3;

/** Which source pixels make each target pixel along one axis: the first, and the weights of it and the next two. */
type Spans = { readonly first: Int32Array; readonly weights: Float64Array };

function spans(from: number, to: number): Spans {
  const first = new Int32Array(to);
  const weights = new Float64Array(to * TOUCHED);
  const ratio = from / to;
  for (let target = 0; target < to; target += 1) {
    const left = target * ratio;
    const right = Math.min(from, left + ratio);
    const start = Math.floor(left);
    const end = Math.max(start, Math.ceil(right - 1e-9) - 1);
    first[target] = start;
    for (let at = start; at <= end; at += 1) {
      weights[target * TOUCHED + at - start] = (Math.min(right, at + 1) - Math.max(left, at)) / (right - left);
    }
  }
  return { first, weights };
}

/**
 * Shrinks to `width` × `height` by exact area averages, 0..1, in the upper left of `frame`, whose rest is filled with their
 * mean. The target must be no larger than the source and no smaller than half of it (take a coarser level first); else a
 * RangeError.
 */
export function shrinkByArea(
  grey: Grey, width: number, height: number, frame: { readonly width: number; readonly height: number },
): Float32Array {
  for (const ratio of [grey.width / width, grey.height / height]) {
    if (ratio < 1 || ratio > 2) throw new RangeError(`cannot shrink by ${ratio}`);
  }
  const across = spans(grey.width, width);
  const down = spans(grey.height, height);
  const { data, width: wide } = grey;
  const lastRow = (grey.height - 1) * wide;
  // Rows are summed first: that runs through memory in order and leaves one short row to be summed across. Written out
  // for three pixels each, which takes half the time of loops.
  const row = new Float64Array(wide + TOUCHED - 1);
  const shrunk = new Float32Array(frame.width * frame.height);
  let total = 0;
  for (let y = 0; y < height; y += 1) {
    const one = (down.first[y] ?? 0) * wide;
    const [two, three] = [Math.min(lastRow, one + wide), Math.min(lastRow, one + 2 * wide)];
    const [a = 0, b = 0, c = 0] = down.weights.subarray(y * TOUCHED, (y + 1) * TOUCHED);
    for (let x = 0; x < wide; x += 1) {
      row[x] = a * (data[one + x] ?? 0) + b * (data[two + x] ?? 0) + c * (data[three + x] ?? 0);
    }
    for (let x = 0, at = 0, to = y * frame.width; x < width; x += 1, at += TOUCHED, to += 1) {
      const from = across.first[x] ?? 0;
      const sum = (across.weights[at] ?? 0) * (row[from] ?? 0) + (across.weights[at + 1] ?? 0) * (row[from + 1] ?? 0)
        + (across.weights[at + 2] ?? 0) * (row[from + 2] ?? 0);
      total += sum;
      shrunk[to] = sum / 255;
    }
  }
  const mean = total / 255 / (width * height);
  for (let y = 0; y < height; y += 1) shrunk.fill(mean, y * frame.width + width, (y + 1) * frame.width);
  return shrunk.fill(mean, height * frame.width);
}

/** The level read for samples `step` picture pixels apart may be this much coarser than they are. */
const COARSER = 1.25;
/** Picture pixels that a level's pixels may span at most for samples `step` apart. */
export const coarsestFor = (step: number): number => step * COARSER;

/**
 * Writes grey values (0..1; NaN outside the picture) found at `count` places of the picture, from (x, y) on, each
 * (stepX, stepY) after the one before, to `out[from]`, `out[from + stride]`, …
 */
export type Sampler = (
  x: number, y: number, stepX: number, stepY: number, count: number, out: Float32Array, from: number, stride: number,
) => void;

/**
 * Reads grey values meant to stand `step` picture pixels apart, bilinearly, from the level that fits: its pixels are
 * 0.8 to 1.6 to a sample, so that nothing is lost and nothing aliases. Whole rows at a time: a call a pixel takes long.
 */
export function sampler(pyramid: Pyramid, step: number): Sampler {
  const level = pyramid.places(coarsestFor(step));
  const { width, height, data } = level.grey;
  const scale = 1 / level.step;
  const [lastX, lastY] = [width - 1, height - 1];
  // Half a pixel beyond the last centre still belongs to the picture.
  const [beyondX, beyondY] = [lastX + 0.5, lastY + 0.5];
  return (x, y, stepX, stepY, count, out, from, stride) => {
    const [startU, startV] = [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5];
    const [stepU, stepV] = [stepX * scale, stepY * scale];
    level.show({ fromX: startU, toX: startU + (count - 1) * stepU, fromY: startV, toY: startV + (count - 1) * stepV });
    for (let k = 0, to = from; k < count; k += 1, to += stride) {
      let u = startU + k * stepU;
      let v = startV + k * stepV;
      if (u < -0.5 || v < -0.5 || u > beyondX || v > beyondY) {
        out[to] = NaN;
        continue;
      }
      u = u < 0 ? 0 : u > lastX ? lastX : u;
      v = v < 0 ? 0 : v > lastY ? lastY : v;
      const left = u | 0;
      const top = v | 0;
      const index = top * width + left;
      const right = left < lastX ? 1 : 0;
      const below = top < lastY ? width : 0;
      const one = data[index] ?? 0;
      const two = data[index + below] ?? 0;
      const upper = one + ((data[index + right] ?? 0) - one) * (u - left);
      const lower = two + ((data[index + below + right] ?? 0) - two) * (u - left);
      out[to] = (upper + (lower - upper) * (v - top)) / 255;
    }
  };
}

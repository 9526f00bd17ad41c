/** Grey pixels at another scale: whole pictures by area, cut-outs by bilinear sampling from the fitting level. */
import { areaAverages, type Spans } from './kernels.ts';
import type { Pyramid } from './pyramid.ts';
import type { Grey } from './raster.ts';

/** Weights kept for each target pixel; one no more than twice as large as a source pixel touches three. */
const WEIGHTS = 4;

/** Which source pixels make each target pixel along one axis, by area; filled up to a multiple of four targets. */
function spans(from: number, to: number): Spans {
  const targets = Math.ceil(to / WEIGHTS) * WEIGHTS;
  const first = new Int32Array(targets);
  const weights = new Float32Array(targets * WEIGHTS);
  const ratio = from / to;
  for (let target = 0; target < to; target += 1) {
    const left = target * ratio;
    const right = Math.min(from, left + ratio);
    const start = Math.floor(left);
    const end = Math.max(start, Math.ceil(right - 1e-9) - 1);
    first[target] = start;
    for (let at = start; at <= end; at += 1) {
      weights[target * WEIGHTS + at - start] = (Math.min(right, at + 1) - Math.max(left, at)) / (right - left);
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
  down.weights.forEach((weight, at) => {
    down.weights[at] = weight / 255;
  });
  const { averages, sum } = areaAverages(grey, across, down, { width, height, stride: frame.width });
  const mean = sum / (width * height);
  const shrunk = new Float32Array(frame.width * frame.height).fill(mean, height * frame.width);
  shrunk.set(averages);
  for (let y = 0; y < height; y += 1) shrunk.fill(mean, y * frame.width + width, (y + 1) * frame.width);
  return shrunk;
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

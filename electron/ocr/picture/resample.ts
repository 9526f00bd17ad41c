/** Grey pixels at another scale: whole pictures by area, cut-outs by bilinear sampling from the fitting level. */
import type { Pyramid } from './picture.ts';
import type { Grey } from './raster.ts';

/** Which source pixels make each target pixel along one axis: first, number, and the weights one after another. */
type Spans = { readonly first: Int32Array; readonly count: Int32Array; readonly weights: Float32Array };

/** Most source pixels one target pixel can touch: the weights of target pixel t start at t times this. */
const spanWidth = (from: number, to: number): number => Math.ceil(from / to) + 1;

function spans(from: number, to: number): Spans {
  const widest = spanWidth(from, to);
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * widest);
  const ratio = from / to;
  for (let target = 0; target < to; target += 1) {
    const left = target * ratio;
    const right = Math.min(from, left + ratio);
    const start = Math.floor(left);
    const end = Math.max(start, Math.ceil(right - 1e-9) - 1);
    first[target] = start;
    count[target] = end - start + 1;
    for (let at = start; at <= end; at += 1) {
      weights[target * widest + at - start] = (Math.min(right, at + 1) - Math.max(left, at)) / (right - left);
    }
  }
  return { first, count, weights };
}

/** Shrinks to `width` × `height` by exact area averages, 0..1; the target must not be larger than the source. */
export function shrinkByArea(grey: Grey, width: number, height: number): Float32Array {
  const across = spans(grey.width, width);
  const down = spans(grey.height, height);
  const [widestAcross, widestDown] = [spanWidth(grey.width, width), spanWidth(grey.height, height)];
  const { data } = grey;
  // Rows are summed first: that runs through memory in order and leaves one short row to be summed across.
  const row = new Float32Array(grey.width);
  const shrunk = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    row.fill(0);
    for (let k = 0; k < (down.count[y] ?? 0); k += 1) {
      const weight = (down.weights[y * widestDown + k] ?? 0) / 255;
      const from = ((down.first[y] ?? 0) + k) * grey.width;
      for (let x = 0; x < row.length; x += 1) row[x] = (row[x] ?? 0) + weight * (data[from + x] ?? 0);
    }
    for (let x = 0; x < width; x += 1) {
      const first = across.first[x] ?? 0;
      const count = across.count[x] ?? 0;
      let sum = 0;
      for (let k = 0; k < count; k += 1) sum += (across.weights[x * widestAcross + k] ?? 0) * (row[first + k] ?? 0);
      shrunk[y * width + x] = sum;
    }
  }
  return shrunk;
}

/** Grey, 0..1, at picture coordinates; NaN outside the picture. */
export type Sampler = (x: number, y: number) => number;

/** The level read for samples `step` picture pixels apart may be this much coarser than they are. */
const COARSER = 1.25;

/**
 * Reads grey values meant to stand `step` picture pixels apart, bilinearly, from the level that fits: its pixels are
 * 0.8 to 1.6 to a sample, so that nothing is lost and nothing aliases. A closure, as it is called for every pixel.
 */
export function sampler(pyramid: Pyramid, step: number): Sampler {
  const level = pyramid.level(step * COARSER);
  const { width, height, data } = level.grey;
  const scale = 1 / level.step;
  const [lastX, lastY] = [width - 1, height - 1];
  return (x, y) => {
    let u = (x + 0.5) * scale - 0.5;
    let v = (y + 0.5) * scale - 0.5;
    // Half a pixel beyond the last centre still belongs to the picture.
    if (u < -0.5 || v < -0.5 || u > lastX + 0.5 || v > lastY + 0.5) return NaN;
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
    return (upper + (lower - upper) * (v - top)) / 255;
  };
}

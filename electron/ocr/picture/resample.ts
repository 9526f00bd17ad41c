/** Grey pixels at another scale: whole pictures by area, cut-outs by bilinear sampling from the fitting level. */
import type { Pyramid } from './picture.ts';
import type { Grey } from './raster.ts';

/** Which source pixels, and how much of each, make one target pixel along one axis. */
function spans(from: number, to: number): { start: Int32Array; weights: Float32Array[] } {
  const start = new Int32Array(to);
  const weights: Float32Array[] = [];
  const ratio = from / to;
  for (let target = 0; target < to; target += 1) {
    const left = target * ratio;
    const right = Math.min(from, left + ratio);
    const first = Math.floor(left);
    const last = Math.max(first, Math.ceil(right) - 1);
    const own = new Float32Array(last - first + 1);
    for (let at = first; at <= last; at += 1) {
      own[at - first] = (Math.min(right, at + 1) - Math.max(left, at)) / (right - left);
    }
    start[target] = first;
    weights.push(own);
  }
  return { start, weights };
}

/** Shrinks to `width` × `height` by exact area averages, 0..1; the target must not be larger than the source. */
export function shrinkByArea(grey: Grey, width: number, height: number): Float32Array {
  const across = spans(grey.width, width);
  const down = spans(grey.height, height);
  const rows = new Float32Array(width * grey.height);
  for (let y = 0; y < grey.height; y += 1) {
    const base = y * grey.width;
    for (let x = 0; x < width; x += 1) {
      const own = across.weights[x] as Float32Array;
      const first = base + (across.start[x] ?? 0);
      let sum = 0;
      for (let at = 0; at < own.length; at += 1) sum += (own[at] ?? 0) * (grey.data[first + at] ?? 0);
      rows[y * width + x] = sum;
    }
  }
  const shrunk = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const own = down.weights[y] as Float32Array;
    for (let at = 0; at < own.length; at += 1) {
      const weight = (own[at] ?? 0) / 255;
      const from = ((down.start[y] ?? 0) + at) * width;
      for (let x = 0; x < width; x += 1) {
        shrunk[y * width + x] = (shrunk[y * width + x] ?? 0) + weight * (rows[from + x] ?? 0);
      }
    }
  }
  return shrunk;
}

/** Reads grey values at picture coordinates, averaged over squares of `step` picture pixels. NaN outside. */
export class Sampler {
  readonly #grey: Grey;
  readonly #step: number;
  /** Half the distance between the four taps of one average; 0 when one tap is enough. */
  readonly #spread: number;

  constructor(pyramid: Pyramid, step: number) {
    const level = pyramid.level(step);
    this.#grey = level.grey;
    this.#step = level.step;
    const ratio = step / level.step;
    this.#spread = ratio > 1.25 ? ratio / 4 : 0;
  }

  at(x: number, y: number): number {
    const ownX = (x + 0.5) / this.#step - 0.5;
    const ownY = (y + 0.5) / this.#step - 0.5;
    const spread = this.#spread;
    if (spread === 0) return this.#tap(ownX, ownY);
    return (this.#tap(ownX - spread, ownY - spread) + this.#tap(ownX + spread, ownY - spread)
      + this.#tap(ownX - spread, ownY + spread) + this.#tap(ownX + spread, ownY + spread)) / 4;
  }

  #tap(x: number, y: number): number {
    const { width, height, data } = this.#grey;
    // Half a pixel beyond the last centre still belongs to the picture.
    if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return NaN;
    const heldX = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
    const heldY = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
    const left = heldX | 0;
    const top = heldY | 0;
    const fx = heldX - left;
    const fy = heldY - top;
    const index = top * width + left;
    const right = left + 1 < width ? 1 : 0;
    const below = top + 1 < height ? width : 0;
    const upper = (data[index] ?? 0) * (1 - fx) + (data[index + right] ?? 0) * fx;
    const lower = (data[index + below] ?? 0) * (1 - fx) + (data[index + below + right] ?? 0) * fx;
    return (upper * (1 - fy) + lower * fy) / 255;
  }
}

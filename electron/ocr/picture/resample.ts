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

/** Calls the loops of kernels.as: copies pixels into their memory, runs them there and copies the outcome out. */
import { KERNELS } from './kernels-code.ts';
import type { Box } from './raster.ts';

type Exports = {
  readonly memory: WebAssembly.Memory;
  greyOfRgb(source: number, count: number, target: number): void;
  halfGreyOfRgb(source: number, width: number, rows: number, target: number): void;
  halfOfGrey(source: number, width: number, rows: number, target: number): void;
  halfOfRgb(source: number, width: number, rows: number, target: number): void;
  areaAverages(
    source: number, wide: number, high: number, width: number, height: number, downFirst: number, downWeights: number,
    acrossFirst: number, acrossWeights: number, row: number, target: number, stride: number,
  ): number;
  sampleLines(
    source: number, wide: number, left: number, top: number, lastX: number, lastY: number,
    lines: number, lineCount: number, count: number, target: number, between: number, along: number,
  ): void;
};

const code = new WebAssembly.Module(Buffer.from(KERNELS, 'base64'));
const start = (): Exports => new WebAssembly.Instance(code).exports as Exports;
let kernels = start();

/** Beyond a source or target, for what is read or written too far; also where the first one begins. */
const SLACK = 64;
const WORD = 16;
/** Source bytes handled at once: with the target they stay within a core's cache, and the memory stays small. */
const STRIPE = 1 << 17;
const PAGE = 1 << 16;
/** Memory never shrinks: what took more than this, a picture of a few rows as long as a street, starts another. */
const MOST_KEPT = 1 << 25;

/** Places for `sizes` bytes each, and memory grown to hold them. What was in it before is lost. */
function reserve(sizes: readonly number[]): number[] {
  if (kernels.memory.buffer.byteLength > MOST_KEPT) kernels = start();
  let end = SLACK;
  const starts = sizes.map((size) => {
    const start = end;
    end = Math.ceil((start + size + SLACK) / WORD) * WORD;
    return start;
  });
  const missing = end - kernels.memory.buffer.byteLength;
  if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE));
  return starts;
}

const memory = (): Uint8Array => new Uint8Array(kernels.memory.buffer);

/** Runs a loop over `rows` rows that need `from` bytes each and give `to` bytes each, as many at a time as fit. */
function inStripes(
  data: Uint8Array, rows: number, from: number, to: number,
  run: (source: number, rows: number, target: number) => void,
): Uint8Array {
  const made = new Uint8Array(rows * to);
  const atOnce = Math.max(1, Math.floor(STRIPE / from));
  for (let row = 0; row < rows; row += atOnce) {
    const now = Math.min(atOnce, rows - row);
    const [source = 0, target = 0] = reserve([now * from, now * to]);
    memory().set(data.subarray(row * from, (row + now) * from), source);
    run(source, now, target);
    made.set(memory().subarray(target, target + now * to), row * to);
  }
  return made;
}

/** Luma of RGB pixels. */
export const greyOfRgb = (data: Uint8Array, width: number, height: number): Uint8Array =>
  inStripes(data, height, 3 * width, width, (source, rows, target) => kernels.greyOfRgb(source, rows * width, target));

/** RGB at half the size in grey; an odd last row or column is left out. At least 2 × 2 pixels. */
export const halfGreyOfRgb = (data: Uint8Array, width: number, height: number): Uint8Array =>
  inStripes(data, height >> 1, 6 * width, width >> 1, (source, rows, target) =>
    kernels.halfGreyOfRgb(source, width, rows, target));

/** Grey at half the size; an odd last row or column is left out. At least 2 × 2 pixels. */
export const halfOfGrey = (data: Uint8Array, width: number, height: number): Uint8Array =>
  inStripes(data, height >> 1, 2 * width, width >> 1, (source, rows, target) =>
    kernels.halfOfGrey(source, width, rows, target));

/** RGB at half the size; an odd last row or column is left out. At least 2 × 2 pixels. */
export const halfOfRgb = (data: Uint8Array, width: number, height: number): Uint8Array =>
  inStripes(data, height >> 1, 6 * width, 3 * (width >> 1), (source, rows, target) =>
    kernels.halfOfRgb(source, width, rows, target));

/** Which source pixels make each target pixel along one axis: the first, and the weights of it and the next three. */
export type Spans = { readonly first: Int32Array; readonly weights: Float32Array };

/**
 * Weighted means of grey pixels, in rows of `stride` bytes (a view into memory that the next call overwrites), and their
 * sum before they were rounded. `across` is filled up to a multiple of four columns. The memory grows to the size of
 * source and target together: a few megabytes for a thumbnail.
 */
export function areaAverages(
  grey: { readonly data: Uint8Array; readonly width: number; readonly height: number },
  across: Spans, down: Spans, { width, height, stride }: { width: number; height: number; stride: number },
): { readonly averages: Uint8Array; readonly sum: number } {
  const [source = 0, downFirst = 0, downWeights = 0, acrossFirst = 0, acrossWeights = 0, row = 0, target = 0] = reserve([
    grey.data.length, down.first.byteLength, down.weights.byteLength, across.first.byteLength, across.weights.byteLength,
    4 * grey.width, stride * height,
  ]);
  const bytes = memory();
  bytes.set(grey.data, source);
  for (const [{ first, weights }, firstAt, weightsAt] of
    [[down, downFirst, downWeights], [across, acrossFirst, acrossWeights]] as const) {
    new Int32Array(bytes.buffer, firstAt).set(first);
    new Float32Array(bytes.buffer, weightsAt).set(weights);
  }
  const sum = kernels.areaAverages(
    source, grey.width, grey.height, width, height, downFirst, downWeights, acrossFirst, acrossWeights, row, target, stride);
  return { averages: bytes.subarray(target, target + stride * height), sum };
}

/** Where each value goes: place k of line n to n · between + k · along. */
export type Layout = { readonly between: number; readonly along: number };

/**
 * Grey values, 0..1, read bilinearly at `count` places of each line; NaN outside the picture. A line is four numbers, in
 * pixels: its first place and the way from one place to the next. `box` is the part of the picture the lines touch.
 */
export function sampleLines(
  { data, width, height }: { readonly data: Uint8Array; readonly width: number; readonly height: number },
  box: Box, lines: Float64Array, count: number, { between, along }: Layout,
): Float32Array {
  const lineCount = lines.length / 4;
  const [source = 0, linesAt = 0, target = 0] = reserve([box.width * box.height, lines.byteLength, 4 * lineCount * count]);
  const bytes = memory();
  for (let row = 0; row < box.height; row += 1) {
    const from = (box.top + row) * width + box.left;
    bytes.set(data.subarray(from, from + box.width), source + row * box.width);
  }
  new Float64Array(bytes.buffer, linesAt).set(lines);
  kernels.sampleLines(
    source, box.width, box.left, box.top, width - 1, height - 1, linesAt, lineCount, count, target, between, along);
  return new Float32Array(bytes.buffer, target, lineCount * count).slice();
}

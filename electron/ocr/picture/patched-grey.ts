import type { Box, Grey } from './raster.ts';

/** A box by its edges, in pixels, in any order of from and to; what lies outside the picture is cut off. */
export type Edges = { readonly fromX: number; readonly toX: number; readonly fromY: number; readonly toY: number };

/** Side of the squares that are made at once. */
const PATCH = 128;

/** Grey pixels that are made where they are looked at, square by square; black elsewhere. */
export class PatchedGrey implements Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly #cut: (box: Box) => Grey;
  readonly #across: number;
  readonly #made: Uint8Array;

  /** `cut` gives the pixels of a box that lies within `width` × `height`. */
  constructor(width: number, height: number, cut: (box: Box) => Grey) {
    [this.width, this.height, this.#cut] = [width, height, cut];
    // Memory never written to is not taken from the system.
    this.data = new Uint8Array(width * height);
    this.#across = Math.ceil(width / PATCH);
    this.#made = new Uint8Array(this.#across * Math.ceil(height / PATCH));
  }

  /** Makes what is missing between the edges, and a pixel around it, which bilinear sampling touches. */
  show({ fromX, toX, fromY, toY }: Edges): void {
    const [left, right] = patchesBetween(fromX, toX, this.width);
    const [top, bottom] = patchesBetween(fromY, toY, this.height);
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        if (this.#made[row * this.#across + column] === 0) this.#makePatch(column, row);
      }
    }
  }

  #makePatch(column: number, row: number): void {
    const [left, top] = [column * PATCH, row * PATCH];
    const [width, height] = [Math.min(PATCH, this.width - left), Math.min(PATCH, this.height - top)];
    const { data } = this.#cut({ left, top, width, height });
    for (let y = 0; y < height; y += 1) {
      this.data.set(data.subarray(y * width, (y + 1) * width), (top + y) * this.width + left);
    }
    this.#made[row * this.#across + column] = 1;
  }
}

/** First and last patch that a stretch of a side of `size` pixels touches; last before first where it lies outside. */
function patchesBetween(from: number, to: number, size: number): [number, number] {
  const least = Math.max(0, Math.floor(Math.min(from, to)) - 1);
  const most = Math.min(size - 1, Math.ceil(Math.max(from, to)) + 1);
  return [Math.floor(least / PATCH), Math.floor(most / PATCH)];
}

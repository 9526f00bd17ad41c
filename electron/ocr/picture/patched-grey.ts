import type { Box, Grey } from './raster.ts';

/** Side of the squares that are made at once. */
const PATCH = 128;

const patchOf = (place: number): number => Math.floor(place / PATCH);

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

  /** Makes what is missing of a box that lies within the picture. */
  show({ left, top, width, height }: Box): void {
    for (let row = patchOf(top); row <= patchOf(top + height - 1); row += 1) {
      for (let column = patchOf(left); column <= patchOf(left + width - 1); column += 1) {
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

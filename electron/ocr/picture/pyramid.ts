/** Grey levels of a picture, each half the size of the one before, made when first asked for. */
import { PatchedGrey } from './patched-grey.ts';
import { halve, type Box, type Grey } from './raster.ts';

/** Makes the levels that are not simply half of the one before. */
export type LevelMaker = {
  /** Level 0. */
  readonly whole: () => Grey;
  /** Level 1, where it can be made without level 0. */
  readonly half?: () => Grey;
  /** A part of level 0, where that takes less than all of it. */
  readonly part?: { readonly width: number; readonly height: number; readonly cut: (box: Box) => Grey };
};

/** A level to be read in places: call `show` for the part that is about to be read. */
export type Places = { readonly grey: Grey; readonly step: number; readonly show: (box: Box) => void };

const shownWhole = (): void => undefined;

export class Pyramid {
  readonly #levels: (Grey | undefined)[] = [];
  readonly #make: LevelMaker;
  /** Picture pixels one pixel of level 0 stands for. */
  readonly #step: number;
  #patched: PatchedGrey | undefined;

  constructor(step: number, make: LevelMaker) {
    this.#step = step;
    this.#make = make;
  }

  /** The coarsest level whose pixels are no coarser than `step` picture pixels, and its own step. */
  level(step: number): { grey: Grey; step: number } {
    const { index, own } = this.#fitting(step);
    return { grey: this.#at(index), step: own };
  }

  /** The same level to be read in a few places: of a large picture a zone is a small part. */
  places(step: number): Places {
    const { index, own } = this.#fitting(step);
    const { part } = this.#make;
    if (index > 0 || !part || this.#levels[0]) return { grey: this.#at(index), step: own, show: shownWhole };
    const patched = this.#patched ??= new PatchedGrey(part.width, part.height, part.cut);
    return { grey: patched, step: own, show: (box) => patched.show(box) };
  }

  #fitting(step: number): { index: number; own: number } {
    let index = 0;
    let own = this.#step;
    while (own * 2 <= step && this.#canHalve(index)) {
      own *= 2;
      index += 1;
    }
    return { index, own };
  }

  /** Level 0 need not be made to know that it is large enough. */
  #canHalve(index: number): boolean {
    if (index === 0 && this.#make.half) return true;
    const { width, height } = this.#at(index);
    return Math.max(width, height) >= 2;
  }

  #at(index: number): Grey {
    const known = this.#levels[index];
    if (known) return known;
    const { whole, half } = this.#make;
    const made = index === 0 ? whole() : index === 1 && half ? half() : halve(this.#at(index - 1));
    this.#levels[index] = made;
    return made;
  }
}

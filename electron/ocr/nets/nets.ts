/** The two nets as the pipeline sees them; which engine runs them is behind this. */

/** Input pixels on a side of the square one cell of the locator's maps stands for. */
export const CELL = 4;
export const LOCATOR_MULTIPLE = 32;
export const STRIP_HEIGHT = 24;
/** Pixels of a strip that the height of a capital letter takes. */
export const STRIP_CAP = 14;
export const STRIP_MULTIPLE = 8;

/** Planes of the locator's output, in order. */
export const MAP = { line: 0, cos: 1, sin: 2, offset: 3, cap: 4, first: 5, last: 6, count: 7 } as const;

/** Grey, row by row; width and height multiples of 32. */
export type LocatorInput = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/**
 * Seven planes of `width` × `height` cells, one after the other. Cell (y, x) stands for input pixel (4x+1.5, 4y+1.5). Where
 * the first says 0 the others say nothing.
 */
export type LocatorMaps = { readonly width: number; readonly height: number; readonly data: Float32Array };

/** `count` strips of 24 × `width` pixels, grey 0..1, one after the other; width a multiple of 8. */
export type Strips = { readonly count: number; readonly width: number; readonly data: Float32Array };

/** Natural-log CTC posteriors, `count` × `steps` × CLASS_COUNT (shared/mrz/alphabet.ts). A step stands for four pixels of the strip. */
export type StripPosteriors = { readonly count: number; readonly steps: number; readonly logProbs: Float32Array };

export type Engine = 'native' | 'wasm';

export interface Nets {
  readonly engine: Engine;
  /** First 12 hex digits of the recogniser's SHA-256. */
  readonly model: string;
  locate(image: LocatorInput): Promise<LocatorMaps>;
  recognise(strips: Strips): Promise<StripPosteriors>;
}

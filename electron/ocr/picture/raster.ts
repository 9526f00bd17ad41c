/** Decoded pixels and the little arithmetic done on them before anything is read. */
import type { ExifTurn } from './header.ts';
import { greyOfRgb, halfGreyOfRgb, halfOfGrey, halfOfRgb } from './kernels.ts';

/** Eight-bit pixels, row by row; three channels are red, green, blue. */
export type Raster = {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
};

export type Grey = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Luma of ITU-R BT.601, in 8-bit fixed point: what JPEG's own grey is. */
export function toGrey({ width, height, channels, data }: Raster): Grey {
  return { width, height, data: channels === 1 ? data : greyOfRgb(data, width, height) };
}

/** Grey at half the size by averaging two by two, straight from the colours; an odd last row or column is left out. */
export function toHalfGrey(raster: Raster): Grey {
  if (raster.channels === 1 || isSliver(raster)) return halve(toGrey(raster));
  return { ...halfSize(raster), data: halfGreyOfRgb(raster.data, raster.width, raster.height) };
}

/** Half the size by averaging two by two; an odd last row or column is left out, one alone is kept. */
export function halveRaster(raster: Raster): Raster {
  const { width, height, channels, data } = raster;
  if (isSliver(raster)) return shrink(raster, 2);
  return { ...halfSize(raster), channels, data: (channels === 1 ? halfOfGrey : halfOfRgb)(data, width, height) };
}

/** The same of grey levels. */
export function halve(grey: Grey): Grey {
  const { width, height, data } = halveRaster({ ...grey, channels: 1 });
  return { width, height, data };
}

export type Size = { readonly width: number; readonly height: number };

const halfSize = ({ width, height }: Size): Size => ({ width: width >> 1, height: height >> 1 });

const isSliver = ({ width, height }: Size): boolean => width < 2 || height < 2;

/** Averages `factor` × `factor` pixels into one; a rest at the right and lower edge is left out. */
export function shrink(raster: Raster, factor: number): Raster {
  if (factor <= 1) return raster;
  const { channels, data } = raster;
  const width = Math.max(1, Math.floor(raster.width / factor));
  const height = Math.max(1, Math.floor(raster.height / factor));
  const spanX = Math.min(factor, raster.width);
  const spanY = Math.min(factor, raster.height);
  const small = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1, at += 1) {
        let sum = 0;
        for (let dy = 0; dy < spanY; dy += 1) {
          let from = ((y * factor + dy) * raster.width + x * factor) * channels + channel;
          for (let dx = 0; dx < spanX; dx += 1, from += channels) sum += data[from] ?? 0;
        }
        small[at] = Math.round(sum / (spanX * spanY));
      }
    }
  }
  return { width, height, channels, data: small };
}

export const swapsSides = (turn: ExifTurn): boolean => turn >= 5;

/** Side of the squares a turn works through: a whole row or column at a time would miss the cache at every pixel. */
const TILE = 64;

/** Turns stored pixels upright as EXIF 2.32, tag 274, says. */
export function turnUpright(raster: Raster, turn: ExifTurn): Raster {
  if (turn === 1) return raster;
  const { width: w, height: h, channels, data } = raster;
  const width = swapsSides(turn) ? h : w;
  const height = swapsSides(turn) ? w : h;
  // Upright (x, y) comes from stored index start + x·stepX + y·stepY.
  const [start, stepX, stepY] = ({
    2: [w - 1, -1, w],
    3: [w * h - 1, -1, -w],
    4: [(h - 1) * w, 1, -w],
    5: [0, w, 1],
    6: [(h - 1) * w, -w, 1],
    7: [w * h - 1, -w, -1],
    8: [w - 1, w, -1],
  } as const)[turn];
  const upright = new Uint8Array(data.length);
  for (let top = 0; top < height; top += TILE) {
    const bottom = Math.min(height, top + TILE);
    for (let left = 0; left < width; left += TILE) {
      const right = Math.min(width, left + TILE);
      for (let y = top; y < bottom; y += 1) {
        let from = (start + left * stepX + y * stepY) * channels;
        let to = (y * width + left) * channels;
        for (let x = left; x < right; x += 1, from += stepX * channels) {
          if (channels === 1) upright[to++] = data[from] ?? 0;
          else for (let channel = 0; channel < channels; channel += 1) upright[to++] = data[from + channel] ?? 0;
        }
      }
    }
  }
  return { width, height, channels, data: upright };
}

/** A rectangle of whole pixels. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Where a box of the upright picture lies in the stored raster of this size; the inverse of `turnUpright`. */
export function storedBox(box: Box, turn: ExifTurn, raster: { readonly width: number; readonly height: number }): Box {
  const { left, top, width, height } = box;
  const farLeft = raster.width - (swapsSides(turn) ? top + height : left + width);
  const farTop = raster.height - (swapsSides(turn) ? left + width : top + height);
  switch (turn) {
    case 1: return box;
    case 2: return { left: farLeft, top, width, height };
    case 3: return { left: farLeft, top: farTop, width, height };
    case 4: return { left, top: farTop, width, height };
    case 5: return { left: top, top: left, width: height, height: width };
    case 6: return { left: top, top: farTop, width: height, height: width };
    case 7: return { left: farLeft, top: farTop, width: height, height: width };
    case 8: return { left: farLeft, top: left, width: height, height: width };
    default: return turn satisfies never;
  }
}

/** The pixels of a box that lies within the raster. */
export function cropRaster({ width, channels, data }: Raster, box: Box): Raster {
  const row = box.width * channels;
  const cropped = new Uint8Array(row * box.height);
  for (let y = 0; y < box.height; y += 1) {
    const from = ((box.top + y) * width + box.left) * channels;
    cropped.set(data.subarray(from, from + row), y * row);
  }
  return { width: box.width, height: box.height, channels, data: cropped };
}

/**
 * A picture file opened for reading: its grey pixels, upright, in a pyramid of halves, and the JPEG shown to people.
 * The steps: limits and header by ourselves, one decode, luma, EXIF turn.
 */
import { DeskError } from '../../../shared/errors.ts';
import { decodeBmp } from './bmp.ts';
import type { Decoded, PictureDecoder } from './decoder.ts';
import { readPictureHeader, type ExifTurn, type PictureHeader } from './header.ts';
import { DISPLAY_LEAST_LONG_SIDE, DISPLAY_LONG_SIDE, MAX_BYTES, MAX_HELD_PIXELS, MAX_PIXELS } from './limits.ts';
import { Pyramid } from './pyramid.ts';
import {
  cropRaster, halveRaster, shrink, storedBox, swapsSides, toGrey, toHalfGrey, turnUpright, type Box, type Grey,
  type Raster, type Size,
} from './raster.ts';

export type Picture = {
  /** Pixels of the upright picture; all coordinates refer to them. */
  readonly width: number;
  readonly height: number;
  readonly pyramid: Pyramid;
  /** False when the file is cut short or faulty and only part of it could be saved. */
  readonly intact: boolean;
  /** Upright JPEG, long side at most 2400 pixels; of what is held. */
  display(): Promise<Uint8Array>;
  /** JPEG of a part of the upright picture, cut to what lies within it; null when nothing does. */
  part(box: Box): Promise<Uint8Array | null>;
};

let chosen: Promise<PictureDecoder> | null = null;

const napi = () => import('./napi-decoder.ts').then((module) => module.napiDecoder);

async function findDecoder(): Promise<PictureDecoder> {
  const insideElectronOnLinux = process.platform === 'linux' && 'electron' in process.versions;
  const decoder = await (insideElectronOnLinux ? napi() : import('./sharp-decoder.ts').then((module) => module.sharpDecoder, napi));
  return import('./turbo-decoder.ts').then(({ turboFirst }) => turboFirst(decoder), () => decoder);
}

/**
 * libjpeg-turbo for ordinary JPEGs, where it loads; for everything else sharp, but for Electron on Linux (see napi-decoder.ts: a
 * package for Linux holds only that). Loaded when first needed.
 */
export const platformDecoder = (): Promise<PictureDecoder> => chosen ??= findDecoder();

async function decodePicture(
  bytes: Uint8Array, header: PictureHeader, decoder: PictureDecoder, step: number,
): Promise<Decoded> {
  if (header.format === 'bmp') return { raster: shrink(decodeBmp(bytes), step), intact: true };
  return decoder.decode(bytes, header, step);
}

/**
 * Opens a picture by its content: JPEG, PNG, WebP, TIFF or BMP, the first frame of an animation or stack.
 * Rejects with DeskError `picture.empty`, `picture.tooManyBytes`, `picture.unknownFormat`, `picture.tooManyPixels`
 * or `picture.damaged`.
 */
export async function openPicture(bytes: Uint8Array, withDecoder?: PictureDecoder): Promise<Picture> {
  if (bytes.byteLength > MAX_BYTES) throw new DeskError('picture.tooManyBytes');
  const header = readPictureHeader(bytes);
  if (header.width * header.height > MAX_PIXELS) throw new DeskError('picture.tooManyPixels');

  const decoder = withDecoder ?? (await platformDecoder());
  const step = Math.ceil(Math.sqrt((header.width * header.height) / MAX_HELD_PIXELS));
  const { raster, intact } = await decodePicture(bytes, header, decoder, step);
  let madeToShow: Raster | undefined;
  const toShow = (): Raster => madeToShow ??= fitToShow(raster);
  return {
    ...uprightSize(header, header.turn),
    pyramid: pyramidOf(raster, header),
    intact,
    display: () => decoder.encodeJpeg(toShow(), header.turn, DISPLAY_LONG_SIDE),
    async part(box) {
      const shown = toShow();
      const inside = scaledInto(box, shown.width / header.width, uprightSize(shown, header.turn));
      if (inside === null) return null;
      return decoder.encodeJpeg(cropRaster(shown, storedBox(inside, header.turn, shown)), header.turn, DISPLAY_LONG_SIDE);
    },
  };
}

/** Halved where that leaves enough to be shown: any other size takes far longer. */
const fitToShow = (raster: Raster): Raster =>
  Math.max(raster.width, raster.height) >= 2 * DISPLAY_LEAST_LONG_SIDE ? halveRaster(raster) : raster;

const uprightSize = ({ width, height }: Size, turn: ExifTurn): Size =>
  swapsSides(turn) ? { width: height, height: width } : { width, height };

/** Levels of a picture stored as `raster`, each made and turned upright when it is first looked at. */
function pyramidOf(raster: Raster, { width, turn }: PictureHeader): Pyramid {
  const upright = (grey: Grey): Grey => turnUpright({ ...grey, channels: 1 }, turn);
  // Halving first and turning then comes to the same only where no odd row or column is left over.
  const even = raster.width % 2 === 0 && raster.height % 2 === 0;
  const half = even || turn === 1 ? { half: (): Grey => upright(toHalfGrey(raster)) } : {};
  const cut = (box: Box): Grey => upright(toGrey(cropRaster(raster, storedBox(box, turn, raster))));
  // Grey and upright as it is stored, the whole costs nothing.
  const part = raster.channels === 1 && turn === 1 ? {} : { part: { ...uprightSize(raster, turn), cut } };
  return new Pyramid(width / raster.width, { whole: () => upright(toGrey(raster)), ...half, ...part });
}

/** The box at another scale, its edges moved outwards to whole pixels and cut off at the edges of `within`. */
function scaledInto(box: Box, scale: number, within: Size): Box | null {
  const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  const left = clamp(Math.floor(box.left * scale), within.width);
  const top = clamp(Math.floor(box.top * scale), within.height);
  const width = clamp(Math.ceil((box.left + box.width) * scale), within.width) - left;
  const height = clamp(Math.ceil((box.top + box.height) * scale), within.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

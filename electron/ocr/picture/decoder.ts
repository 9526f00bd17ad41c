/** The seam behind which pictures are decoded: libjpeg-turbo, and what that leaves sharp, or on Linux inside Electron @napi-rs/image. */
import type { ExifTurn, PictureHeader } from './header.ts';
import type { Raster } from './raster.ts';

export type Decoded = {
  /** As stored: not yet turned. Alpha is laid on white, CMYK and 16 bits are brought to 8-bit RGB or grey. */
  readonly raster: Raster;
  /** False when the file is cut short or faulty and the raster shows what could be saved of it. */
  readonly intact: boolean;
};

export interface PictureDecoder {
  /**
   * Decodes the first frame, shrunk `step` times on both axes. Rejects with DeskError `picture.damaged` when nothing
   * can be saved of the file.
   */
  decode(bytes: Uint8Array, header: PictureHeader, step: number): Promise<Decoded>;
  /** Encodes a JPEG, turned upright, its long side at most `longSide` pixels. */
  encodeJpeg(raster: Raster, turn: ExifTurn, longSide: number): Promise<Uint8Array>;
}

/** EXIF turn as a left-right mirror followed by a clockwise rotation (EXIF 2.32, tag 274). */
export const MIRROR_THEN_ROTATE: Readonly<Record<ExifTurn, { mirror: boolean; degrees: 0 | 90 | 180 | 270 }>> = {
  1: { mirror: false, degrees: 0 },
  2: { mirror: true, degrees: 0 },
  3: { mirror: false, degrees: 180 },
  4: { mirror: true, degrees: 180 },
  5: { mirror: true, degrees: 270 },
  6: { mirror: false, degrees: 90 },
  7: { mirror: true, degrees: 90 },
  8: { mirror: false, degrees: 270 },
};

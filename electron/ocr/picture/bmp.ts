/**
 * Windows bitmaps, which libvips does not read: 1, 4, 8, 16, 24 and 32 bits a pixel, bottom-up and top-down.
 * Run-length encoded ones are refused; scanners do not write them.
 */
import { DeskError } from '../../../shared/errors.ts';
import type { Raster } from './raster.ts';

const RGB = 0;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;

type Mask = { readonly shift: number; readonly max: number };

function maskOf(bits: number): Mask {
  if (bits === 0) return { shift: 0, max: 0 };
  const shift = 31 - Math.clz32(bits & -bits);
  return { shift, max: bits >>> shift };
}

const channel = (pixel: number, mask: Mask): number =>
  mask.max === 0 ? 0 : Math.round((((pixel >>> mask.shift) & mask.max) * 255) / mask.max);

const damaged = (why: string): DeskError => new DeskError('picture.damaged', why);

/** Decodes to RGB; alpha is ignored, as nearly every writer leaves it unset. Throws DeskError `picture.damaged`. */
export function decodeBmp(bytes: Uint8Array): Raster {
  if (bytes.byteLength < 26) throw damaged('BMP shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const core = headerSize === 12;
  if (!core && (headerSize < 40 || bytes.byteLength < 54)) throw damaged('unknown BMP header');

  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const depth = view.getUint16(core ? 24 : 28, true);
  const compression = core ? RGB : view.getUint32(30, true);
  if (width < 1 || height < 1) throw damaged('BMP without a size');
  if (![1, 4, 8, 16, 24, 32].includes(depth)) throw damaged(`BMP of ${depth} bits a pixel`);
  if (compression !== RGB && compression !== BITFIELDS && compression !== ALPHA_BITFIELDS) {
    throw damaged('BMP with a compression we do not read');
  }

  const start = view.getUint32(10, true);
  const stride = Math.ceil((width * depth) / 32) * 4;
  if (start + stride * height > bytes.byteLength) throw damaged('BMP cut short');

  const palette = depth <= 8 ? readPalette(bytes, 14 + headerSize, core ? 3 : 4, start) : null;
  const masks = colourMasks(view, depth, compression);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    const row = start + stride * (signedHeight < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1, to += 3) {
      if (palette) {
        const index = depth === 8 ? view.getUint8(row + x)
          : depth === 4 ? (view.getUint8(row + (x >> 1)) >> (x & 1 ? 0 : 4)) & 15
          : (view.getUint8(row + (x >> 3)) >> (7 - (x & 7))) & 1;
        data[to] = palette[3 * index] ?? 0;
        data[to + 1] = palette[3 * index + 1] ?? 0;
        data[to + 2] = palette[3 * index + 2] ?? 0;
      } else if (depth === 24) {
        const at = row + 3 * x;
        data[to] = bytes[at + 2] ?? 0;
        data[to + 1] = bytes[at + 1] ?? 0;
        data[to + 2] = bytes[at] ?? 0;
      } else {
        const pixel = depth === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
        data[to] = channel(pixel, masks.red);
        data[to + 1] = channel(pixel, masks.green);
        data[to + 2] = channel(pixel, masks.blue);
      }
    }
  }
  return { width, height, channels: 3, data };
}

/** Palettes are blue, green, red and, but for the oldest header, a fourth unused byte. */
function readPalette(bytes: Uint8Array, from: number, entry: 3 | 4, to: number): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let index = 0; index < 256 && from + (index + 1) * entry <= to; index += 1) {
    const at = from + index * entry;
    palette[3 * index] = bytes[at + 2] ?? 0;
    palette[3 * index + 1] = bytes[at + 1] ?? 0;
    palette[3 * index + 2] = bytes[at] ?? 0;
  }
  return palette;
}

function colourMasks(view: DataView, depth: number, compression: number): { red: Mask; green: Mask; blue: Mask } {
  // Without bit fields 16 bits are 5-5-5 and 32 bits are 8-8-8 (BITMAPINFOHEADER, biCompression).
  if (compression === RGB || view.byteLength < 66) {
    return depth === 16
      ? { red: maskOf(0x7c00), green: maskOf(0x3e0), blue: maskOf(0x1f) }
      : { red: maskOf(0xff0000), green: maskOf(0xff00), blue: maskOf(0xff) };
  }
  const mask = (at: number): Mask => maskOf(view.getUint32(at, true));
  return { red: mask(54), green: mask(58), blue: mask(62) };
}

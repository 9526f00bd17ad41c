/** The few entries we need of a TIFF's first directory; EXIF blocks have the same shape. */
export type TiffDirectory = {
  readonly width?: number;
  readonly height?: number;
  readonly orientation?: number;
};

const WIDTH = 256;
const HEIGHT = 257;
const ORIENTATION = 274;
const SHORT = 3;
const LONG = 4;
const LONG8 = 16;

/** Reads classic TIFF and BigTIFF of either byte order; null when the directory lies outside the bytes. */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8) return null;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const big = view.getUint16(2, little) === 43;
  if (big && bytes.byteLength < 16) return null;

  const start = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;
  if (start + countSize > bytes.byteLength) return null;
  const count = big ? Number(view.getBigUint64(start, little)) : view.getUint16(start, little);

  const found: { width?: number; height?: number; orientation?: number } = {};
  for (let index = 0; index < count; index += 1) {
    const at = start + countSize + index * entrySize;
    if (at + entrySize > bytes.byteLength) break;
    const tag = view.getUint16(at, little);
    if (tag !== WIDTH && tag !== HEIGHT && tag !== ORIENTATION) continue;
    const type = view.getUint16(at + 2, little);
    const valueAt = at + (big ? 12 : 8);
    const value = type === SHORT ? view.getUint16(valueAt, little)
      : type === LONG ? view.getUint32(valueAt, little)
      : type === LONG8 && big ? Number(view.getBigUint64(valueAt, little))
      : undefined;
    if (value === undefined) continue;
    if (tag === WIDTH) found.width = value;
    else if (tag === HEIGHT) found.height = value;
    else found.orientation = value;
  }
  return found;
}

/** Small pictures made on the spot, in every format the reader takes. */
import sharp, { type Sharp } from 'sharp';
import type { Raster } from '../../../../electron/ocr/picture/raster.ts';

export function rasterOf(
  width: number, height: number, paint: (x: number, y: number) => readonly [number, number, number],
): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) data.set(paint(x, y), at);
  }
  return { width, height, channels: 3, data };
}

/** Wider than high and different in every corner, so that no turn looks like another. */
export const corners = (width = 48, height = 32): Raster => rasterOf(width, height, (x, y) => {
  const right = x >= width / 2;
  const value = y >= height / 2 ? (right ? 170 : 250) : (right ? 90 : 10);
  return [value, value, value];
});

export const sharpOf = (raster: Raster): Sharp =>
  sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: raster.channels } });

/** An uncompressed bitmap of 24 bits a pixel. */
export function bmpOf(raster: Raster, options: { topDown?: boolean } = {}): Uint8Array {
  const { width, height } = raster;
  const stride = Math.ceil((width * 24) / 32) * 4;
  const bytes = new Uint8Array(54 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, options.topDown ? -height : height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y += 1) {
    const row = 54 + stride * (options.topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * raster.channels;
      for (let channel = 0; channel < 3; channel += 1) {
        bytes[row + 3 * x + channel] = raster.data[from + (raster.channels === 3 ? 2 - channel : 0)] ?? 0;
      }
    }
  }
  return bytes;
}

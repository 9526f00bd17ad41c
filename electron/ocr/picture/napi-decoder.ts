/**
 * Decoding through @napi-rs/image (Rust), for Electron on Linux, where libvips' GObject and GTK's crash each other
 * (lovell/sharp#4522). It decodes whole pictures only, so `step` costs no less memory than none.
 */
import { JsColorType, Transformer } from '@napi-rs/image';
import { DeskError } from '../../../shared/errors.ts';
import type { Decoded, PictureDecoder } from './decoder.ts';
import type { ExifTurn, PictureHeader } from './header.ts';
import { shrink, turnUpright, type Raster } from './raster.ts';

/** Channels and bytes a sample of each colour type the decoder can give. */
const LAYOUTS: Readonly<Record<JsColorType, { channels: 1 | 2 | 3 | 4; bytes: 1 | 2 | 4 }>> = {
  [JsColorType.L8]: { channels: 1, bytes: 1 },
  [JsColorType.La8]: { channels: 2, bytes: 1 },
  [JsColorType.Rgb8]: { channels: 3, bytes: 1 },
  [JsColorType.Rgba8]: { channels: 4, bytes: 1 },
  [JsColorType.L16]: { channels: 1, bytes: 2 },
  [JsColorType.La16]: { channels: 2, bytes: 2 },
  [JsColorType.Rgb16]: { channels: 3, bytes: 2 },
  [JsColorType.Rgba16]: { channels: 4, bytes: 2 },
  [JsColorType.Rgb32F]: { channels: 3, bytes: 4 },
  [JsColorType.Rgba32F]: { channels: 4, bytes: 4 },
};

/** Samples as 0..255, whatever their width; pixels come in the machine's own byte order. */
function eightBit(pixels: Uint8Array, bytes: 1 | 2 | 4): Uint8Array {
  if (bytes === 1) return pixels;
  const copy = pixels.slice().buffer;
  if (bytes === 2) return Uint8Array.from(new Uint16Array(copy), (sample) => sample >> 8);
  return Uint8Array.from(new Float32Array(copy), (sample) => Math.round(255 * Math.min(1, Math.max(0, sample))));
}

/** Drops alpha by laying the picture on white. */
function onWhite(samples: Uint8Array, channels: 1 | 2 | 3 | 4): Uint8Array {
  if (channels === 1 || channels === 3) return samples;
  const colours = channels - 1;
  const flat = new Uint8Array((samples.length / channels) * colours);
  for (let from = 0, to = 0; from < samples.length; from += channels) {
    const alpha = samples[from + colours] ?? 255;
    for (let colour = 0; colour < colours; colour += 1, to += 1) {
      flat[to] = Math.round((alpha * (samples[from + colour] ?? 0)) / 255 + 255 - alpha);
    }
  }
  return flat;
}

/** This decoder saves what it can of a JPEG cut short without a word; the missing end marker tells. */
const hasItsEnd = (bytes: Uint8Array, header: PictureHeader): boolean =>
  header.format !== 'jpeg' || bytes.subarray(-1024).some((byte, at, tail) => byte === 0xff && tail[at + 1] === 0xd9);

async function decode(bytes: Uint8Array, header: PictureHeader, step: number): Promise<Decoded> {
  try {
    const transformer = new Transformer(bytes);
    const { width, height, colorType } = await transformer.metadata();
    const pixels = await transformer.rawPixels();
    const layout = LAYOUTS[colorType];
    if (pixels.byteLength !== width * height * layout.channels * layout.bytes) throw new Error('odd pixel count');
    const plain = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const data = onWhite(eightBit(plain, layout.bytes), layout.channels);
    const raster: Raster = { width, height, channels: layout.channels <= 2 ? 1 : 3, data };
    return { raster: shrink(raster, step), intact: hasItsEnd(bytes, header) };
  } catch (cause) {
    throw new DeskError('picture.damaged', `${header.format} does not decode`, { cause });
  }
}

function toRgba(raster: Raster): Uint8Array {
  const rgba = new Uint8Array(raster.width * raster.height * 4).fill(255);
  for (let from = 0, to = 0; from < raster.data.length; from += raster.channels, to += 4) {
    for (let colour = 0; colour < 3; colour += 1) {
      rgba[to + colour] = raster.data[from + (raster.channels === 3 ? colour : 0)] ?? 0;
    }
  }
  return rgba;
}

async function encodeJpeg(raster: Raster, turn: ExifTurn, longSide: number): Promise<Uint8Array> {
  const upright = turnUpright(raster, turn);
  const transformer = Transformer.fromRgbaPixels(toRgba(upright), upright.width, upright.height);
  const scale = Math.min(1, longSide / Math.max(upright.width, upright.height));
  if (scale < 1) {
    transformer.fastResize({
      width: Math.max(1, Math.round(upright.width * scale)),
      height: Math.max(1, Math.round(upright.height * scale)),
    });
  }
  return transformer.jpeg(82);
}

export const napiDecoder: PictureDecoder = { decode, encodeJpeg };

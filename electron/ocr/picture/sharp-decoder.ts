/** Decoding through sharp (libvips): streams, so that even 60 MP take little memory when shrunk. */
import sharp from 'sharp';
import { DeskError } from '../../../shared/errors.ts';
import { MIRROR_THEN_ROTATE, type Decoded, type PictureDecoder } from './decoder.ts';
import type { ExifTurn, PictureHeader } from './header.ts';
import { MAX_PIXELS } from './limits.ts';
import type { Raster } from './raster.ts';

// One child, one picture at a time: libvips' cache would only hold memory.
sharp.cache(false);
sharp.concurrency(2);

/** `error` also refuses a file cut short; `none` fills what is missing. */
type Strictness = 'error' | 'none';

async function decodeOnce(
  bytes: Uint8Array, header: PictureHeader, step: number, failOn: Strictness,
): Promise<Raster> {
  let pipeline = sharp(bytes, { failOn, limitInputPixels: MAX_PIXELS, sequentialRead: true });
  if (step > 1) {
    const width = Math.max(1, Math.round(header.width / step));
    const height = Math.max(1, Math.round(header.height / step));
    pipeline = pipeline.resize(width, height, { fit: 'fill', kernel: 'linear' });
  }
  const { data, info } = await pipeline
    .flatten({ background: '#ffffff' })
    // Of grey, sharp would make three channels alike, which takes as long as decoding did.
    .toColourspace(header.grey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1 && info.channels !== 3) throw new DeskError('internal', `${info.channels} channels`);
  // Indexing a plain Uint8Array is faster than indexing Node's Buffer.
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { width: info.width, height: info.height, channels: info.channels, data: plain };
}

async function decode(bytes: Uint8Array, header: PictureHeader, step: number): Promise<Decoded> {
  const strict = await decodeOnce(bytes, header, step, 'error').catch(() => null);
  if (strict) return { raster: strict, intact: true };
  try {
    return { raster: await decodeOnce(bytes, header, step, 'none'), intact: false };
  } catch (cause) {
    throw new DeskError('picture.damaged', `${header.format} does not decode`, { cause });
  }
}

async function encodeJpeg(raster: Raster, turn: ExifTurn, longSide: number): Promise<Uint8Array> {
  const { width, height, channels, data } = raster;
  const scale = Math.min(1, longSide / Math.max(width, height));
  const { mirror, degrees } = MIRROR_THEN_ROTATE[turn];
  let pipeline = sharp(data, { raw: { width, height, channels } });
  if (scale < 1) {
    const size = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
    pipeline = pipeline.resize(...size, { fit: 'fill', kernel: 'linear' });
  }
  // Whatever the order of the calls, sharp mirrors before it rotates.
  if (mirror) pipeline = pipeline.flop();
  if (degrees !== 0) pipeline = pipeline.rotate(degrees);
  // Tables fitted to each picture would save a tenth of its size and take as long again.
  return pipeline.jpeg({ quality: 82, optimiseCoding: false }).toBuffer();
}

export const sharpDecoder: PictureDecoder = { decode, encodeJpeg };

/**
 * Hostile picture files, made from whole ones of every format by a seeded generator: the same seed gives the same file.
 */
import sharp from 'sharp';
import { bmpOf, rasterOf } from '../electron/ocr/picture/made-pictures.ts';

/** Mulberry32: small, fast and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whole files to spoil: every format and the kinds of each that take other paths through a decoder. */
export async function wholePictures(): Promise<Buffer[]> {
  const raster = rasterOf(240, 160, (x, y) => [(x * 5) & 255, (y * 3) & 255, (x ^ y) & 255]);
  const raw = { width: raster.width, height: raster.height, channels: 3 } as const;
  const picture = (): ReturnType<typeof sharp> => sharp(raster.data, { raw });
  const frames = sharp([await picture().png().toBuffer(), await picture().negate().png().toBuffer()], {
    join: { animated: true },
  });
  return [
    await picture().jpeg().toBuffer(), await picture().jpeg({ progressive: true, quality: 60 }).toBuffer(),
    await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    await picture().toColourspace('cmyk').jpeg().toBuffer(),
    await picture().png().toBuffer(), await picture().png({ palette: true }).toBuffer(),
    await picture().toColourspace('rgb16').png().toBuffer(), await picture().ensureAlpha(0.5).png().toBuffer(),
    await picture().webp().toBuffer(), await picture().webp({ lossless: true }).toBuffer(),
    await frames.webp().toBuffer(),
    await picture().tiff({ compression: 'lzw' }).toBuffer(), await picture().tiff({ compression: 'jpeg' }).toBuffer(),
    await picture().tiff({ compression: 'none', tile: true }).toBuffer(),
    Buffer.from(bmpOf(raster)), Buffer.from(bmpOf(raster, { topDown: true })),
  ];
}

type Spoil = (file: Buffer, random: () => number) => Buffer;

const at = (file: Buffer, random: () => number): number => Math.floor(random() * file.length);

/** A number decoders multiply: a side, a count, an offset. */
const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const;

const cut: Spoil = (file, random) => file.subarray(0, at(file, random));

const flipBits: Spoil = (file, random) => {
  const spoilt = Buffer.from(file);
  const flips = 1 + Math.floor(random() * 40);
  for (let flip = 0; flip < flips; flip += 1) {
    const place = at(spoilt, random);
    spoilt[place] = (spoilt[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return spoilt;
};

/** Numbers of the first two hundred bytes set to extremes: sizes, counts, offsets, markers. */
const editHeader: Spoil = (file, random) => {
  const spoilt = Buffer.from(file);
  const edits = 1 + Math.floor(random() * 3);
  for (let edit = 0; edit < edits; edit += 1) {
    const place = Math.floor(random() * Math.min(200, spoilt.length - 4));
    const value = EXTREMES[Math.floor(random() * EXTREMES.length)] ?? 0;
    const width = random();
    if (width < 0.5) spoilt.writeUInt32BE(value, place);
    else if (width < 0.75) spoilt.writeUInt32LE(value, place);
    else spoilt.writeUInt16BE(value & 0xffff, place);
  }
  return spoilt;
};

const loseMiddle: Spoil = (file, random) => {
  const [one, other] = [at(file, random), at(file, random)];
  return Buffer.concat([file.subarray(0, Math.min(one, other)), file.subarray(Math.max(one, other))]);
};

const doubleMiddle: Spoil = (file, random) => {
  const [one, other] = [at(file, random), at(file, random)];
  return Buffer.concat([file.subarray(0, Math.max(one, other)), file.subarray(Math.min(one, other))]);
};

const fillWithNoise: Spoil = (file, random) => {
  const spoilt = Buffer.from(file);
  const from = at(file, random);
  const to = Math.min(spoilt.length, from + Math.floor(random() * 2000));
  for (let place = from; place < to; place += 1) spoilt[place] = Math.floor(random() * 256);
  return spoilt;
};

const SPOILS: readonly Spoil[] = [cut, flipBits, editHeader, editHeader, loseMiddle, doubleMiddle, fillWithNoise];

/** A start of one format followed by the rest of another. */
function mixed(one: Buffer, other: Buffer, random: () => number): Buffer {
  return Buffer.concat([one.subarray(0, Math.min(one.length, 4 + Math.floor(random() * 60))), other.subarray(8)]);
}

/** The `index`-th broken picture. */
export function brokenPicture(whole: readonly Buffer[], index: number, seed: number): Buffer {
  const random = seeded(seed * 1_000_003 + index);
  const pick = (): Buffer => whole[Math.floor(random() * whole.length)] ?? Buffer.alloc(0);
  let file = random() < 0.06 ? mixed(pick(), pick(), random) : pick();
  const rounds = 1 + Math.floor(random() * 2);
  for (let round = 0; round < rounds && file.length > 8; round += 1) {
    file = (SPOILS[Math.floor(random() * SPOILS.length)] ?? cut)(file, random);
  }
  return file;
}

/** Small files that decode to as much as we take, or claim more: of each of the five types. */
export async function bombs(): Promise<{ name: string; bytes: Buffer }[]> {
  const blank = (width: number, height: number): ReturnType<typeof sharp> =>
    sharp({ create: { width, height, channels: 3, background: '#ffffff' }, limitInputPixels: false });
  const huge = rasterOf(4, 4, () => [0, 0, 0]);
  const bmp = Buffer.from(bmpOf(huge));
  bmp.writeInt32LE(30_000, 18);
  bmp.writeInt32LE(30_000, 22);
  return [
    { name: 'PNG of 59 MP', bytes: await blank(7700, 7700).png({ compressionLevel: 9 }).toBuffer() },
    { name: 'PNG of 100 MP', bytes: await blank(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer() },
    { name: 'JPEG of 59 MP', bytes: await blank(7700, 7700).jpeg({ quality: 30 }).toBuffer() },
    { name: 'JPEG of 100 MP', bytes: await blank(10_000, 10_000).jpeg({ quality: 30 }).toBuffer() },
    { name: 'WebP of 59 MP', bytes: await blank(7700, 7700).webp({ lossless: true, effort: 0 }).toBuffer() },
    { name: 'TIFF of 59 MP', bytes: await blank(7700, 7700).tiff({ compression: 'deflate' }).toBuffer() },
    { name: 'TIFF of 100 MP', bytes: await blank(10_000, 10_000).tiff({ compression: 'deflate' }).toBuffer() },
    { name: 'PNG of one row', bytes: await blank(59_000, 1).png().toBuffer() },
    { name: 'PNG of one column', bytes: await blank(1, 59_000).png().toBuffer() },
    { name: 'BMP that claims 900 MP', bytes: bmp },
  ];
}

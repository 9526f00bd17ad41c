import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PictureDecoder } from '../../../../electron/ocr/picture/decoder.ts';
import { napiDecoder } from '../../../../electron/ocr/picture/napi-decoder.ts';
import { readPictureHeader } from '../../../../electron/ocr/picture/header.ts';
import { openPicture } from '../../../../electron/ocr/picture/picture.ts';
import { sampleAlong } from '../../../../electron/ocr/picture/resample.ts';
import { sharpDecoder } from '../../../../electron/ocr/picture/sharp-decoder.ts';
import { turboFirst } from '../../../../electron/ocr/picture/turbo-decoder.ts';
import { bmpOf, corners, rasterOf, sharpOf } from './made-pictures.ts';

const CORNERS = [10, 90, 250, 170];

/** Grey in the middle of each quarter: left top, right top, left bottom, right bottom. */
async function quarters(file: Uint8Array, decoder: PictureDecoder): Promise<number[]> {
  const picture = await openPicture(file, decoder);
  const { grey } = picture.pyramid.level(1);
  expect([grey.width, grey.height]).toEqual([picture.width, picture.height]);
  return middles(grey);
}

function middles(grey: { data: Uint8Array; width: number; height: number }): number[] {
  const at = (x: number, y: number): number =>
    grey.data[Math.floor(y * grey.height) * grey.width + Math.floor(x * grey.width)] ?? -1;
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
}

const near = (values: number[], expected: number[], by = 3): void => {
  values.forEach((value, index) => expect(Math.abs(value - (expected[index] ?? -999))).toBeLessThanOrEqual(by));
};

const makers: Record<string, () => Promise<Uint8Array>> = {
  'a JPEG': () => sharpOf(corners()).jpeg({ quality: 95 }).toBuffer(),
  'a progressive JPEG': () => sharpOf(corners()).jpeg({ quality: 95, progressive: true }).toBuffer(),
  'a grey JPEG': () => sharpOf(corners()).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer(),
  'a PNG': () => sharpOf(corners()).png().toBuffer(),
  'a palette PNG': () => sharpOf(corners()).png({ palette: true }).toBuffer(),
  'a lossy WebP': () => sharpOf(corners()).webp({ quality: 95 }).toBuffer(),
  'a lossless WebP': () => sharpOf(corners()).webp({ lossless: true }).toBuffer(),
  'a TIFF': () => sharpOf(corners()).tiff({ compression: 'lzw' }).toBuffer(),
  'a bottom-up BMP': async () => bmpOf(corners()),
  'a top-down BMP': async () => bmpOf(corners(), { topDown: true }),
};

const decoders = [
  ['sharp', sharpDecoder], ['@napi-rs/image', napiDecoder],
  ['libjpeg-turbo before sharp', turboFirst(sharpDecoder)],
] as const;

describe.each(decoders)('a picture through %s', (_, decoder) => {
  it.each(Object.keys(makers))('shows what was stored in %s', async (name) => {
    near(await quarters(await (makers[name] as () => Promise<Uint8Array>)(), decoder), CORNERS);
  });

  it('keeps the brightness of sixteen-bit samples', async () => {
    const samples = new Uint16Array(64 * 64 * 3).map((_value, at) => (Math.floor(at / 3) % 64 < 32 ? 10 : 200) * 257);
    const raw = { width: 64, height: 64, channels: 3 } as const;
    const file = await sharp(samples, { raw }).toColourspace('rgb16').png().toBuffer();
    near(await quarters(file, decoder), [10, 200, 10, 200], 1);
  });

  it('reads CMYK as the colours it prints', async () => {
    const file = await sharpOf(corners()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    const [dark = 0, , light = 0] = await quarters(file, decoder);
    expect(dark).toBeLessThan(60);
    expect(light).toBeGreaterThan(200);
  });

  it('lays what is transparent on white', async () => {
    const clear = new Uint8Array(32 * 32 * 4);
    const file = await sharp(clear, { raw: { width: 32, height: 32, channels: 4 } }).png().toBuffer();
    near(await quarters(file, decoder), [255, 255, 255, 255], 0);
  });

  const turns = [1, 2, 3, 4, 5, 6, 7, 8] as const;
  it.each(turns)('undoes EXIF turn %i in the pixels and in the JPEG shown', async (turn) => {
    const file = await sharpOf(corners()).withMetadata({ orientation: turn }).jpeg({ quality: 95 }).toBuffer();
    const { data, info } = await sharp(file).autoOrient().greyscale().raw().toBuffer({ resolveWithObject: true });
    const wanted = middles({ data, width: info.width, height: info.height });
    near(await quarters(file, decoder), wanted);
    const picture = await openPicture(file, decoder);
    const shown = await picture.display();
    const { width, height } = picture;
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width, height });
    near(await quarters(shown, sharpDecoder), wanted, 4);
  });

  it.each(turns)('cuts a part out of a picture of EXIF turn %i as it stands upright', async (turn) => {
    const file = await sharpOf(corners()).withMetadata({ orientation: turn }).jpeg({ quality: 95 }).toBuffer();
    const { data, info } = await sharp(file).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const whole = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
    const box = { left: 3, top: 5, width: Math.floor(info.width / 2), height: Math.floor(info.height / 3) };
    const wanted = await whole.extract(box).greyscale().raw().toBuffer();
    const part = await (await openPicture(file, decoder)).part(box);
    const got = await sharp(part ?? Buffer.alloc(0)).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect(got.info).toMatchObject({ width: box.width, height: box.height });
    const off = wanted.reduce((sum, grey, at) => sum + Math.abs(grey - (got.data[at] ?? 0)), 0) / wanted.length;
    expect(off).toBeLessThan(4);
  });

  it('cuts a part off at the edges, and has none of what lies outside', async () => {
    const picture = await openPicture(await sharpOf(corners(60, 40)).jpeg().toBuffer(), decoder);
    const part = await picture.part({ left: 50, top: -10, width: 100, height: 30 });
    expect(await sharp(part ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 10, height: 20 });
    expect(await picture.part({ left: 70, top: 0, width: 5, height: 5 })).toBeNull();
  });

  it('saves what it can of a JPEG cut short and says that it is not whole', async () => {
    const noisy = rasterOf(400, 300, (x, y) => [(x * 7) & 255, (y * 5) & 255, (x * y) & 255]);
    const whole = await sharpOf(noisy).jpeg().toBuffer();
    expect((await openPicture(whole, decoder)).intact).toBe(true);
    const cut = await openPicture(whole.subarray(0, Math.floor(whole.length * 0.6)), decoder);
    expect([cut.width, cut.height, cut.intact]).toEqual([400, 300, false]);
  });

  it('shows people a JPEG of at most 2400 pixels', async () => {
    const file = await sharpOf(corners(3000, 900)).jpeg().toBuffer();
    const shown = await sharp(await (await openPicture(file, decoder)).display()).metadata();
    expect([shown.width, shown.height]).toEqual([2400, 720]);
  });

  it('holds a picture of seventeen megapixels at a coarser step', async () => {
    const blank = sharp({ create: { width: 4800, height: 3600, channels: 3, background: '#808080' } });
    const picture = await openPicture(await blank.png({ compressionLevel: 1 }).toBuffer(), decoder);
    expect([picture.width, picture.height]).toEqual([4800, 3600]);
    expect(picture.pyramid.level(1).step).toBe(2);
    expect(picture.pyramid.level(8)).toMatchObject({ step: 8, grey: { width: 600, height: 450 } });
  });
});

describe('a photo of twelve megapixels', () => {
  it('is held whole, and shown by half', async () => {
    const picture = await openPicture(await sharpOf(corners(4001, 3000)).jpeg().toBuffer(), sharpDecoder);
    const { grey, step } = picture.pyramid.level(1);
    expect([grey.width, grey.height, step]).toEqual([4001, 3000, 1]);
    near(middles(grey), CORNERS);
    const { data, info } = await sharp(await picture.display()).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([2000, 1500]);
    near(middles({ width: info.width, height: info.height, data }), CORNERS);
  });

  it('is one channel where it holds nothing but grey', async () => {
    const grey = await sharpOf(corners(4000, 3000)).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer();
    const { raster } = await sharpDecoder.decode(grey, readPictureHeader(grey), 1);
    expect(raster).toMatchObject({ width: 4000, height: 3000, channels: 1 });
    near(middles(raster), CORNERS);
  });
});

describe('a picture that is refused', () => {
  const code = (file: Uint8Array): Promise<string> =>
    openPicture(file).then(() => 'opened', (error: { code?: string }) => error.code ?? 'no code');

  /** A PNG header that claims a size its data does not have. */
  const claiming = async (width: number, height: number): Promise<Uint8Array> => {
    const file = new Uint8Array(await sharpOf(corners()).png().toBuffer());
    new DataView(file.buffer).setUint32(16, width);
    new DataView(file.buffer).setUint32(20, height);
    return file;
  };

  it('is named empty, unknown, damaged or too large', async () => {
    expect(await code(new Uint8Array())).toBe('picture.empty');
    expect(await code(new TextEncoder().encode('%PDF-1.7 and so on'))).toBe('picture.unknownFormat');
    expect(await code(new Uint8Array([0xff, 0xd8, 0xff]))).toBe('picture.damaged');
    expect(await code(await claiming(10_000, 6_001))).toBe('picture.tooManyPixels');
    expect(await code(await claiming(0, 40))).toBe('picture.damaged');
    expect(await code(new Uint8Array(41 * 1024 * 1024))).toBe('picture.tooManyBytes');
    expect(await code(bmpOf(corners()).subarray(0, 2000))).toBe('picture.damaged');
  });

  it('is no run-length encoded bitmap that would be misread', async () => {
    const file = bmpOf(corners());
    new DataView(file.buffer).setUint32(30, 1, true);
    expect(await code(file)).toBe('picture.damaged');
  });
});

describe('a large picture read in places', () => {
  const noise = Uint8Array.from({ length: 601 * 413 * 3 }, (_, at) => (at * at * 31 + at * 7) % 256);

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows there what the whole shows, stored by EXIF turn %i', async (turn) => {
    const file = await sharp(noise, { raw: { width: 601, height: 413, channels: 3 } })
      .withMetadata({ orientation: turn }).png().toBuffer();
    const whole = (await openPicture(file, sharpDecoder)).pyramid.level(1).grey;
    const { grey, show } = (await openPicture(file, sharpDecoder)).pyramid.places(1);
    const rowsOf = ({ data, width }: typeof grey, top: number, bottom: number): Uint8Array => data.slice(top * width, bottom * width);
    show({ left: 0, top: 250, width: grey.width, height: 50 });
    expect(rowsOf(grey, 249, 301)).toEqual(rowsOf(whole, 249, 301));
    expect(rowsOf(grey, 0, 100)).toEqual(new Uint8Array(100 * grey.width));
    show({ left: 0, top: 0, width: grey.width, height: grey.height });
    expect(grey.data).toEqual(whole.data);
  });

  it('gives the same samples across it in any direction, and nothing beyond its edges', async () => {
    const file = await sharpOf({ width: 601, height: 413, channels: 3, data: noise }).png().toBuffer();
    const whole = (await openPicture(file, sharpDecoder)).pyramid;
    whole.level(1);
    const { pyramid } = await openPicture(file, sharpDecoder);
    for (const [x, y, dx, dy] of [[-20, 5, 1, 0.3], [590, 400, -1.1, -0.7], [127.4, 127.6, 0, 1], [600, 0, -0.2, 1]] as const) {
      const line = Float64Array.of(x, y, dx, dy);
      const [expected, seen] = [whole, pyramid].map((of) => sampleAlong(of, 1, line, 400, { between: 400, along: 1 }));
      expect(seen).toEqual(expected);
    }
  });
});

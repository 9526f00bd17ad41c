import type { Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PictureDecoder } from '../../../../electron/ocr/picture/decoder.ts';
import { readPictureHeader } from '../../../../electron/ocr/picture/header.ts';
import { openPicture } from '../../../../electron/ocr/picture/picture.ts';
import { sharpDecoder } from '../../../../electron/ocr/picture/sharp-decoder.ts';
import { turboFirst } from '../../../../electron/ocr/picture/turbo-decoder.ts';
import { rasterOf, sharpOf } from './made-pictures.ts';

/** Of smooth colours: with hard edges decoders differ in how they spread the colour of four pixels. */
const colours = (): Sharp => sharpOf(rasterOf(203, 149, (x, y) => [x, (x + y) >> 1, 255 - y]));

async function decodedBy(file: Uint8Array, step = 1, header = readPictureHeader(file)) {
  let asked = 0;
  const other: PictureDecoder = {
    decode: (...parts) => { asked += 1; return sharpDecoder.decode(...parts); },
    encodeJpeg: sharpDecoder.encodeJpeg,
  };
  const decoded = await turboFirst(other).decode(file, header, step);
  return { ...decoded, by: asked > 0 ? 'the other decoder' : 'libjpeg-turbo' };
}

const ordinary: Record<string, () => Promise<Uint8Array>> = {
  'in colour': () => colours().jpeg({ quality: 90 }).toBuffer(),
  'in full colour': () => colours().jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
  'in grey': () => colours().toColourspace('b-w').jpeg({ quality: 90 }).toBuffer(),
  'with the profile of sRGB': () => colours().withIccProfile('srgb').jpeg({ quality: 90 }).toBuffer(),
};

describe('libjpeg-turbo', () => {
  it.each(Object.keys(ordinary))('decodes a JPEG %s to the pixels that sharp gives', async (name) => {
    const file = await (ordinary[name] as () => Promise<Uint8Array>)();
    const { raster, intact, by } = await decodedBy(file);
    const expected = await sharpDecoder.decode(file, readPictureHeader(file), 1);
    expect({ by, intact, ...raster, data: null }).toEqual({ by: 'libjpeg-turbo', intact: true, ...expected.raster, data: null });
    const off = raster.data.map((value, at) => Math.abs(value - (expected.raster.data[at] ?? 999)));
    expect(Math.max(...off)).toBeLessThan(8);
    expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(2);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['a progressive JPEG', () => colours().jpeg({ progressive: true }).toBuffer()],
    ['a JPEG of printing inks', () => colours().toColourspace('cmyk').jpeg().toBuffer()],
    ['a JPEG of wider colours than sRGB', () => colours().withIccProfile('p3').jpeg().toBuffer()],
    ['a PNG', () => colours().png().toBuffer()],
  ])('leaves %s to the other decoder', async (_, make) => {
    expect(await decodedBy(await make())).toMatchObject({ by: 'the other decoder', intact: true });
  });

  it('leaves a picture that is wanted smaller to the other decoder', async () => {
    const { by, raster } = await decodedBy(await colours().jpeg().toBuffer(), 2);
    expect({ by, width: raster.width }).toEqual({ by: 'the other decoder', width: 102 });
  });

  it('leaves a JPEG cut short to the other decoder, which saves what it can', async () => {
    const file = await colours().jpeg().toBuffer();
    expect(await decodedBy(file.subarray(0, file.length / 2))).toMatchObject({ by: 'the other decoder', intact: false });
  });

  it.each([[202, 149], [204, 149], [203, 10]])('takes no file that is not of the size known of it, %i × %i', async (width, height) => {
    const file = await colours().jpeg().toBuffer();
    expect((await decodedBy(file, 1, { ...readPictureHeader(file), width, height })).by).toBe('the other decoder');
  });

  it('is what opens an ordinary JPEG on this machine', async () => {
    const file = await colours().jpeg({ quality: 90 }).toBuffer();
    const own = await openPicture(file);
    const through = await openPicture(file, turboFirst({ ...sharpDecoder, decode: () => Promise.reject(new Error('asked')) }));
    expect(own.width).toBe(203);
    expect(own.pyramid.level(1).grey.data).toEqual(through.pyramid.level(1).grey.data);
  });
});

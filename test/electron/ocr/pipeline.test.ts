import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../../electron/ocr/decode/decode.ts';
import type { TextLine } from '../../../electron/ocr/locate/text-line.ts';
import { MAP, type Nets } from '../../../electron/ocr/nets/nets.ts';
import { openPicture } from '../../../electron/ocr/picture/picture.ts';
import { sharpDecoder } from '../../../electron/ocr/picture/sharp-decoder.ts';
import { readPicture } from '../../../electron/ocr/pipeline.ts';
import { readAtFirstSight, readZone } from '../../../electron/ocr/read-zone.ts';
import type { Quad } from '../../../shared/reading.ts';
import { bmpOf, sharpOf } from './picture/made-pictures.ts';
import { paint, zoneAt } from './painted-lines.ts';
import { barIn, puzzledBy, readingNets } from './painted-nets.ts';

/** The specimen of ICAO Doc 9303 part 4. */
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const LENGTH = 44 * 19;

const decode = (lines: Parameters<typeof decodeBlock>[0]): ReturnType<typeof decodeBlock> =>
  decodeBlock(lines, { today: '2026-11-20' });

const middleOf = (quad: Quad): readonly [number, number] =>
  [quad.reduce((sum, [x]) => sum + x, 0) / 4, quad.reduce((sum, [, y]) => sum + y, 0) / 4];

const page = (lines: readonly TextLine[]): Uint8Array => bmpOf(paint(1200, 1000, lines));

describe('reading a picture', () => {
  it.each([0, 90, 180, 20])('gives the document, its lines and where they stand, turned by %i°', async (degrees) => {
    const zone = zoneAt(600, 500, degrees, 2, LENGTH, 18);
    const fractions: number[] = [];
    const { reading } = await readPicture(page(zone), readingNets(TD3), decode, {
      onProgress: (fraction) => fractions.push(fraction),
    });
    const [document] = reading.documents;
    expect(document?.format).toBe('TD3');
    expect(document?.lines.map(({ text }) => text)).toEqual(TD3);
    expect(document?.fields.documentNumber?.value).toBe('L898902C3');
    document?.lines.forEach(({ quad }, index) => {
      const [x, y] = middleOf(quad);
      expect(Math.hypot(x - (zone[index]?.x ?? 0), y - (zone[index]?.y ?? 0))).toBeLessThan(18);
    });
    expect(reading).toMatchObject({ width: 1200, height: 1000, model: 'painted' });
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(fractions.at(-1)).toBe(1);
  });

  it('gives places in the upright picture when the file is turned by EXIF', async () => {
    // Turn 6 says: turn the stored pixels a quarter clockwise; so a line standing upwards comes out level.
    const stored = zoneAt(500, 600, -90, 2, LENGTH, 18);
    const picture = sharpOf(paint(1000, 1200, stored));
    const file = await picture.withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const { reading } = await readPicture(file, readingNets(TD3), decode);
    expect([reading.width, reading.height]).toEqual([1200, 1000]);
    const [upper, lower] = zoneAt(600, 500, 0, 2, LENGTH, 18);
    for (const [index, wanted] of [upper, lower].entries()) {
      const [x, y] = middleOf(reading.documents[0]?.lines[index]?.quad as Quad);
      expect(Math.hypot(x - (wanted?.x ?? 0), y - (wanted?.y ?? 0))).toBeLessThan(18);
    }
    expect(reading.documents[0]?.lines.map(({ text }) => text)).toEqual(TD3);
  });

  it('says none where nothing is, and still shows the picture', async () => {
    const { reading, display, zones } = await readPicture(page([]), readingNets(TD3), decode);
    expect(reading).toMatchObject({ status: 'none', documents: [], quality: [] });
    expect([...(await display()).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(await zones()).toEqual([]);
  });

  it.each([['no document of a rule of fillers', '<'.repeat(44), 0], ['a document of a zone hardly to be read', null, 1]])('makes %s', async (_, instead, found) => {
    const hardlySure: typeof decode = (lines) => {
      const document = decode(lines);
      return document && {
        ...document, status: 'check', confidence: 0.0005,
        lines: document.lines.map((line) => ({ ...line, text: instead ?? line.text })),
      };
    };
    const { reading } = await readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), readingNets(TD3), hardlySure);
    expect(reading.documents).toHaveLength(found);
  });

  it('gives each zone as a picture of its own, without the page around it', async () => {
    const { zones } = await readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), readingNets(TD3), decode);
    const [zone = new Uint8Array(), ...others] = await zones();
    expect(others).toEqual([]);
    const [upper, lower] = zoneAt(600, 500, 0, 2, LENGTH, 18);
    const { height = 0 } = await sharp(zone).metadata();
    const between = Math.abs((lower?.y ?? 0) - (upper?.y ?? 0));
    expect(height).toBeGreaterThan(between);
    expect(height).toBeLessThan(between * 5);
  });

  it('looks no second time at a document it is sure of', async () => {
    const calls = { recognised: 0 };
    const { reading } = await readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), readingNets(TD3, calls), decode);
    expect(reading.status).toBe('sure');
    expect(calls.recognised).toBe(1);
  });

  it('looks at print twice, once from each end, when it is certainly no zone\'s, and finds no fault with the picture', async () => {
    const calls = { recognised: 0, located: 0 };
    // Small enough that a zone which could not be read would be called too small.
    const small = page(zoneAt(600, 500, 0, 2, (LENGTH * 8) / 18, 8));
    const { reading } = await readPicture(small, puzzledBy(() => true, readingNets([]), calls), decode);
    expect(reading).toMatchObject({ status: 'none', quality: [] });
    expect(calls).toEqual({ recognised: 2, located: 2 });
  });

  it('takes no rows of dashes for a document, however plainly they stand', async () => {
    const rules = readingNets([`V${'<'.repeat(35)}`, '<'.repeat(36)]);
    const { reading } = await readPicture(page(zoneAt(600, 500, 0, 2, 36 * 19, 18)), rules, decode);
    expect(reading).toMatchObject({ status: 'none', documents: [] });
  });

  it('sees to the ends of a zone that is strange one way up and plain the other before it takes it', async () => {
    const nets = puzzledBy((strips, index) => !barIn(strips, index).upright, readingNets(TD3));
    const zone = zoneAt(600, 500, 180, 2, LENGTH, 18);
    const picture = await openPicture(page(zone));
    // Upside down, and so cut that what stands first in the text is missing.
    const cut = zone.map((line) => ({ ...line, angle: 0, end: 0.8 * line.end })).reverse();
    const sight = await readAtFirstSight(cut, { picture, nets, decode });
    expect(sight?.document?.lines.map(({ text }) => text)).toEqual(TD3);
    const seen = sight?.strips.map(({ along }) => (along.at(-1) ?? 0) - (along[0] ?? 0)) ?? [];
    expect(Math.min(...seen)).toBeGreaterThan(LENGTH);
  });

  it('turns a zone round that the locator held upside down', async () => {
    const nets = readingNets(TD3);
    const upsideDown: Nets = {
      ...nets,
      locate: async (input) => {
        const maps = await nets.locate(input);
        const plane = maps.width * maps.height;
        const data = maps.data.slice();
        const planeOf = (map: number): Float32Array => maps.data.subarray(map * plane, (map + 1) * plane);
        for (const map of [MAP.cos, MAP.sin, MAP.offset]) data.set(planeOf(map).map((value) => -value), map * plane);
        data.set(planeOf(MAP.last), MAP.first * plane);
        data.set(planeOf(MAP.first), MAP.last * plane);
        return { ...maps, data };
      },
    };
    const { reading } = await readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), upsideDown, decode);
    expect(reading.documents[0]?.lines.map(({ text }) => text)).toEqual(TD3);
    const quads = reading.documents[0]?.lines.map(({ quad }) => quad) ?? [];
    expect((quads[0]?.[0][0] ?? 0) < (quads[0]?.[1][0] ?? 0)).toBe(true);
    expect((quads[0]?.[0][1] ?? 0) < (quads[1]?.[0][1] ?? 0)).toBe(true);
  });

  it('reads in the next look what no sense could be made of in the first', async () => {
    const calls = { decoded: 0 };
    // As if the first look had set the lines askew: once as they are, once with neighbours.
    const senselessTwice: typeof decode = (lines) => ((calls.decoded += 1) <= 2 ? null : decode(lines));
    const { reading } = await readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), readingNets(TD3), senselessTwice);
    expect(reading.documents.map(({ lines }) => lines.map(({ text }) => text))).toEqual([TD3]);
  });

  it('reads a zone of which the locator let one line stray into the other', async () => {
    const [upper, lower] = zoneAt(600, 500, 0, 2, LENGTH, 18) as [TextLine, TextLine];
    const astray = { ...lower, angle: Math.atan2(-1.5 * 18, LENGTH / 2) };
    const picture = await openPicture(page([upper, lower]));
    const { document } = await readZone({ lines: [upper, astray], fuller: null }, { picture, nets: readingNets(TD3), decode });
    expect(document?.lines.map(({ text }) => text)).toEqual(TD3);
  });

  it.each([['small', 18], ['large', 40]])('reads the zone of a large photo whose print is %s', async (_how, cap) => {
    const lines = zoneAt(2000, 1500, 0, 2, (LENGTH * cap) / 18, cap);
    const picture = await openPicture(await sharpOf(paint(4000, 3000, lines)).jpeg().toBuffer(), sharpDecoder);
    const { document } = await readZone({ lines, fuller: null }, { picture, nets: readingNets(TD3), decode });
    expect(document?.lines.map(({ text }) => text)).toEqual(TD3);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const reading = readPicture(page(zoneAt(600, 500, 0, 2, LENGTH, 18)), readingNets(TD3), decode, {
      signal: controller.signal, onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ code: 'ocr.cancelled' });
  });

  it('calls a file damaged that is cut short and shows nothing, but reads what can be read', async () => {
    const painted = paint(1200, 1000, zoneAt(600, 300, 0, 2, LENGTH, 18));
    const whole = await sharpOf(painted).jpeg({ quality: 95 }).toBuffer();
    const { reading } = await readPicture(whole.subarray(0, whole.length - 40), readingNets(TD3), decode);
    expect(reading.documents).toHaveLength(1);
    const blank = await sharpOf(paint(1200, 1000, [])).jpeg().toBuffer();
    await expect(readPicture(blank.subarray(0, blank.length - 40), readingNets(TD3), decode))
      .rejects.toMatchObject({ code: 'picture.damaged' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../electron/ocr/locate/blocks.ts';
import { locateZones } from '../../../../electron/ocr/locate/locate.ts';
import { capAt, lengthOf, pointAt, turnBetween, type TextLine } from '../../../../electron/ocr/locate/text-line.ts';
import { MAP, type Nets } from '../../../../electron/ocr/nets/nets.ts';
import { openPicture } from '../../../../electron/ocr/picture/picture.ts';
import { bmpOf } from '../picture/made-pictures.ts';
import { lineAt, mapsOfBars, paint, zoneAt } from '../painted-lines.ts';

const seeing: Nets = {
  engine: 'native', model: 'painted',
  locate: (input) => Promise.resolve(mapsOfBars(input)),
  recognise: () => Promise.reject(new Error('not asked for')),
};

async function located(width: number, height: number, lines: readonly TextLine[]): Promise<Block[]> {
  return locatedIn(bmpOf(paint(width, height, lines)));
}

async function locatedIn(file: Uint8Array, nets = seeing): Promise<Block[]> {
  return (await locateZones(await openPicture(file), nets)).map((zone) => zone.lines);
}

/** Ends within a sign, axis within a seventh of the capitals' height; that height within two of the bar's pixels. */
function expectSame(found: TextLine | undefined, painted: TextLine): void {
  expect(found).toBeDefined();
  const line = found as TextLine;
  const { cap } = painted;
  expect(Math.abs(turnBetween(line.angle, painted.angle))).toBeLessThan(0.05);
  for (const [s, own] of [[painted.start, line.start], [painted.end, line.end]] as const) {
    const [wantedX, wantedY] = pointAt(painted, s);
    const [x, y] = pointAt(line, own);
    expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(1.1 * cap);
    expect(Math.abs(capAt(line, own) / capAt(painted, s) - 1)).toBeLessThan(0.2);
  }
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const [x, y] = pointAt(line, line.start + share * lengthOf(line));
    const nearest = Math.min(...Array.from({ length: 2000 }, (_, step) => {
      const [px, py] = pointAt(painted, painted.start + (step / 2000) * lengthOf(painted));
      return Math.hypot(px - x, py - y);
    }));
    expect(nearest).toBeLessThan(cap / 7);
  }
}

function expectBlock(block: Block | undefined, painted: readonly TextLine[]): void {
  expect(block?.length).toBe(painted.length);
  painted.forEach((line, index) => expectSame(block?.[index], line));
}

describe('the locator', () => {
  const turns = [0, 15, -15, 45, 90, 135, 180, 225, 270, 300];
  it.each(turns)('finds both lines of a zone turned by %i°', async (degrees) => {
    const zone = zoneAt(450, 450, degrees, 2, 700, 15);
    const blocks = await located(900, 900, zone);
    expect(blocks).toHaveLength(1);
    expectBlock(blocks[0], zone);
  });

  it('orders three lines by the text\'s own down direction, upside down as well', async () => {
    for (const degrees of [3, 183]) {
      const zone = zoneAt(300, 250, degrees, 3, 480, 15, {}, 2);
      const blocks = await located(600, 500, zone);
      expectBlock(blocks[0], zone);
    }
  });

  it('follows a bent page', async () => {
    const zone = zoneAt(500, 300, 4, 2, 800, 17, { bend: 1.6e-4 });
    expectBlock((await located(1000, 600, zone))[0], zone);
  });

  it('follows print that grows along the line', async () => {
    const zone = zoneAt(500, 300, -6, 2, 800, 17, { capSlope: 0.006 });
    expectBlock((await located(1000, 600, zone))[0], zone);
  });

  it('finds a small zone on a large page by a second look', async () => {
    const zone = zoneAt(1500, 2200, 1, 2, 420, 9);
    expectBlock((await located(2400, 3200, zone))[0], zone);
  });

  it('gives each of several documents its own zone', async () => {
    const zones = [
      zoneAt(300, 200, 0, 2, 500, 11), zoneAt(900, 200, 180, 3, 420, 13), zoneAt(600, 700, 90, 2, 480, 11),
    ];
    const blocks = await located(1200, 1000, zones.flat());
    expect(blocks).toHaveLength(3);
    for (const zone of zones) {
      const [first] = zone as [TextLine];
      const own = blocks.find((block) => block.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) < 60));
      expectBlock(own, zone);
    }
  });

  it('keeps two cards apart that lie side by side, even where no first or last sign is seen', async () => {
    const zones = [zoneAt(330, 300, 0, 3, 500, 16, {}, 2), zoneAt(930, 300, 0, 3, 500, 16, {}, 2)];
    const withoutEnds: Nets = {
      ...seeing,
      locate: async (input) => {
        const maps = mapsOfBars(input);
        maps.data.fill(0, MAP.first * maps.width * maps.height);
        return maps;
      },
    };
    const blocks = await locatedIn(bmpOf(paint(1260, 600, zones.flat())), withoutEnds);
    expect(blocks.map((block) => block.length)).toEqual([3, 3]);
  });

  it('takes a single line as a zone of its own', async () => {
    const line = lineAt(400, 300, 10, 600, 19);
    expectBlock((await located(800, 600, [line]))[0], [line]);
  });

  it('joins a line that a stamp cut in two', async () => {
    const zone = zoneAt(450, 300, 2, 2, 720, 15);
    const raster = paint(900, 600, zone);
    for (let y = 300; y < 600; y += 1) raster.data.fill(240, y * 900 + 500, y * 900 + 550);
    const blocks = await locatedIn(bmpOf(raster));
    expect(blocks).toHaveLength(1);
    expectBlock(blocks[0], zone);
  });

  it('looks again upside down where it saw pieces of print only, each too short to be part of a zone', async () => {
    let views = 0;
    const hardlySeeing: Nets = {
      ...seeing,
      locate: async (input) => {
        const maps = await seeing.locate(input);
        if ((views += 1) > 1) return maps;
        const pieces = maps.data.map((value, index) =>
          (index < maps.width * maps.height && (index % maps.width) % 24 >= 6 ? 0 : value));
        return { ...maps, data: pieces };
      },
    };
    const zone = zoneAt(300, 250, 0, 2, 440, 11);
    expect(await locatedIn(bmpOf(paint(600, 500, zone)), hardlySeeing)).toHaveLength(1);
  });

  it('takes the zone that a close look shows where the thumbnail ran its lines into a faint one across them', async () => {
    const zone = zoneAt(450, 300, 0, 2, 700, 15, {}, 3);
    let views = 0;
    const blurring: Nets = {
      ...seeing,
      locate: async (input) => {
        if ((views += 1) > 1) return seeing.locate(input);
        const maps = mapsOfBars(paint(input.width, input.height, [lineAt(256, 171, 4.5, 398, 13)]));
        const plane = maps.width * maps.height;
        return { ...maps, data: maps.data.map((value, index) => (index < plane && value > 0.5 ? 0.7 : value)) };
      },
    };
    const blocks = await locatedIn(bmpOf(paint(900, 600, zone)), blurring);
    expect(blocks).toHaveLength(1);
    expectBlock(blocks[0], zone);
  });

  it('looks once only at print as faint as text is seen, however much of it there is', async () => {
    let views = 0;
    const seeingText: Nets = {
      ...seeing,
      locate: async (input) => {
        views += 1;
        const maps = await seeing.locate(input);
        const plane = maps.width * maps.height;
        return { ...maps, data: maps.data.map((value, index) => (index < plane && value > 0.5 ? 0.55 : value)) };
      },
    };
    const lines = zoneAt(450, 300, 2, 3, 720, 15);
    expect(await locatedIn(bmpOf(paint(900, 600, lines)), seeingText)).toEqual([]);
    expect(views).toBe(1);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await located(800, 600, [])).toEqual([]);
    expect(await located(40, 30, [])).toEqual([]);
    // Short words, as on any form, are no zone.
    expect(await located(800, 600, [lineAt(200, 200, 0, 90, 15), lineAt(200, 260, 0, 60, 15)])).toEqual([]);
  });
});

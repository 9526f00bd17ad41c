import { describe, expect, it } from 'vitest';
import { RAW_PLANES, decodeMaps } from '../../../../electron/ocr/nets/decode-maps.ts';
import { MAP } from '../../../../electron/ocr/nets/nets.ts';

/** One cell as the net says it: in a line, its axis at `axis` degrees, read along `reading` degrees. */
function cellOf({ logit = 4, axis = 0, reading = axis, toAxis = [0, 0], cap = 0, first = -9, last = -9 }: {
  logit?: number; axis?: number; reading?: number; toAxis?: [number, number]; cap?: number; first?: number; last?: number;
}): number[] {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  return [
    logit, 3 * Math.cos(2 * rad(axis)), 3 * Math.sin(2 * rad(axis)), 0.4 * Math.cos(rad(reading)), 0.4 * Math.sin(rad(reading)),
    ...toAxis, cap, first, last,
  ];
}

function decoded(...cells: number[][]): (map: number, cell?: number) => number {
  const raw = new Float32Array(RAW_PLANES * cells.length);
  cells.forEach((cell, index) => cell.forEach((value, plane) => raw.set([value], plane * cells.length + index)));
  const maps = decodeMaps(cells.length, 1, raw);
  return (map, cell = 0) => maps.data[map * cells.length + cell] ?? NaN;
}

describe('the raw maps of the locator', () => {
  it.each([0, 30, 89, 120, 180, -45, -150])('are turned into a unit vector along a line read at %i°', (degrees) => {
    const at = decoded(cellOf({ axis: degrees }));
    expect(at(MAP.cos)).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 5);
    expect(at(MAP.sin)).toBeCloseTo(Math.sin((degrees * Math.PI) / 180), 5);
  });

  it('take the axis from the doubled angle and only the way along it from the reading direction', () => {
    const at = decoded(cellOf({ axis: 20, reading: 160 }));
    expect(at(MAP.cos)).toBeCloseTo(-Math.cos(Math.PI / 9), 5);
    expect(at(MAP.sin)).toBeCloseTo(-Math.sin(Math.PI / 9), 5);
  });

  it('give the way to the axis in pixels across the line, whichever way it is read', () => {
    expect(decoded(cellOf({ toAxis: [0, 0.5] }))(MAP.offset)).toBeCloseTo(4, 5);
    expect(decoded(cellOf({ axis: 180, toAxis: [0, 0.5] }))(MAP.offset)).toBeCloseTo(-4, 5);
    expect(decoded(cellOf({ axis: 90, toAxis: [0.25, 0] }))(MAP.offset)).toBeCloseTo(-2, 5);
  });

  it('give capitals in pixels, and first and last signs as probabilities', () => {
    const at = decoded(cellOf({ cap: Math.log(1.5), first: 0, last: 2 }));
    expect(at(MAP.cap)).toBeCloseTo(12, 4);
    expect(at(MAP.first)).toBeCloseTo(0.5, 5);
    expect(at(MAP.last)).toBeCloseTo(0.8808, 4);
  });

  it('say 0 of background and keep what may just be a line', () => {
    const at = decoded(cellOf({ logit: -6 }), cellOf({ logit: -0.4 }), cellOf({ logit: NaN }));
    expect([at(MAP.line, 0), at(MAP.line, 2)]).toEqual([0, 0]);
    expect(at(MAP.line, 1)).toBeCloseTo(0.401, 3);
    expect(at(MAP.cap, 1)).toBeCloseTo(8, 5);
  });
});

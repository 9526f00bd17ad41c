import { describe, expect, it } from 'vitest';
import { documentAround } from '../../../renderer/camera/document-outline.ts';
import { hintOf, steadyHint } from '../../../renderer/camera/hints.ts';
import type { FrameSight } from '../../../shared/camera.ts';
import type { Quad } from '../../../shared/reading.ts';

const SHAPE = 16 / 9;
const zone = (left: number, top: number, width = 0.6, height = 0.12): Quad =>
  [[left, top], [left + width, top], [left + width, top + height], [left, top + height]];
const sight = (change: Partial<FrameSight> = {}): FrameSight => ({
  state: 'reading', outline: zone(0.2, 0.6), format: 'TD3', quality: [], frames: 2, clarity: 0.4, seen: null, name: null, ...change,
});

describe('a hint', () => {
  it('says what the picture lacks, light and glare first', () => {
    expect(hintOf(null, sight({ quality: ['outOfFocus', 'glare'] }), SHAPE)).toBe('glare');
    expect(hintOf(null, sight({ quality: ['tooDark'] }), SHAPE)).toBe('dark');
    expect(hintOf(null, sight({ quality: ['clipped'] }), SHAPE)).toBe('inside');
    expect(hintOf(null, sight({ quality: ['tooSmall'] }), SHAPE)).toBe('closer');
    expect(hintOf(null, sight({ outline: zone(0.4, 0.6, 0.2, 0.04) }), SHAPE)).toBe('closer');
    expect(hintOf(null, sight({ outline: null, quality: ['tooDark'], state: 'searching' }), SHAPE)).toBe('dark');
  });

  it('tells a shaking hand from a lens that is out of focus', () => {
    const soft = sight({ quality: ['outOfFocus'] });
    expect(hintOf(sight({ outline: zone(0.1, 0.6) }), soft, SHAPE)).toBe('still');
    expect(hintOf(sight(), soft, SHAPE)).toBe('focus');
  });

  it('asks to turn a document whose lines run across the frame, not one that lies upside down', () => {
    const across: Quad = [[0.5, 0.1], [0.5, 0.9], [0.4, 0.9], [0.4, 0.1]];
    expect(hintOf(null, sight({ outline: across }), SHAPE)).toBe('turn');
    const [a, b, c, d] = zone(0.2, 0.3);
    expect(hintOf(null, sight({ outline: [c, d, a, b] }), SHAPE)).toBeNull();
  });

  it('is none once it was read, or while nothing is in sight', () => {
    expect(hintOf(null, sight({ state: 'sure', quality: ['glare'] }), SHAPE)).toBeNull();
    expect(hintOf(null, sight({ state: 'searching', outline: null }), SHAPE)).toBeNull();
  });

  it('is shown when it holds on, and not for a single frame', () => {
    expect(steadyHint([null, 'glare', null, 'still', null])).toBeNull();
    expect(steadyHint(['glare', 'glare', null, 'still', 'glare'])).toBe('glare');
    expect(steadyHint(['glare', 'glare', 'glare', null, null, null, null])).toBeNull();
  });
});

describe('the outline of a document', () => {
  it('lies around its zone, as wide and high as the document is', () => {
    const [topLeft, topRight, bottomRight] = documentAround(zone(0.2, 0.7, 0.6, 0.06), 'TD3');
    expect([topLeft[0] < 0.2, topRight[0] > 0.8, topLeft[1] < 0.4, bottomRight[1] > 0.76]).toEqual([true, true, true, true]);
    // 125 by 88 mm.
    expect((topRight[0] - topLeft[0]) / (bottomRight[1] - topRight[1])).toBeCloseTo((0.6 * 1.12) / (0.06 * 7.7), 2);
  });

  it('turns with it, and is the zone itself where the size is not known', () => {
    const turned: Quad = [[0.8, 0.4], [0.2, 0.4], [0.2, 0.34], [0.8, 0.34]];
    const [topLeft] = documentAround(turned, 'TD3');
    expect(topLeft[0] > 0.8 && topLeft[1] > 0.5).toBe(true);
    expect(documentAround(turned, 'FRA-ID')).toBe(turned);
    expect(documentAround(turned, null)).toBe(turned);
  });
});

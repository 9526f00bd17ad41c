import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitScale, moved, turned, WHOLE, zoomed } from '../../../renderer/document/view-transform.ts';

const PICTURE = { width: 1500, height: 1000 };
const VIEW = { width: 600, height: 400 };

describe('looking closer at a picture', () => {
  it('shows the whole picture at first, turned or not', () => {
    expect(fitScale(PICTURE, VIEW, 0) * PICTURE.width).toBeLessThanOrEqual(VIEW.width);
    expect(fitScale(PICTURE, VIEW, 1) * PICTURE.width).toBeLessThanOrEqual(VIEW.height);
  });

  it('never shrinks below the whole picture nor loses it, however one zooms and drags', () => {
    const step = fc.tuple(
      fc.double({ min: 0.2, max: 4, noNaN: true }),
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: -400, max: 400 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const end = steps.reduce(
          (at, [factor, dx, dy]) => moved(zoomed(at, factor, [dx / 4, dy / 4], PICTURE, VIEW), dx, dy, PICTURE, VIEW),
          WHOLE,
        );
        const shown = fitScale(PICTURE, VIEW, 0) * end.zoom;
        expect(end.zoom).toBeGreaterThanOrEqual(1);
        expect(Math.abs(end.offset[0])).toBeLessThanOrEqual(
          Math.max((PICTURE.width * shown - VIEW.width) / 2 + 12, 0) + 1e-9,
        );
      }),
    );
  });

  it('keeps what is under the pointer where it is', () => {
    const before = zoomed(WHOLE, 4, [0, 0], PICTURE, VIEW);
    const at = [50, -30] as const;
    const after = zoomed(before, 1.5, at, PICTURE, VIEW);
    const under = (offset: number, zoom: number, pointer: number): number => (pointer - offset) / zoom;
    expect(under(after.offset[0], after.zoom, at[0])).toBeCloseTo(under(before.offset[0], before.zoom, at[0]));
  });

  it('comes round after four turns', () => {
    expect(turned(turned(turned(turned(WHOLE))))).toEqual(WHOLE);
  });
});

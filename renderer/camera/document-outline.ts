import type { MrzFormat, Point, Quad } from '../../shared/reading.ts';

/** How far a document reaches beyond its zone, in widths and heights of the zone. */
type Reach = { readonly aside: number; readonly above: number; readonly below: number };

/**
 * From the sizes of ICAO Doc 9303 (TD3 125 × 88 mm, TD1 85.6 × 54, TD2 105 × 74, visas alike) with signs 2.54 mm and
 * lines some 6.35 mm apart. Only for the eye: zones are not printed to the millimetre.
 */
const REACH: Readonly<Partial<Record<MrzFormat, Reach>>> = {
  TD3: { aside: 0.06, above: 6.1, below: 0.6 },
  MRVA: { aside: 0.04, above: 5.4, below: 0.6 },
  TD1: { aside: 0.06, above: 1.8, below: 0.25 },
  TD2: { aside: 0.075, above: 4.9, below: 0.6 },
  MRVB: { aside: 0.075, above: 4.9, below: 0.6 },
};

/** The document around a zone, slanted and turned as the zone is; the zone itself where the document's size is not known. */
export function documentAround(zone: Quad, format: MrzFormat | null): Quad {
  const reach = format === null ? undefined : REACH[format];
  if (reach === undefined) return zone;
  const [a, b, c, d] = zone;
  const place = (along: number, down: number): Point => {
    const top = between(a, b, along);
    const bottom = between(d, c, along);
    return between(top, bottom, down);
  };
  const [left, right] = [-reach.aside, 1 + reach.aside];
  const [above, below] = [-reach.above, 1 + reach.below];
  return [place(left, above), place(right, above), place(right, below), place(left, below)];
}

/** `at` 0 is `a`, 1 is `b`; beyond them the line goes on. */
const between = (a: Point, b: Point, at: number): Point => [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at];

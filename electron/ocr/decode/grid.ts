/**
 * Where the places of a line stand. An MRZ has a fixed pitch, so the places lie on a nearly straight line of steps over
 * index; runs of fillers, whose number the eye and CTC lose count of, are counted by it.
 */
import type { Spike } from './posterior.ts';

/** Expected step of each place of a line, and its pitch in steps. Places may lie outside the strip. */
export type Grid = {
  readonly times: Float64Array;
  readonly pitch: number;
  /** Roughly what it costs, in nats: spikes left outside, places without one, and irregular steps. */
  readonly cost: number;
  /** The irregular steps' part of the cost. */
  readonly stray: number;
};

type Indexed = { readonly at: number; readonly index: number; readonly weight: number };

const MIN_SPIKES = 5;
/** Places missing or too many at either end of the line that are still tried. */
const SLACK = 2;
const SPIKE_OUTSIDE = 3;
const PLACE_WITHOUT = 2;
/** Steps from place to place may stray so far from the pitch (a share of it) for nothing; the rest squared costs. */
const FREE_STRAY = 0.3;
const STRAY = 16;

/** Grids of exactly `length` places over the spikes, the cheapest first; none where there are far too few spikes. */
export function gridsFor(spikes: readonly Spike[], length: number): Grid[] {
  if (spikes.length < Math.max(MIN_SPIKES, length * 0.4)) return [];
  const grids: Grid[] = [];
  for (const indexed of countings(spikes)) {
    const last = indexed.at(-1)?.index ?? 0;
    const curve = fitCurve(indexed);
    if (curve === null) continue;
    const surplus = last + 1 - length;
    for (let shift = Math.min(0, surplus) - SLACK; shift <= Math.max(0, surplus) + SLACK; shift += 1) {
      grids.push(gridOf(indexed, curve, shift, length));
    }
  }
  return withoutTwins(grids.sort((a, b) => a.cost - b.cost));
}

/** Numbers the spikes by the gaps between them, and, should that differ, simply one by one. */
function countings(spikes: readonly Spike[]): Indexed[][] {
  const byPitch = countByPitch(spikes);
  const byOrder = spikes.map(({ at, weight }, index) => ({ at, index, weight }));
  return byPitch.at(-1)?.index === byOrder.length - 1 ? [byPitch] : [byPitch, byOrder];
}

function countByPitch(spikes: readonly Spike[]): Indexed[] {
  const gaps = spikes.slice(1).map((spike, k) => spike.at - (spikes[k]?.at ?? 0)).toSorted((a, b) => a - b);
  const pitch = gaps[Math.floor(gaps.length / 2)] ?? 1;
  const indexed: Indexed[] = [];
  for (const { at, weight } of spikes) {
    const before = indexed.at(-1);
    if (before === undefined) {
      indexed.push({ at, index: 0, weight });
      continue;
    }
    const ahead = Math.round((at - before.at) / pitch);
    if (ahead > 0) indexed.push({ at, index: before.index + ahead, weight });
    // Two spikes within half a pitch are one sign seen twice; the stronger stays.
    else if (weight > before.weight) indexed[indexed.length - 1] = { at, index: before.index, weight };
  }
  return indexed;
}

type Curve = { readonly a: number; readonly b: number; readonly c: number };

/** Least squares of step = a + b·x + c·x² about the middle; the bend is what perspective leaves after rectifying. */
function fitCurve(points: readonly Indexed[]): (Curve & { middle: number }) | null {
  if (points.length < MIN_SPIKES) return null;
  const middle = ((points[0]?.index ?? 0) + (points.at(-1)?.index ?? 0)) / 2;
  let [s0, s1, s2, s3, s4, y0, y1, y2] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const { at, index, weight } of points) {
    const x = index - middle;
    s0 += weight; s1 += weight * x; s2 += weight * x * x; s3 += weight * x ** 3; s4 += weight * x ** 4;
    y0 += weight * at; y1 += weight * at * x; y2 += weight * at * x * x;
  }
  const det = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
  if (Math.abs(det) < 1e-9) return null;
  const a = (y0 * (s2 * s4 - s3 * s3) - s1 * (y1 * s4 - s3 * y2) + s2 * (y1 * s3 - s2 * y2)) / det;
  const b = (s0 * (y1 * s4 - s3 * y2) - y0 * (s1 * s4 - s2 * s3) + s2 * (s1 * y2 - y1 * s2)) / det;
  const c = (s0 * (s2 * y2 - y1 * s3) - s1 * (s1 * y2 - y1 * s2) + y0 * (s1 * s3 - s2 * s2)) / det;
  return { a, b, c, middle };
}

function costOf(indexed: readonly Indexed[], shift: number, length: number): number {
  let [outside, without] = [0, length];
  for (const { index, weight } of indexed) {
    if (index >= shift && index < shift + length) without -= weight;
    else outside += weight;
  }
  return SPIKE_OUTSIDE * outside + PLACE_WITHOUT * without;
}

function gridOf(
  indexed: readonly Indexed[], curve: Curve & { middle: number }, shift: number, length: number,
): Grid {
  const times = new Float64Array(length);
  for (let place = 0; place < length; place += 1) {
    const x = place + shift - curve.middle;
    times[place] = curve.a + curve.b * x + curve.c * x * x;
  }
  // A spike knows better than the curve where its own sign stands, as long as it is near.
  for (const { at, index } of indexed) {
    const place = index - shift;
    const expected = times[place];
    if (expected !== undefined && Math.abs(at - expected) < curve.b * 0.6) times[place] = at;
  }
  const pitch = Math.max(curve.b, 1);
  const stray = strayOf(times, pitch);
  return { times, pitch, stray, cost: costOf(indexed, shift, length) + stray };
}

function strayOf(times: Float64Array, pitch: number): number {
  let stray = 0;
  for (let i = 1; i < times.length; i += 1) {
    const off = Math.abs(((times[i] ?? 0) - (times[i - 1] ?? 0)) / pitch - 1) - FREE_STRAY;
    if (off > 0) stray += STRAY * off * off;
  }
  return stray;
}

function withoutTwins(grids: readonly Grid[]): Grid[] {
  const kept: Grid[] = [];
  for (const grid of grids) {
    const twin = kept.some((other) => other.times.every((time, i) => Math.abs(time - (grid.times[i] ?? 0)) < 0.5));
    if (!twin) kept.push(grid);
  }
  return kept;
}

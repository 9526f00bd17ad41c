/** One line of a block, aligned to each length a layout may ask of it. */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { LAYOUTS } from '../../../shared/mrz/formats.ts';
import { gridsFor, type Grid } from './grid.ts';
import { align, type Alignment } from './lattice.ts';
import { seenIn, type LinePosterior, type Spike } from './posterior.ts';
import { likeliestSigns } from './together.ts';
import { SIGN_COUNT } from './zone-model.ts';

/** Prepared once for all layouts. */
export type PreparedLine = {
  readonly source: LinePosterior;
  readonly probs: Float64Array;
  readonly spikes: readonly Spike[];
  readonly logGreedy: number;
  readonly gridsByLength: ReadonlyMap<number, readonly Grid[]>;
  readonly alignedByLength: Map<number, readonly AlignedLine[]>;
};

export type AlignedLine = {
  readonly source: LinePosterior;
  readonly alignment: Alignment;
  /** Nats the fixed length gains over the free path; near zero when it fits. */
  readonly fit: number;
  /** Share (0..1) of each sign that lies within the picture; null where all do. */
  readonly shown: Float64Array | null;
};

const LENGTHS = [...new Set(LAYOUTS.flatMap((layout) => layout.lineLengths))];
/** A place that lies outside the strip explains nothing. */
const PLACE_OUTSIDE = -3;
const UNUSED_SPIKE = 0.7;
const WORST_FIT_PER_PLACE = -1.6;
/** Lengths, and grids of a length, this much dearer than the cheapest by a rough count are not aligned at all. */
const LENGTH_WORTH_ALIGNING = 12;
const GRID_WORTH_ALIGNING = 4.5;
/** Placings this many nats behind the best of their length are dropped. */
const PLACING_WORTH_KEEPING = 9;
const MOST_PLACINGS = 3;
/** Signs of which no more than this share is within the picture tell nothing: half an X is a Y. */
const SHOWS_NOTHING = 0.5;

/** Finds a line's spikes and the grids that fit them. */
export function prepareLine(source: LinePosterior): PreparedLine {
  const { probs, spikes, logGreedy } = seenIn(source);
  const grids = LENGTHS.map((length) => [length, gridsFor(spikes, length)] as const);
  const cheapest = Math.min(...grids.map(([, list]) => list[0]?.cost ?? Infinity));
  const worth = grids.map(([length, list]) => {
    const most = Math.min(cheapest + LENGTH_WORTH_ALIGNING, (list[0]?.cost ?? 0) + GRID_WORTH_ALIGNING);
    return [length, list.filter((grid) => grid.cost <= most)] as const;
  });
  return { source, probs, spikes, logGreedy, gridsByLength: new Map(worth), alignedByLength: new Map() };
}

/** Placings of a line of this length that give different texts, the best first; none when it has another length. */
export function alignmentsOf(line: PreparedLine | undefined, length: number): readonly AlignedLine[] {
  if (line === undefined) return [];
  let known = line.alignedByLength.get(length);
  if (known === undefined) {
    known = alignTo(line, length);
    line.alignedByLength.set(length, known);
  }
  return known;
}

/** Nats it costs to leave a line of a block unexplained. */
export function costUnused(line: PreparedLine): number {
  return UNUSED_SPIKE * line.spikes.reduce((total, spike) => total + spike.weight, 0);
}

function alignTo({ source, probs, logGreedy, gridsByLength }: PreparedLine, length: number): AlignedLine[] {
  const tried = (gridsByLength.get(length) ?? []).map((grid): AlignedLine => {
    const alignment = align(probs, source.steps, grid);
    const shown = source.shown ? shownAt(source.shown, grid) : null;
    if (shown) distrustCut(alignment.probs, shown);
    const outside = grid.times.reduce((n, t) => n + (t < 0 || t > source.steps - 1 ? 1 : 0), 0);
    return { source, alignment, fit: alignment.logLikelihood - logGreedy - grid.stray + outside * PLACE_OUTSIDE, shown };
  }).sort((a, b) => b.fit - a.fit);
  const best = tried[0]?.fit ?? -Infinity;
  const texts = new Set<string>();
  return tried.filter(({ alignment, fit }) => {
    if (fit < WORST_FIT_PER_PLACE * length || fit < best - PLACING_WORTH_KEEPING) return false;
    const text = Array.from(likeliestSigns(alignment.probs), (sign) => SIGNS.charAt(sign)).join('');
    if (texts.has(text)) return false;
    texts.add(text);
    return true;
  }).slice(0, MOST_PLACINGS);
}

/** The least of what is shown of each sign, over the steps it takes. */
function shownAt(shown: Float32Array, { times, pitch }: Grid): Float64Array {
  return Float64Array.from(times, (time) => {
    const [from, to] = [Math.max(0, Math.round(time - pitch / 3)), Math.round(time + pitch / 3)];
    return Math.min(1, ...shown.subarray(from, Math.max(from + 1, to + 1)));
  });
}

/** Lets signs cut by the picture's edge say the less the more of them is cut off. */
function distrustCut(probs: Float64Array, shown: Float64Array): void {
  shown.forEach((share, place) => {
    if (share >= 1) return;
    const trust = Math.max(0, (share - SHOWS_NOTHING) / (1 - SHOWS_NOTHING));
    for (let at = place * SIGN_COUNT; at < (place + 1) * SIGN_COUNT; at += 1) {
      probs[at] = trust * (probs[at] ?? 0) + (1 - trust) / SIGN_COUNT;
    }
  });
}

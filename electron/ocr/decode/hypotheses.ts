/**
 * Which layout a block of lines is, with which of its lines, aligned how. Every layout is tried on every run of lines;
 * they are compared by the probability of the whole: evidence, layout, alphabets, check digits.
 */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { overflowOf } from '../../../shared/mrz/fields.ts';
import { LAYOUTS, codeLineOf, isPnrus, type MrzLayout } from '../../../shared/mrz/formats.ts';
import { gridsFor, type Grid } from './grid.ts';
import { align, type Alignment } from './lattice.ts';
import { probabilitiesOf, spikesOf, type LinePosterior, type Spike } from './posterior.ts';
import { searchZone, type ZoneSearch } from './search.ts';
import { SIGN_COUNT, zoneModel, type ZoneModel } from './zone-model.ts';

/** One line, prepared once for all layouts. */
type PreparedLine = {
  readonly source: LinePosterior;
  readonly probs: Float64Array;
  readonly spikes: readonly Spike[];
  readonly logGreedy: number;
  readonly gridsByLength: ReadonlyMap<number, readonly Grid[]>;
  readonly alignedByLength: Map<number, AlignedLine | null>;
};

export type AlignedLine = {
  readonly source: LinePosterior;
  readonly alignment: Alignment;
  /** Nats the fixed length costs against the free path; near zero when it fits. */
  readonly fit: number;
  /** Nats by which the next best placing of the same length, of other text, is worse. */
  readonly lead: number;
};

export type ZoneHypothesis = {
  readonly model: ZoneModel;
  readonly lines: readonly AlignedLine[];
  /** Natural logs of each sign's probability at each place of the zone. */
  readonly evidence: Float64Array;
  readonly search: ZoneSearch;
  readonly score: number;
  /** Nats by which the next best layout is worse. */
  readonly lead: number;
  /** Places that one of several looks reads otherwise. */
  readonly contested?: ReadonlySet<number>;
};

/** How much rarer than a passport each layout is met at a desk, in nats. */
const RARITY: Readonly<Record<MrzLayout['format'], number>> = {
  TD3: 0, TD1: 0, TD2: -1, MRVA: -1, MRVB: -1.5, 'FRA-ID': 0, 'FRA-DL': 0, 'CHE-DL': 0, IDL: -1,
};
/** What an unexpected first sign costs: cards bear many codes, passports only P and visas only V. */
const STRANGE_BEGINNING: Readonly<Record<MrzLayout['format'], number>> = {
  TD3: -15, TD1: -5, TD2: -5, MRVA: -15, MRVB: -15, 'FRA-ID': -40, 'FRA-DL': -40, 'CHE-DL': -40, IDL: -40,
};
/** A place that lies outside the strip explains nothing. */
const PLACE_OUTSIDE = -3;
const UNUSED_SPIKE = -0.7;
const WORST_FIT_PER_PLACE = -1.6;
/** Lengths, and grids of a length, this much dearer than the cheapest by a rough count are not aligned at all. */
const LENGTH_WORTH_ALIGNING = 12;
const GRID_WORTH_ALIGNING = 4.5;
const WORTH_SEARCHING = 14;
const LEAST_PROBABILITY = 1e-6;

/** The best explanation of a block of lines, top to bottom, or null when no layout fits at all. */
export function bestHypothesis(
  lines: readonly LinePosterior[], today: string, temperature: number,
): ZoneHypothesis | null {
  const prepared = lines.map(prepare);
  const rough: { layout: MrzLayout; lines: AlignedLine[]; score: number }[] = [];
  for (const layout of LAYOUTS) {
    const count = layout.lineLengths.length;
    for (let from = 0; from + count <= prepared.length; from += 1) {
      const aligned = layout.lineLengths.map((length, k) => {
        const line = prepared[from + k];
        return line === undefined ? null : alignedTo(line, length);
      });
      if (!aligned.every((line) => line !== null)) continue;
      const unused = prepared.filter((_, k) => k < from || k >= from + count);
      const score = RARITY[layout.format] + sum(aligned.map((line) => line.fit)) + sum(unused.map(costUnused));
      rough.push({ layout, lines: aligned, score });
    }
  }
  const best = Math.max(...rough.map((entry) => entry.score));
  const found = rough.filter((entry) => entry.score > best - WORTH_SEARCHING).map(({ layout, lines: used, score }) => {
    const evidence = logEvidence(used.map((line) => line.alignment), temperature);
    const { model, search } = searchLayout(layout, evidence, today);
    const whole = score + search.score + beginning(layout, search.signs, model);
    return { model, lines: used, evidence, search, score: whole };
  });
  found.sort((a, b) => b.score - a.score);
  const [first, second] = found;
  if (first === undefined) return null;
  return { ...first, lead: second === undefined ? Infinity : first.score - second.score };
}

/** Searches one layout; whether it is a PNRUS zone or has an overflowing number is seen from the likeliest signs. */
export function searchLayout(
  layout: MrzLayout, evidence: Float64Array, today: string,
): { model: ZoneModel; search: ZoneSearch } {
  const plain = zoneModel(layout, false, null);
  const search = searchZone(plain, evidence, today);
  const lines = textLines(plain, search.signs);
  const pnrus = isPnrus(layout.format, lines);
  const overflow = overflowOf(layout, textLines(plain, search.eye));
  if (!pnrus && overflow === null) return { model: plain, search };
  const special = zoneModel(layout, pnrus, overflow);
  const again = searchZone(special, evidence, today);
  return again.score >= search.score || pnrus ? { model: special, search: again } : { model: plain, search };
}

/** The zone's lines as text. */
export function textLines(model: ZoneModel, signs: Uint8Array): string[] {
  return model.layout.lineLengths.map((length, line) => {
    const start = model.starts[line] ?? 0;
    return Array.from(signs.subarray(start, start + length), (sign) => SIGNS.charAt(sign)).join('');
  });
}

function prepare(source: LinePosterior): PreparedLine {
  const probs = probabilitiesOf(source);
  const { spikes, logGreedy } = spikesOf(probs, source.steps);
  const lengths = [...new Set(LAYOUTS.flatMap((layout) => layout.lineLengths))];
  const grids = lengths.map((length) => [length, gridsFor(spikes, length)] as const);
  const cheapest = Math.min(...grids.map(([, list]) => list[0]?.cost ?? Infinity));
  const worth = grids.map(([length, list]) => {
    const most = Math.min(cheapest + LENGTH_WORTH_ALIGNING, (list[0]?.cost ?? 0) + GRID_WORTH_ALIGNING);
    return [length, list.filter((grid) => grid.cost <= most)] as const;
  });
  return { source, probs, spikes, logGreedy, gridsByLength: new Map(worth), alignedByLength: new Map() };
}

function alignedTo(line: PreparedLine, length: number): AlignedLine | null {
  const known = line.alignedByLength.get(length);
  if (known !== undefined) return known;
  const tried = (line.gridsByLength.get(length) ?? []).map((grid) => {
    const alignment = align(line.probs, line.source.steps, grid);
    const outside = grid.times.reduce((n, t) => n + (t < 0 || t > line.source.steps - 1 ? 1 : 0), 0);
    return { alignment, fit: alignment.logLikelihood - line.logGreedy - grid.stray + outside * PLACE_OUTSIDE };
  }).sort((a, b) => b.fit - a.fit);
  const [first] = tried;
  let result: AlignedLine | null = null;
  if (first !== undefined && first.fit > WORST_FIT_PER_PLACE * length) {
    const text = likeliest(first.alignment);
    const rival = tried.find((other) => likeliest(other.alignment) !== text);
    const lead = rival === undefined ? Infinity : first.fit - rival.fit;
    result = { source: line.source, alignment: first.alignment, fit: first.fit, lead };
  }
  line.alignedByLength.set(length, result);
  return result;
}

function likeliest({ probs, length }: Alignment): string {
  let text = '';
  for (let place = 0; place < length; place += 1) {
    let best = 0;
    for (let c = 1; c < SIGN_COUNT; c += 1) {
      if ((probs[place * SIGN_COUNT + c] ?? 0) > (probs[place * SIGN_COUNT + best] ?? 0)) best = c;
    }
    text += SIGNS.charAt(best);
  }
  return text;
}

function costUnused(line: PreparedLine): number {
  return UNUSED_SPIKE * sum(line.spikes.map((spike) => spike.weight));
}

/** Log-probabilities of all lines one after another, softened by the temperature. */
function logEvidence(alignments: readonly Alignment[], temperature: number): Float64Array {
  const evidence = new Float64Array(alignments.reduce((n, { probs }) => n + probs.length, 0));
  let offset = 0;
  for (const { probs } of alignments) {
    for (let row = 0; row < probs.length; row += SIGN_COUNT) {
      let total = 0;
      for (let c = 0; c < SIGN_COUNT; c += 1) {
        const soft = Math.max(probs[row + c] ?? 0, LEAST_PROBABILITY) ** (1 / temperature);
        evidence[offset + row + c] = soft;
        total += soft;
      }
      for (let c = 0; c < SIGN_COUNT; c += 1) {
        evidence[offset + row + c] = Math.log((evidence[offset + row + c] ?? 0) / total);
      }
    }
    offset += probs.length;
  }
  return evidence;
}

function beginning(layout: MrzLayout, signs: Uint8Array, model: ZoneModel): number {
  return layout.begins.test(textLines(model, signs)[codeLineOf(layout)] ?? '') ? 0 : STRANGE_BEGINNING[layout.format];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

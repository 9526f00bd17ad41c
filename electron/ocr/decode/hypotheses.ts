/**
 * Which layout a block of lines is, with which of its lines, aligned how. Every layout is tried on every run of lines;
 * they are compared by the probability of the whole: evidence, layout, alphabets, check digits.
 */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { overflowOf } from '../../../shared/mrz/fields.ts';
import { LAYOUTS, codeLineOf, isPnrus, type MrzLayout } from '../../../shared/mrz/formats.ts';
import type { Point } from '../../../shared/reading.ts';
import { alignmentsOf, costUnused, prepareLine, type AlignedLine, type PreparedLine } from './aligned-line.ts';
import type { Alignment } from './lattice.ts';
import { isOutOfQuestion } from './out-of-question.ts';
import type { LinePosterior } from './posterior.ts';
import { searchZone, type ZoneSearch } from './search.ts';
import { SIGN_COUNT, zoneModel, type ZoneModel } from './zone-model.ts';

export type ZoneHypothesis = {
  readonly model: ZoneModel;
  readonly lines: readonly AlignedLine[];
  /** Natural logs of each sign's probability at each place of the zone. */
  readonly evidence: Float64Array;
  readonly search: ZoneSearch;
  readonly score: number;
  /** Nats by which the next best layout, or placing of a line that gives another text, is worse. */
  readonly lead: number;
};

/** How much rarer than a passport each layout is met at a desk, in nats. */
const RARITY: Readonly<Record<MrzLayout['format'], number>> = {
  TD3: 0, TD1: 0, TD2: -1, MRVA: -1, MRVB: -1.5, 'FRA-ID': 0, 'FRA-DL': 0, 'CHE-DL': 0, IDL: -1,
};
/** What an unexpected first sign costs: cards bear many codes, passports only P and visas only V. */
const STRANGE_BEGINNING: Readonly<Record<MrzLayout['format'], number>> = {
  TD3: -15, TD1: -5, TD2: -5, MRVA: -15, MRVB: -15, 'FRA-ID': -40, 'FRA-DL': -40, 'CHE-DL': -40, IDL: -40,
};
/** Explanations this many nats behind the best are not searched. */
const WORTH_SEARCHING = 14;
/** Explanations that at their very best stay so many nats behind one searched before are not searched either. */
const HOPELESS = 20;
/** Lines of a zone begin below each other; one that begins a place aside costs so many nats, more at most so many. */
const ASIDE = 2;
const ASIDE_AT_MOST = 6;
const LEAST_PROBABILITY = 1e-6;

type Explanation = { readonly layout: MrzLayout; readonly lines: readonly AlignedLine[]; readonly score: number };

/** The best explanation of a block of lines, top to bottom, or null when none can ever be made to fit. */
export function bestHypothesis(
  lines: readonly LinePosterior[], today: string, temperature: number,
): ZoneHypothesis | null {
  const explanations = explanationsOf(lines.map(prepareLine));
  const best = Math.max(...explanations.map((entry) => entry.score));
  const softened = evidenceOfLines(temperature);
  const worth = explanations.filter((entry) => entry.score > best - WORTH_SEARCHING).map((entry) => {
    const evidence = joined(entry.lines.map(({ alignment }) => softened(alignment)));
    return { ...entry, evidence, ceiling: entry.score + ceilingOf(entry.layout, evidence) };
  }).sort((a, b) => b.ceiling - a.ceiling);
  if (worth.every(({ layout, evidence }) => isOutOfQuestion(layout, evidence))) return null;

  const found: Omit<ZoneHypothesis, 'lead'>[] = [];
  let highest = -Infinity;
  for (const { layout, lines: used, evidence, score, ceiling } of worth) {
    if (ceiling < highest - HOPELESS) break;
    const { model, search } = searchLayout(layout, evidence, today);
    const whole = score + search.score + beginning(layout, search.signs, model);
    highest = Math.max(highest, whole);
    found.push({ model, lines: used, evidence, search, score: whole });
  }
  found.sort((a, b) => b.score - a.score);
  const [first, ...rest] = found;
  if (first === undefined) return null;
  const text = textLines(first.model, first.search.signs).join();
  const rival = rest.find(({ model, search }) =>
    model.layout !== first.model.layout || textLines(model, search.signs).join() !== text);
  return { ...first, lead: rival === undefined ? Infinity : first.score - rival.score };
}

/** Every layout on every run of lines, each line placed as it fits best, or one of them as it fits second or third. */
function explanationsOf(prepared: readonly PreparedLine[]): Explanation[] {
  const explanations: Explanation[] = [];
  for (const layout of LAYOUTS) {
    const count = layout.lineLengths.length;
    for (let from = 0; from + count <= prepared.length; from += 1) {
      const ways = layout.lineLengths.map((length, k) => alignmentsOf(prepared[from + k], length));
      const best = ways.map(([first]) => first).filter((line) => line !== undefined);
      if (best.length < count) continue;
      const unused = prepared.filter((_, k) => k < from || k >= from + count);
      const base = RARITY[layout.format] - sum(unused.map(costUnused));
      const variants = ways.flatMap((list, k) => list.slice(1).map((line) => best.with(k, line)));
      for (const lines of [best, ...variants]) {
        explanations.push({ layout, lines, score: base + sum(lines.map((line) => line.fit)) - costAside(lines) });
      }
    }
  }
  return explanations;
}

/** What it costs that lines do not begin below each other. Lines of different lengths stand where they like. */
function costAside(lines: readonly AlignedLine[]): number {
  return sum(lines.slice(1).map((line, k) => {
    const above = lines[k];
    if (above === undefined || above.alignment.length !== line.alignment.length) return 0;
    const [[x0, y0], [x1, y1]] = [beginOf(above), beginOf(line)];
    const [[ax, ay], [bx, by]] = [above.source.quad[0], above.source.quad[1]];
    const length = Math.hypot(bx - ax, by - ay);
    const pitch = (length / above.source.steps) * above.alignment.grid.pitch;
    const aside = ((x1 - x0) * (bx - ax) + (y1 - y0) * (by - ay)) / length / pitch;
    return Number.isFinite(aside) ? Math.min(ASIDE_AT_MOST, ASIDE * aside * aside) : 0;
  }));
}

/** Where the first sign of a line stands, on its upper edge. */
function beginOf({ source: { quad, steps }, alignment: { grid } }: AlignedLine): Point {
  const share = ((grid.times[0] ?? 0) + 0.5) / steps;
  const [[ax, ay], [bx, by]] = [quad[0], quad[1]];
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
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

/** Log-probabilities of a line's signs, softened by the temperature; made once, however many layouts ask. */
function evidenceOfLines(temperature: number): (alignment: Alignment) => Float64Array {
  const known = new Map<Alignment, Float64Array>();
  return (alignment) => {
    let evidence = known.get(alignment);
    if (evidence === undefined) {
      evidence = logEvidence(alignment.probs, temperature);
      known.set(alignment, evidence);
    }
    return evidence;
  };
}

function logEvidence(probs: Float64Array, temperature: number): Float64Array {
  const evidence = new Float64Array(probs.length);
  for (let row = 0; row < probs.length; row += SIGN_COUNT) {
    let total = 0;
    for (let c = row; c < row + SIGN_COUNT; c += 1) {
      const soft = Math.max(probs[c] ?? 0, LEAST_PROBABILITY) ** (1 / temperature);
      evidence[c] = soft;
      total += soft;
    }
    for (let c = row; c < row + SIGN_COUNT; c += 1) evidence[c] = Math.log((evidence[c] ?? 0) / total);
  }
  return evidence;
}

/** One line's evidence after the other's. */
function joined(lines: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(lines.reduce((length, line) => length + line.length, 0));
  let offset = 0;
  for (const line of lines) {
    whole.set(line, offset);
    offset += line.length;
  }
  return whole;
}

/** No search of this layout can score higher: the best sign at every place, whatever the check digits say. */
function ceilingOf(layout: MrzLayout, evidence: Float64Array): number {
  const priors = [false, true].map((pnrus) => zoneModel(layout, pnrus, null).prior);
  const [plain, pnrus] = [priors[0] ?? evidence, priors[1] ?? evidence];
  let ceiling = 0;
  for (let row = 0; row < evidence.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = row; c < row + SIGN_COUNT; c += 1) {
      most = Math.max(most, (evidence[c] ?? 0) + Math.max(plain[c] ?? 0, pnrus[c] ?? 0));
    }
    ceiling += most;
  }
  return ceiling;
}

function beginning(layout: MrzLayout, signs: Uint8Array, model: ZoneModel): number {
  return layout.begins.test(textLines(model, signs)[codeLineOf(layout)] ?? '') ? 0 : STRANGE_BEGINNING[layout.format];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

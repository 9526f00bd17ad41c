/**
 * From the recogniser's posteriors of a block of lines to a document: finds the layout, the most probable zone under
 * its rules, and says how sure that is. Pure; a few milliseconds.
 */
import type { Quad, ReadDocument } from '../../../shared/reading.ts';
import { UNCALIBRATED, type Calibration } from './calibration.ts';
import { bestHypothesis, searchLayout, type ZoneHypothesis } from './hypotheses.ts';
import { isPlausible } from './plausible.ts';
import type { LinePosterior } from './posterior.ts';
import { contradictions, together } from './together.ts';
import { documentOf } from './verdict.ts';

export type { LinePosterior } from './posterior.ts';
export type { Calibration } from './calibration.ts';

/** Looks at the same picture err much alike. */
const LIKENESS_OF_LOOKS = 0.7;
/** Looks this many nats worse than the best were cut amiss and have no say. */
const WORTH_HEARING = 30;

export type DecodeOptions = {
  /** YYYY-MM-DD; tells the century of births. */
  readonly today: string;
  /** From the recogniser's card; without it probabilities are taken at their word. */
  readonly calibration?: Calibration;
};

/** Reads a block of lines, top to bottom (a line too many does no harm). Null when it is no MRZ. */
export function decodeBlock(lines: readonly LinePosterior[], options: DecodeOptions): ReadDocument | null {
  const calibration = options.calibration ?? UNCALIBRATED;
  const hypothesis = bestHypothesis(lines, options.today, calibration.temperature);
  if (hypothesis === null || !isPlausible(hypothesis, options.today)) return null;
  return documentOf(hypothesis, boxOf(hypothesis), options.today, calibration);
}

/**
 * Reads one zone looked at several times (cut a little differently out of the same picture), all looks together. Null
 * when none shows an MRZ. Surer than the surest single look, and sure only when no look contradicts it.
 */
export function decodeLooks(
  looks: readonly (readonly LinePosterior[])[], options: DecodeOptions,
): ReadDocument | null {
  const calibration = options.calibration ?? UNCALIBRATED;
  const seen = looks.map((lines) => bestHypothesis(lines, options.today, calibration.temperature))
    .filter((look) => look !== null && isPlausible(look, options.today)).filter((look) => look !== null)
    .toSorted((a, b) => b.score - a.score);
  const [best] = seen;
  if (best === undefined) return null;
  const near = seen.filter((look) => look.score > best.score - WORTH_HEARING);
  const alike = near.filter((look) => look.model.layout === best.model.layout);
  const evidence = together(alike.map((look) => look.evidence), LIKENESS_OF_LOOKS);
  const found = searchLayout(best.model.layout, evidence, options.today);
  const contested = new Set(alike.flatMap((look) => contradictions(look.evidence, found.search.signs)));
  const lead = alike.length < near.length ? 0 : best.lead;
  const fused: ZoneHypothesis = { ...best, ...found, evidence, contested, lead };
  return documentOf(fused, boxOf(fused), options.today, calibration);
}

/** The zone: first line's upper corners and last line's lower ones. */
export function boxOf({ lines }: ZoneHypothesis): Quad | undefined {
  const [first, last] = [lines[0]?.source.quad, lines.at(-1)?.source.quad];
  return first === undefined || last === undefined ? undefined : [first[0], first[1], last[2], last[3]];
}

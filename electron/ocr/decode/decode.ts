/**
 * From the recogniser's posteriors of a block of lines to a document: finds the layout, the most probable zone under
 * its rules, and says how sure that is. Pure; a few milliseconds.
 */
import type { ReadDocument } from '../../../shared/reading.ts';
import { UNCALIBRATED, type Calibration } from './calibration.ts';
import { bestHypothesis } from './hypotheses.ts';
import { isPlausible } from './plausible.ts';
import type { LinePosterior } from './posterior.ts';
import { documentOf } from './verdict.ts';

export type { LinePosterior } from './posterior.ts';
export type { Calibration } from './calibration.ts';

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
  return documentOf(hypothesis, options.today, calibration);
}

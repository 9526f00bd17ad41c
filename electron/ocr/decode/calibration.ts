/**
 * From the search's probabilities to ones that come true as often as they say. The numbers are fitted on rendered
 * pictures kept apart from training and stand in the recogniser's card under `calibration`.
 */

/** log-odds out = offset + slope · log-odds in. */
export type LogisticMap = { readonly offset: number; readonly slope: number };

export type Calibration = {
  /** Divides the log-posteriors of signs before the search; above 1 for a net that is too sure of itself. */
  readonly temperature: number;
  readonly character: LogisticMap;
  readonly document: LogisticMap;
  /** Least calibrated probability of a whole document that is called sure. */
  readonly sureDocument: number;
  /** Least calibrated probability of a sign no check digit guards, in a document that is called sure. */
  readonly sureUnguarded: number;
};

export const UNCALIBRATED: Calibration = {
  temperature: 1,
  character: { offset: 0, slope: 1 },
  document: { offset: 0, slope: 1 },
  sureDocument: 0.95,
  sureUnguarded: 0.99,
};

/** Applies the map to a probability; 0 and 1 stay as they are. */
export function calibrated(probability: number, { offset, slope }: LogisticMap): number {
  if (probability <= 0 || probability >= 1) return Math.min(Math.max(probability, 0), 1);
  const odds = offset + slope * Math.log(probability / (1 - probability));
  return 1 / (1 + Math.exp(-odds));
}

import { BLANK_CLASS, CLASS_COUNT } from '../../../shared/mrz/alphabet.ts';
import type { Quad } from '../../../shared/reading.ts';

/** What the recogniser says of one line. */
export type LinePosterior = {
  /** Natural logarithms, row-major: `steps` rows of CLASS_COUNT, each summing to one. */
  readonly logProbs: Float32Array;
  readonly steps: number;
  /** Corners, in pixels of the upright picture, of exactly what the steps span from first to last. */
  readonly quad: Quad;
  /** Share (0..1) of the signs' height at each step that lies within the picture; absent where all of it does. */
  readonly shown?: Float32Array;
};

/** Probabilities below this count as this: nets are surer than they should be, and a zero would end every path. */
const FLOOR = 1e-5;

/** Linear probabilities, row-major, floored. */
export function probabilitiesOf({ logProbs, steps }: Pick<LinePosterior, 'logProbs' | 'steps'>): Float64Array {
  const size = steps * CLASS_COUNT;
  const probs = new Float64Array(size);
  for (let i = 0; i < size; i += 1) probs[i] = Math.max(Math.exp(logProbs[i] ?? -50), FLOOR);
  return probs;
}

/** A stretch of steps whose likeliest class is one sign. */
export type Spike = {
  /** Centre of its mass, in steps. */
  readonly at: number;
  /** Its class, 1..37. */
  readonly sign: number;
  /** Probability of anything but blank at its highest step. */
  readonly weight: number;
  /** The sign's own part of that: how far it can be told from others. */
  readonly share: number;
};

/** Signs that stand out in the posteriors, left to right, with the log-probability of the path that takes just them. */
export function spikesOf(probs: Float64Array, steps: number): { spikes: Spike[]; logGreedy: number } {
  const spikes: Spike[] = [];
  let logGreedy = 0;
  let [sign, mass, moment, weight, share] = [BLANK_CLASS, 0, 0, 0, 0];
  const close = (): void => {
    if (sign !== BLANK_CLASS) spikes.push({ at: moment / mass, sign, weight, share });
    [mass, moment, weight, share] = [0, 0, 0, 0];
  };
  for (let t = 0; t < steps; t += 1) {
    const row = t * CLASS_COUNT;
    let best = BLANK_CLASS;
    for (let c = 1; c < CLASS_COUNT; c += 1) if ((probs[row + c] ?? 0) > (probs[row + best] ?? 0)) best = c;
    logGreedy += Math.log(probs[row + best] ?? FLOOR);
    if (best !== sign) {
      close();
      sign = best;
    }
    if (best === BLANK_CLASS) continue;
    const seen = 1 - (probs[row] ?? 0);
    mass += seen;
    moment += seen * t;
    if (seen > weight) [weight, share] = [seen, (probs[row + best] ?? 0) / seen];
  }
  close();
  return { spikes, logGreedy };
}

/** A line's probabilities and what stands out in them. */
export type SeenLine = ReturnType<typeof spikesOf> & { readonly probs: Float64Array };

const seenBefore = new WeakMap<LinePosterior, SeenLine>();

/** The same for one line however often it is asked: a zone's lines are judged in many ways before they are decoded. */
export function seenIn(line: LinePosterior): SeenLine {
  const known = seenBefore.get(line);
  if (known) return known;
  const probs = probabilitiesOf(line);
  const seen = { probs, ...spikesOf(probs, line.steps) };
  seenBefore.set(line, seen);
  return seen;
}

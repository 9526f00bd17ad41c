/** Fits the map from the search's probabilities to ones that come true as often as they say. */
import { calibrated, type LogisticMap } from '../../electron/ocr/decode/calibration.ts';

export type Pair = { readonly stated: number; readonly right: boolean };

/** Where hardly anything is wrong the map must not run away: so many nats for each unit squared away from identity. */
const PULL = 2;
const ROUNDS = 60;
const NEAREST = 1e-9;

const oddsOf = (probability: number): number => {
  const inside = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(inside / (1 - inside));
};

/** Nats lost over all pairs by what is stated; less is better. */
export function logLoss(pairs: readonly Pair[], map: LogisticMap): number {
  return pairs.reduce((sum, { stated, right }) => {
    const p = Math.min(1 - NEAREST, Math.max(NEAREST, calibrated(stated, map)));
    return sum - Math.log(right ? p : 1 - p);
  }, 0);
}

/** The likeliest offset and slope (Newton's method), pulled a little towards leaving everything as it is. */
export function fitLogistic(pairs: readonly Pair[]): LogisticMap {
  let [offset, slope] = [0, 1];
  const data = pairs.map(({ stated, right }) => ({ x: oddsOf(stated), y: right ? 1 : 0 }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let [g0, g1, h00, h01, h11] = [PULL * offset, PULL * (slope - 1), PULL, 0, PULL];
    for (const { x, y } of data) {
      const p = 1 / (1 + Math.exp(-(offset + slope * x)));
      const weight = p * (1 - p);
      g0 += p - y; g1 += (p - y) * x;
      h00 += weight; h01 += weight * x; h11 += weight * x * x;
    }
    const det = h00 * h11 - h01 * h01;
    // Half steps keep Newton's method from leaping where nearly all pairs are right.
    offset -= (0.5 * (h11 * g0 - h01 * g1)) / det;
    slope = Math.max(0.05, slope - (0.5 * (h00 * g1 - h01 * g0)) / det);
  }
  return { offset, slope };
}

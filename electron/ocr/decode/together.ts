/** Several looks at one zone taken as one: their evidence added up, tempered because looks err alike. */
import { SIGN_COUNT } from './zone-model.ts';

/** No single look may count more than this many nats against a sign: one flash must not outvote the rest. */
const WORST_OF_ONE_LOOK = -10;
/** A look contradicts a place where it holds the chosen sign for less likely than this (nats). */
const CONTRADICTION = -3;

/**
 * Log-evidence of all looks as one, each place's shares summing to one. `likeness` says how alike their errors are: at 0
 * each look is a new witness, at 1 a repetition.
 */
export function together(looks: readonly Float64Array[], likeness: number): Float64Array {
  const out = new Float64Array(looks[0]?.length ?? 0);
  const share = 1 / (1 + (looks.length - 1) * likeness);
  for (const look of looks) {
    for (let i = 0; i < out.length; i += 1) out[i] = (out[i] ?? 0) + share * Math.max(look[i] ?? 0, WORST_OF_ONE_LOOK);
  }
  for (let row = 0; row < out.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = 0; c < SIGN_COUNT; c += 1) most = Math.max(most, out[row + c] ?? 0);
    let total = 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) total += Math.exp((out[row + c] ?? 0) - most);
    for (let c = 0; c < SIGN_COUNT; c += 1) out[row + c] = (out[row + c] ?? 0) - most - Math.log(total);
  }
  return out;
}

/** Places where a look holds the chosen sign for unlikely. */
export function contradictions(look: Float64Array, signs: Uint8Array): number[] {
  const places: number[] = [];
  for (let place = 0; place < signs.length; place += 1) {
    if ((look[place * SIGN_COUNT + (signs[place] ?? 0)] ?? 0) < CONTRADICTION) places.push(place);
  }
  return places;
}

/** Likeliest sign of every place, by evidence alone. */
export function likeliestSigns(evidence: Float64Array): Uint8Array {
  const signs = new Uint8Array(evidence.length / SIGN_COUNT);
  for (let place = 0; place < signs.length; place += 1) {
    const row = place * SIGN_COUNT;
    let best = 0;
    for (let c = 1; c < SIGN_COUNT; c += 1) if ((evidence[row + c] ?? 0) > (evidence[row + best] ?? 0)) best = c;
    signs[place] = best;
  }
  return signs;
}

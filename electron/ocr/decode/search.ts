/**
 * The most probable whole zone under a layout's alphabets, dates, states and check digits, and the runners-up. What the
 * rules may overrule is bounded: a sign plainly printed stays, and a check digit it does not fit is reported wrong.
 */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { STATE_CODES } from '../../../shared/mrz/countries.ts';
import {
  MOST_SIGNS, WRONG_DIGIT, candidatesOf, readGroup, type Candidates, type GroupReading,
} from './groups.ts';
import { likeliestSigns } from './together.ts';
import { SIGN_COUNT, VALUES, type ZoneModel } from './zone-model.ts';

export type ZoneSearch = {
  /** Chosen sign (0..36) of every place. */
  readonly signs: Uint8Array;
  /** Likeliest sign of every place by the evidence alone. */
  readonly eye: Uint8Array;
  /** Natural log: evidence, priors, costs of broken rules. */
  readonly score: number;
  /** Probability of the chosen sign at every place, everything considered; not calibrated. */
  readonly confidence: Float64Array;
  /** Probability of the whole chosen string; not calibrated. */
  readonly whole: number;
  /** Probability of each sign by evidence and alphabet, [size × 37]. */
  readonly shares: Float64Array;
};

/** Nats a single place, and all places together, may lose to please check digits and dates. */
const MOST_LOSS_AT_ONE = 3;
const MOST_LOSS_IN_ALL = 5;
const UNKNOWN_STATE = -3;
const KEEP = 6;
/** Part of the unexamined errors of a guarded place that would pass its check digits unseen. */
const PASSES_UNSEEN = 0.15;

type Ending = {
  readonly score: number; readonly residue: number; readonly parts: readonly GroupReading[]; readonly composite: number;
};

/** Searches. `evidence` holds natural logs of each sign's probability, [size × 37]; `today` is YYYY-MM-DD. */
export function searchZone(model: ZoneModel, evidence: Float64Array, today: string): ZoneSearch {
  const scores = new Float64Array(evidence.length);
  for (let i = 0; i < evidence.length; i += 1) scores[i] = (evidence[i] ?? 0) + (model.prior[i] ?? 0);
  const shares = softmaxRows(scores);
  const candidates = candidatesOf(scores);
  const eye = likeliestSigns(evidence);
  const signs = new Uint8Array(model.size);
  const confidence = new Float64Array(model.size);

  let score = 0;
  for (const place of model.free) {
    const sign = candidates.sign[place * MOST_SIGNS] ?? 0;
    signs[place] = sign;
    score += candidates.score[place * MOST_SIGNS] ?? 0;
    confidence[place] = shares[place * SIGN_COUNT + sign] ?? 0;
  }
  for (const places of model.states) score += readState(places, scores, signs, confidence);

  const endings = combine(model, candidates, today);
  const chosen = endings.find((ending) => isSmallChange(model, ending, candidates)) ?? asRead(model, candidates);
  score += chosen.score;
  let whole = spread(model, endings, chosen, candidates, shares, signs, confidence);
  for (const place of model.free) whole *= confidence[place] ?? 0;
  return { signs, eye, score, confidence, whole, shares };
}

/** Picks the likeliest state code, known ones preferred; returns what that adds to the score already counted. */
function readState(
  places: readonly number[], scores: Float64Array, signs: Uint8Array, confidence: Float64Array,
): number {
  const at = (k: number, sign: number): number => scores[(places[k] ?? 0) * SIGN_COUNT + sign] ?? 0;
  const free = places.reduce((sum, place, k) => sum + at(k, signs[place] ?? 0), 0);
  let [best, bestScore, total] = [-1, -Infinity, 0];
  for (let n = 0; n < STATES.length; n += 3) {
    const score = at(0, STATES[n] ?? 0) + at(1, STATES[n + 1] ?? 0) + at(2, STATES[n + 2] ?? 0);
    total += Math.exp(score - free);
    if (score > bestScore) [best, bestScore] = [n, score];
  }
  const asRead = places.map((place) => signs[place] ?? 0);
  const isKnown = best >= 0 && asRead.every((sign, k) => sign === STATES[best + k]);
  const unknown = isKnown ? 0 : Math.exp(UNKNOWN_STATE);
  const lost = places.some((_, k) => at(k, asRead[k] ?? 0) - at(k, STATES[best + k] ?? 0) > MOST_LOSS_AT_ONE);
  const takeKnown = !lost && bestScore >= free + UNKNOWN_STATE;
  const share = (takeKnown ? Math.exp(bestScore - free) : unknown) / (total + unknown);
  places.forEach((place, k) => {
    if (takeKnown) signs[place] = STATES[best + k] ?? 0;
    // The three signs stand or fall together; what lies outside list and reading is left to each place.
    const own = confidence[place] ?? 0;
    confidence[place] = Math.cbrt(share) * (takeKnown ? Math.max(own, 1 - (1 - own) * 0.5) : own);
  });
  return takeKnown ? bestScore - free : UNKNOWN_STATE;
}

/** Codes of three places, fillers added, as sign numbers one after another. */
const STATES = Uint8Array.from(
  STATE_CODES.flatMap((code) => Array.from(code.padEnd(3, '<'), (sign) => SIGNS.indexOf(sign))),
);

/** Whole readings of all guarded places, best first. */
function combine(model: ZoneModel, candidates: Candidates, today: string): Ending[] {
  let heads: Ending[] = [{ score: 0, residue: 0, parts: [], composite: -1 }];
  for (const group of model.groups) {
    const readings = readGroup(group, candidates, today);
    const grown: Ending[] = [];
    for (const head of heads) {
      for (const reading of readings) {
        const residue = (head.residue + reading.residue) % 10;
        grown.push({ score: head.score + reading.score, residue, parts: [...head.parts, reading], composite: -1 });
      }
    }
    heads = bestPerResidue(grown);
  }
  if (model.compositeAt < 0) return heads.toSorted((a, b) => b.score - a.score);
  const endings: Ending[] = [];
  const base = model.compositeAt * MOST_SIGNS;
  for (const head of heads) {
    for (let n = 0; n < (candidates.count[model.compositeAt] ?? 0); n += 1) {
      const sign = candidates.sign[base + n] ?? 0;
      const right = sign < 10 && VALUES[sign] === head.residue;
      const score = head.score + (candidates.score[base + n] ?? 0) + (right ? 0 : WRONG_DIGIT);
      endings.push({ ...head, score, composite: sign });
    }
  }
  return endings.sort((a, b) => b.score - a.score);
}

function bestPerResidue(endings: Ending[]): Ending[] {
  endings.sort((a, b) => b.score - a.score);
  const kept = new Uint8Array(10);
  return endings.filter(({ residue }) => {
    kept[residue] = (kept[residue] ?? 0) + 1;
    return (kept[residue] ?? 0) <= KEEP;
  });
}

/** The likeliest sign everywhere, whatever the check digits say: what is left when pleasing them costs too much. */
function asRead(model: ZoneModel, candidates: Candidates): Ending {
  let score = 0;
  const top = (place: number): number => {
    score += candidates.score[place * MOST_SIGNS] ?? 0;
    return candidates.sign[place * MOST_SIGNS] ?? 0;
  };
  const parts = model.groups.map((group): GroupReading => {
    if (group.hasDigit) score += WRONG_DIGIT;
    return { score: 0, signs: Uint8Array.from(group.places, top), residue: 0 };
  });
  const composite = model.compositeAt < 0 ? -1 : top(model.compositeAt);
  return { score: score + (composite < 0 ? 0 : WRONG_DIGIT), residue: -1, parts, composite };
}

function isSmallChange(model: ZoneModel, ending: Ending, candidates: Candidates): boolean {
  let all = 0;
  let most = 0;
  eachSign(model, ending, (place, sign) => {
    const base = place * MOST_SIGNS;
    for (let n = 0; n < (candidates.count[place] ?? 0); n += 1) {
      if (candidates.sign[base + n] !== sign) continue;
      const loss = (candidates.score[base] ?? 0) - (candidates.score[base + n] ?? 0);
      all += loss;
      most = Math.max(most, loss);
    }
  });
  return most <= MOST_LOSS_AT_ONE && all <= MOST_LOSS_IN_ALL;
}

/** Writes the chosen reading and each place's share among all readings; returns the whole reading's share. */
function spread(
  model: ZoneModel, endings: readonly Ending[], chosen: Ending, candidates: Candidates,
  shares: Float64Array, signs: Uint8Array, confidence: Float64Array,
): number {
  const top = Math.max(endings[0]?.score ?? -Infinity, chosen.score);
  eachSign(model, chosen, (place, sign) => { signs[place] = sign; confidence[place] = 0; });
  let total = 0;
  for (const ending of endings.includes(chosen) ? endings : [chosen, ...endings]) {
    const weight = Math.exp(ending.score - top);
    if (weight < 1e-9) break;
    total += weight;
    eachSign(model, ending, (place, sign) => {
      if (signs[place] === sign) confidence[place] = (confidence[place] ?? 0) + weight;
    });
  }
  let whole = Math.exp(chosen.score - top) / total;
  const passes = ownDigitsPass(model, chosen) ? PASSES_UNSEEN : 1;
  eachSign(model, chosen, (place) => {
    let listed = 0;
    for (let n = 0; n < (candidates.count[place] ?? 0); n += 1) {
      listed += shares[place * SIGN_COUNT + (candidates.sign[place * MOST_SIGNS + n] ?? 0)] ?? 0;
    }
    const trust = 1 - Math.max(0, 1 - listed) * passes;
    confidence[place] = ((confidence[place] ?? 0) / total) * trust;
    whole *= trust;
  });
  return whole;
}

/** Whether the composite, or for want of one every own check digit, fits the reading. */
function ownDigitsPass(model: ZoneModel, ending: Ending): boolean {
  if (model.compositeAt >= 0) return ending.composite < 10 && VALUES[ending.composite] === ending.residue;
  return model.groups.every((group, g) => {
    const read = ending.parts[g]?.signs ?? new Uint8Array(0);
    return group.own.some((weights) => {
      const sum = weights.reduce((acc, weight, k) => acc + weight * (VALUES[read[k] ?? 0] ?? 0), 0);
      return read.at(-1) === sum % 10;
    });
  });
}

function eachSign(model: ZoneModel, ending: Ending, visit: (place: number, sign: number) => void): void {
  model.groups.forEach((group, g) => {
    const read = ending.parts[g]?.signs;
    group.places.forEach((place, k) => visit(place, read?.[k] ?? 0));
  });
  if (model.compositeAt >= 0) visit(model.compositeAt, ending.composite);
}

function softmaxRows(scores: Float64Array): Float64Array {
  const out = new Float64Array(scores.length);
  for (let row = 0; row < scores.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = 0; c < SIGN_COUNT; c += 1) most = Math.max(most, scores[row + c] ?? -Infinity);
    let sum = 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) sum += out[row + c] = Math.exp((scores[row + c] ?? -Infinity) - most);
    for (let c = 0; c < SIGN_COUNT; c += 1) out[row + c] = (out[row + c] ?? 0) / sum;
  }
  return out;
}

/**
 * The likeliest ways to read a group of places bound by check digits: exact, by dynamic programming over the two sums
 * modulo ten (the group's own and its share of the composite), keeping the best few ways of every pair of sums.
 */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { readMrzDate } from '../../../shared/mrz/dates.ts';
import { FILLER_INDEX, SIGN_COUNT, VALUES, type Group } from './zone-model.ts';

export type GroupReading = {
  /** Natural log: evidence, priors and what the group's own rules cost. */
  readonly score: number;
  /** Sign (0..36) of each place, in the group's order. */
  readonly signs: Uint8Array;
  /** Share of the composite's sum, modulo ten. */
  readonly residue: number;
};

/** Signs worth thinking of at each place, best first: `sign[place * MOST_SIGNS + k]` and its log score. */
export type Candidates = { readonly count: Uint8Array; readonly sign: Uint8Array; readonly score: Float64Array };

/** Enough for all ten digits at a place that was not seen. */
export const MOST_SIGNS = 12;
/** Signs further than this many nats behind the best of their place are not thought of. */
export const SIGN_DEPTH = 6;
/** A wrong check digit: about one document in a hundred has one printed wrong. */
export const WRONG_DIGIT = -4.5;
const IMPOSSIBLE_DATE = -4;
const WAYS = 2;
const STATES = 100 * WAYS;
const KEEP_PER_RESIDUE = 4;
const LOOKED_AT = 64;

/** The best few signs of every place, by evidence and prior together. */
export function candidatesOf(scores: Float64Array): Candidates {
  const size = scores.length / SIGN_COUNT;
  const out = {
    count: new Uint8Array(size), sign: new Uint8Array(size * MOST_SIGNS), score: new Float64Array(size * MOST_SIGNS),
  };
  for (let place = 0; place < size; place += 1) {
    const base = place * MOST_SIGNS;
    let count = 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) {
      const score = scores[place * SIGN_COUNT + c] ?? -Infinity;
      if (count === MOST_SIGNS && score <= (out.score[base + count - 1] ?? 0)) continue;
      let k = count < MOST_SIGNS ? count : MOST_SIGNS - 1;
      while (k > 0 && (out.score[base + k - 1] ?? 0) < score) {
        out.score[base + k] = out.score[base + k - 1] ?? 0;
        out.sign[base + k] = out.sign[base + k - 1] ?? 0;
        k -= 1;
      }
      out.score[base + k] = score;
      out.sign[base + k] = c;
      if (count < MOST_SIGNS) count += 1;
    }
    const least = (out.score[base] ?? 0) - SIGN_DEPTH;
    while (count > 1 && (out.score[base + count - 1] ?? 0) < least) count -= 1;
    out.count[place] = count;
  }
  return out;
}

const now = new Float64Array(STATES);
const next = new Float64Array(STATES);

/** The best readings of a group, a few for each share of the composite, best first. */
export function readGroup(group: Group, candidates: Candidates, today: string): GroupReading[] {
  const found: GroupReading[] = [];
  for (const own of group.own.length > 0 ? group.own : [group.places.map(() => 0)]) {
    found.push(...waysThrough(group, own, candidates, today));
  }
  found.sort((a, b) => b.score - a.score);
  const kept: GroupReading[] = [];
  const perResidue = new Uint8Array(10);
  const known = new Set<string>();
  for (const reading of found) {
    const text = reading.signs.join();
    if ((perResidue[reading.residue] ?? 0) >= KEEP_PER_RESIDUE || known.has(text)) continue;
    known.add(text);
    perResidue[reading.residue] = (perResidue[reading.residue] ?? 0) + 1;
    kept.push(reading);
  }
  return kept;
}

type Way = { score: number; state: number; digit: number };

function waysThrough(group: Group, own: readonly number[], candidates: Candidates, today: string): GroupReading[] {
  const { places, composite, hasDigit } = group;
  const inner = hasDigit ? places.length - 1 : places.length;
  // Places without a choice only shift both sums; those with one are stages of the dynamic programme.
  const stages: number[] = [];
  let [fixedScore, fixedOwn, fixedShare] = [0, 0, 0];
  for (let k = 0; k < inner; k += 1) {
    const place = places[k] ?? 0;
    if ((candidates.count[place] ?? 0) > 1) {
      stages.push(k);
      continue;
    }
    const value = VALUES[candidates.sign[place * MOST_SIGNS] ?? 0] ?? 0;
    fixedScore += candidates.score[place * MOST_SIGNS] ?? 0;
    fixedOwn += value * (own[k] ?? 0);
    fixedShare += value * (composite[k] ?? 0);
  }
  const from = new Int16Array(stages.length * STATES);
  const chosen = new Uint8Array(stages.length * STATES);
  now.fill(-Infinity);
  now[((fixedOwn % 10) * 10 + (fixedShare % 10)) * WAYS] = fixedScore;
  for (let s = 0; s < stages.length; s += 1) {
    const k = stages[s] ?? 0;
    const rows = [from.subarray(s * STATES), chosen.subarray(s * STATES)] as const;
    stage(places[k] ?? 0, own[k] ?? 0, composite[k] ?? 0, candidates, ...rows);
  }
  const ways = closings(group, candidates);
  ways.sort((a, b) => b.score - a.score);
  const readings = ways.slice(0, LOOKED_AT).map((way) => trace(group, way, stages, from, chosen, candidates));
  return readings.map((reading) => underRules(group, own, reading, today));
}

/** One place more: from every pair of sums by every sign to the next pair, the best few ways each. */
function stage(
  place: number, own: number, share: number, candidates: Candidates, from: Int16Array, chosen: Uint8Array,
): void {
  next.fill(-Infinity);
  const count = candidates.count[place] ?? 0;
  for (let state = 0; state < STATES; state += 1) {
    const score = now[state] ?? -Infinity;
    if (score === -Infinity) continue;
    const sums = Math.floor(state / WAYS);
    const [ownSum, shareSum] = [Math.floor(sums / 10), sums % 10];
    for (let n = 0; n < count; n += 1) {
      const sign = candidates.sign[place * MOST_SIGNS + n] ?? 0;
      const value = VALUES[sign] ?? 0;
      const total = score + (candidates.score[place * MOST_SIGNS + n] ?? 0);
      const base = (((ownSum + value * own) % 10) * 10 + ((shareSum + value * share) % 10)) * WAYS;
      for (let w = 0; w < WAYS; w += 1) {
        if (total <= (next[base + w] ?? -Infinity)) continue;
        for (let v = WAYS - 1; v > w; v -= 1) {
          next[base + v] = next[base + v - 1] ?? -Infinity;
          from[base + v] = from[base + v - 1] ?? 0;
          chosen[base + v] = chosen[base + v - 1] ?? 0;
        }
        next[base + w] = total;
        from[base + w] = state;
        chosen[base + w] = n;
        break;
      }
    }
  }
  now.set(next);
}

/** Every end state with every sign the check digit's place may be (or none, for a group without). */
function closings(group: Group, candidates: Candidates): Way[] {
  const ways: Way[] = [];
  const place = group.places.at(-1) ?? 0;
  for (let state = 0; state < STATES; state += 1) {
    const score = now[state] ?? -Infinity;
    if (score === -Infinity) continue;
    if (!group.hasDigit) {
      ways.push({ score, state, digit: -1 });
      continue;
    }
    const ownSum = Math.floor(state / WAYS / 10);
    for (let n = 0; n < (candidates.count[place] ?? 0); n += 1) {
      const sign = candidates.sign[place * MOST_SIGNS + n] ?? 0;
      const right = sign < 10 && sign === ownSum;
      // A filler may yet turn out right, for an empty field; the rules look at that with all signs in hand.
      const cost = right || sign === FILLER_INDEX ? 0 : WRONG_DIGIT;
      ways.push({ score: score + (candidates.score[place * MOST_SIGNS + n] ?? 0) + cost, state, digit: sign });
    }
  }
  return ways;
}

function trace(
  group: Group, way: Way, stages: readonly number[], from: Int16Array, chosen: Uint8Array, candidates: Candidates,
): GroupReading {
  const signs = new Uint8Array(group.places.length);
  group.places.forEach((place, k) => { signs[k] = candidates.sign[place * MOST_SIGNS] ?? 0; });
  let { state } = way;
  for (let s = stages.length - 1; s >= 0; s -= 1) {
    const k = stages[s] ?? 0;
    signs[k] = candidates.sign[(group.places[k] ?? 0) * MOST_SIGNS + (chosen[s * STATES + state] ?? 0)] ?? 0;
    state = from[s * STATES + state] ?? 0;
  }
  let residue = Math.floor(way.state / WAYS) % 10;
  if (way.digit >= 0) {
    signs[signs.length - 1] = way.digit;
    residue = (residue + (VALUES[way.digit] ?? 0) * (group.composite.at(-1) ?? 0)) % 10;
  }
  return { score: way.score, signs, residue };
}

/** What only shows when all signs are known: a filler for a check digit, and dates no calendar has. */
function underRules(group: Group, own: readonly number[], reading: GroupReading, today: string): GroupReading {
  let { score } = reading;
  const inner = reading.signs.subarray(0, group.hasDigit ? -1 : undefined);
  if (group.hasDigit && reading.signs.at(-1) === FILLER_INDEX && !inner.every((sign) => sign === FILLER_INDEX)) {
    score += WRONG_DIGIT;
  }
  if (group.date !== null) {
    const raw = Array.from(inner, (sign) => SIGNS.charAt(sign)).join('');
    if (readMrzDate(raw, group.date, today).kind === 'impossible') score += IMPOSSIBLE_DATE;
  }
  return { ...reading, score };
}

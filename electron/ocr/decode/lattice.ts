/**
 * Fixed-length CTC: the probability of each sign at each of exactly L places, summed over every path that emits L signs
 * near their expected steps. Place-major: place i only hears from place i−1 and the blank between, so each is done once
 * for all its steps, and numbers stay in range by scaling place by place.
 */
import { CLASS_COUNT, SIGNS } from '../../../shared/mrz/alphabet.ts';
import type { Grid } from './grid.ts';

const SIGN_COUNT = SIGNS.length;

export type Alignment = {
  readonly length: number;
  /** Probability of each sign (0..36, order of SIGNS) at each place, row-major, each row summing to one. */
  readonly probs: Float64Array;
  /** Natural log of the probability of all strings of this length, timing included. */
  readonly logLikelihood: number;
  /** 0..1 a place: how much of a sign was seen there at all. */
  readonly seen: Float64Array;
  readonly grid: Grid;
};

/** Blanks outside the line cost no more than this a step: dirt beside a zone is no reason to move it. */
const MARGIN_BLANK_FLOOR = 0.02;
/** A sign's first step strays from its expected one by about so many pitches. */
const TIMING_SPREAD = 0.3;
/** Beyond so many pitches from its place a sign is not looked for. */
const REACH = 0.85;
/** Signs that nowhere near a place are more probable than this are left out there; nearly all are. */
const WORTH_FOLLOWING = 1e-4;
/** A place with less evidence of any sign than this is partly a guess. */
const SEEN_ENOUGH = 0.5;

const space = {
  alpha: new Float64Array(0), enter: new Float64Array(0), slot: new Float64Array(0), timing: new Float64Array(0),
};

function room(name: keyof typeof space, size: number): Float64Array {
  if (space[name].length < size) space[name] = new Float64Array(size);
  return space[name];
}

/** Aligns posteriors (linear, `steps` rows) to the grid. Places outside the strip come out as all signs alike. */
export function align(probs: Float64Array, steps: number, grid: Grid): Alignment {
  const { times, pitch } = grid;
  const length = times.length;
  let first = 0;
  let last = length - 1;
  while (first < length && (times[first] ?? 0) < -0.3 * pitch) first += 1;
  while (last >= 0 && (times[last] ?? 0) > steps - 1 + 0.3 * pitch) last -= 1;
  const result = new Float64Array(length * SIGN_COUNT).fill(1 / SIGN_COUNT);
  const seen = new Float64Array(length);
  if (last < first) return { length, probs: result, logLikelihood: -Infinity, seen, grid };

  const reach = Math.max(2, Math.round(pitch * REACH));
  const width = 2 * reach + 2;
  const lows = new Int32Array(length);
  const highs = new Int32Array(length);
  for (let i = first; i <= last; i += 1) {
    lows[i] = clamp(Math.floor((times[i] ?? 0) - reach), i > first ? lows[i - 1] ?? 0 : 0, steps - 1);
    highs[i] = clamp(Math.ceil((times[i] ?? 0) + reach), lows[i] ?? 0, Math.min(steps - 1, (lows[i] ?? 0) + width - 1));
  }
  const alpha = room('alpha', length * width * SIGN_COUNT).fill(0, 0, length * width * SIGN_COUNT);
  const enter = room('enter', length * width * SIGN_COUNT);
  const signs = new Uint8Array(length * SIGN_COUNT);
  const counts = new Uint8Array(length);
  const timings = room('timing', length * width);
  const spread = 2 * (pitch * TIMING_SPREAD) ** 2;
  for (let i = first; i <= last; i += 1) follow(i);
  const margins = marginBlanks(probs, steps);

  let log = 0;
  for (let i = first; i <= last; i += 1) log += forward(i, i === first);
  const total = finish();
  for (let i = last; i >= first; i -= 1) backward(i);
  for (let i = first; i <= last; i += 1) settle(i);
  return { length, probs: result, logLikelihood: log + total, seen, grid };

  /** Lists the signs worth following at place i, and how well each step fits its expected one. */
  function follow(i: number): void {
    const [lo, hi] = [lows[i] ?? 0, highs[i] ?? 0];
    for (let t = lo; t <= hi; t += 1) timings[i * width + t - lo] = Math.exp(-((t - (times[i] ?? 0)) ** 2) / spread);
    let count = 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) {
      for (let t = lo; t <= hi; t += 1) {
        if ((probs[t * CLASS_COUNT + 1 + c] ?? 0) <= WORTH_FOLLOWING) continue;
        signs[i * SIGN_COUNT + count] = c;
        count += 1;
        break;
      }
    }
    // A place where nothing is seen follows them all, so that its paths stay alive.
    if (count === 0) for (; count < SIGN_COUNT; count += 1) signs[i * SIGN_COUNT + count] = count;
    counts[i] = count;
  }

  function rowSum(i: number, row: number): number {
    let sum = 0;
    const list = i * SIGN_COUNT;
    const count = counts[i] ?? 0;
    for (let n = 0; n < count; n += 1) sum += alpha[row + (signs[list + n] ?? 0)] ?? 0;
    return sum;
  }

  function timing(i: number, t: number): number {
    return timings[i * width + t - (lows[i] ?? 0)] ?? 0;
  }

  /** Masses of place i at its steps; returns the log of the scale taken out. */
  function forward(i: number, isFirst: boolean): number {
    const [lo, hi, base] = [lows[i] ?? 0, highs[i] ?? 0, i * width * SIGN_COUNT];
    const [loBefore, hiBefore, before] = [lows[i - 1] ?? 0, highs[i - 1] ?? 0, (i - 1) * width * SIGN_COUNT];
    const slot = room('slot', steps + 1);
    let offset = 0;
    if (isFirst) {
      // The blank before the first sign starts at the strip's edge.
      offset = margins.before[lo] ?? 0;
      for (let t = lo; t <= hi; t += 1) slot[t] = Math.exp((margins.before[t] ?? 0) - offset);
    } else {
      // slot[t] is the mass of paths that are blank at step t−1, after place i−1.
      slot[loBefore] = 0;
      for (let t = loBefore; t < hi; t += 1) {
        const left = t > loBefore && t - 1 <= hiBefore ? rowSum(i - 1, before + (t - 1 - loBefore) * SIGN_COUNT) : 0;
        slot[t + 1] = ((slot[t] ?? 0) + left) * (probs[t * CLASS_COUNT] ?? 0);
      }
    }
    const count = counts[i] ?? 0;
    let peak = 0;
    for (let t = lo; t <= hi; t += 1) {
      const row = base + (t - lo) * SIGN_COUNT;
      const weight = timing(i, t);
      const direct = !isFirst && t - 1 >= loBefore && t - 1 <= hiBefore;
      const beforeRow = before + (t - 1 - loBefore) * SIGN_COUNT;
      const sum = direct ? rowSum(i - 1, beforeRow) : 0;
      const blank = slot[t] ?? 0;
      for (let n = 0; n < count; n += 1) {
        const c = signs[i * SIGN_COUNT + n] ?? 0;
        const other = direct ? Math.max(0, sum - (alpha[beforeRow + c] ?? 0)) : 0;
        const p = probs[t * CLASS_COUNT + 1 + c] ?? 0;
        const come = weight * (blank + other) * p;
        enter[row + c] = come;
        const stay = t > lo ? (alpha[row - SIGN_COUNT + c] ?? 0) * p : 0;
        const mass = come + stay;
        alpha[row + c] = mass;
        if (mass > peak) peak = mass;
      }
    }
    if (peak <= 0) peak = Number.MIN_VALUE;
    const scale = 1 / peak;
    for (let k = base; k < base + (hi - lo + 1) * SIGN_COUNT; k += 1) alpha[k] = (alpha[k] ?? 0) * scale;
    return offset + Math.log(peak);
  }

  function finish(): number {
    const [lo, hi, base] = [lows[last] ?? 0, highs[last] ?? 0, last * width * SIGN_COUNT];
    let sum = 0;
    for (let t = lo; t <= hi; t += 1) sum += rowSum(last, base + (t - lo) * SIGN_COUNT) * blankToEnd(t, hi);
    return Math.log(Math.max(sum, Number.MIN_VALUE)) + (margins.after[hi + 1] ?? 0);
  }

  /** Probability that all is blank after step t, in units of the same after `hi`: the strip may go on for long. */
  function blankToEnd(t: number, hi: number): number {
    return Math.exp((margins.after[t + 1] ?? 0) - (margins.after[hi + 1] ?? 0));
  }

  /** Turns alpha rows of place i into beta rows (what is to come), scaled; alpha is no longer needed there. */
  function backward(i: number): void {
    const [lo, hi, base] = [lows[i] ?? 0, highs[i] ?? 0, i * width * SIGN_COUNT];
    const isLast = i === last;
    const [loNext, hiNext, next] = [lows[i + 1] ?? 0, highs[i + 1] ?? 0, (i + 1) * width * SIGN_COUNT];
    const slot = room('slot', steps + 2);
    if (!isLast) {
      // slot[t]: what is to come when step t is blank between place i and the next.
      slot[hiNext] = 0;
      for (let t = hiNext - 1; t >= lo; t -= 1) {
        const coming = t + 1 >= loNext ? entering(i + 1, t + 1, next, loNext) : 0;
        slot[t] = (probs[(t + 1) * CLASS_COUNT] ?? 0) * (slot[t + 1] ?? 0) + coming;
      }
    }
    const count = counts[i] ?? 0;
    let peak = 0;
    for (let t = hi; t >= lo; t -= 1) {
      const row = base + (t - lo) * SIGN_COUNT;
      const inNext = !isLast && t + 1 >= loNext && t + 1 <= hiNext;
      const nextRow = next + (t + 1 - loNext) * SIGN_COUNT;
      const weight = inNext ? timing(i + 1, t + 1) : 0;
      const sum = inNext ? entering(i + 1, t + 1, next, loNext) : 0;
      const blank = isLast
        ? blankToEnd(t, hi)
        : t + 1 <= hiNext ? (probs[(t + 1) * CLASS_COUNT] ?? 0) * (slot[t + 1] ?? 0) : 0;
      for (let n = 0; n < count; n += 1) {
        const c = signs[i * SIGN_COUNT + n] ?? 0;
        const p = t < steps - 1 ? probs[(t + 1) * CLASS_COUNT + 1 + c] ?? 0 : 0;
        const stay = t < hi ? p * (alpha[row + SIGN_COUNT + c] ?? 0) : 0;
        const other = inNext ? Math.max(0, sum - weight * p * (alpha[nextRow + c] ?? 0)) : 0;
        const mass = stay + blank + other;
        alpha[row + c] = mass;
        if (mass > peak) peak = mass;
      }
    }
    const scale = 1 / Math.max(peak, Number.MIN_VALUE);
    for (let k = base; k < base + (hi - lo + 1) * SIGN_COUNT; k += 1) alpha[k] = (alpha[k] ?? 0) * scale;
  }

  /** Sum over signs of entering place i at step t and all that follows. */
  function entering(i: number, t: number, base: number, lo: number): number {
    const row = base + (t - lo) * SIGN_COUNT;
    let sum = 0;
    const count = counts[i] ?? 0;
    for (let n = 0; n < count; n += 1) {
      const c = signs[i * SIGN_COUNT + n] ?? 0;
      sum += (probs[t * CLASS_COUNT + 1 + c] ?? 0) * (alpha[row + c] ?? 0);
    }
    return timing(i, t) * sum;
  }

  /** Probability of each sign at place i: entering it as that sign times all that follows. */
  function settle(i: number): void {
    const [lo, hi, base] = [lows[i] ?? 0, highs[i] ?? 0, i * width * SIGN_COUNT];
    const out = i * SIGN_COUNT;
    let sum = 0;
    let most = 0;
    result.fill(0, out, out + SIGN_COUNT);
    const count = counts[i] ?? 0;
    for (let n = 0; n < count; n += 1) {
      const c = signs[i * SIGN_COUNT + n] ?? 0;
      let mass = 0;
      for (let t = lo; t <= hi; t += 1) {
        const k = base + (t - lo) * SIGN_COUNT + c;
        mass += (enter[k] ?? 0) * (alpha[k] ?? 0);
      }
      result[out + c] = mass;
      sum += mass;
    }
    const centre = times[i] ?? 0;
    for (let t = lo; t <= hi; t += 1) {
      if (Math.abs(t - centre) <= pitch * 0.6) most = Math.max(most, 1 - (probs[t * CLASS_COUNT] ?? 0));
    }
    seen[i] = most;
    const trust = sum > 0 ? Math.min(1, most / SEEN_ENOUGH) : 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) {
      const share = sum > 0 ? (result[out + c] ?? 0) / sum : 0;
      result[out + c] = trust * share + (1 - trust) / SIGN_COUNT;
    }
  }
}

/** Log-probability that all steps before (or from) each step are blank. */
function marginBlanks(probs: Float64Array, steps: number): { before: Float64Array; after: Float64Array } {
  const before = new Float64Array(steps + 1);
  const after = new Float64Array(steps + 2);
  const blank = (t: number): number => Math.log(Math.max(probs[t * CLASS_COUNT] ?? 1, MARGIN_BLANK_FLOOR));
  for (let t = 0; t < steps; t += 1) before[t + 1] = (before[t] ?? 0) + blank(t);
  for (let t = steps - 1; t >= 0; t -= 1) after[t] = (after[t + 1] ?? 0) + blank(t);
  return { before, after };
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

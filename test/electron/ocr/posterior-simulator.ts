/**
 * Posteriors such as the recogniser gives, without it: for a line of text, spikes about 4.75 steps apart with blank
 * between, look-alikes sharing each spike's mass, jitter, now and then two steps wide. Same seed, same posteriors.
 */
import { CLASS_COUNT, SIGNS, classOfSign } from '../../../shared/mrz/alphabet.ts';
import type { LinePosterior } from '../../../electron/ocr/decode/posterior.ts';
import type { Quad } from '../../../shared/reading.ts';

export type Simulation = {
  readonly seed?: number;
  /** 0 a clean scan, 1 so blurred that a third of the signs are misread. */
  readonly noise?: number;
  readonly pitch?: number;
  /** Pitches of margin left and right; negative cuts signs off. */
  readonly marginLeft?: number;
  readonly marginRight?: number;
  /** What the eye sees at a column instead: shares of signs, summing to at most one; the printed one has the rest. */
  readonly seen?: Readonly<Record<number, Readonly<Record<string, number>>>>;
  /** Columns at which nothing is seen: a hole, a stamp, a flash. */
  readonly unseen?: readonly number[];
  /** Bend of the pitch over the line: 0.1 makes the last pitch a tenth wider than the middle one. */
  readonly bend?: number;
};

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'OQD', O: '0QD', '1': 'IL', I: '1L', '2': 'Z', Z: '2', '5': 'S', S: '5', '8': 'B', B: '8', '6': 'G', G: '6',
  M: 'NH', N: 'MH', H: 'NM', V: 'YU', Y: 'V', U: 'V', K: 'X', C: 'G', D: '0O', E: 'F', F: 'EP', P: 'F', '<': 'KC',
};

/** A small generator (mulberry32) giving 0..1. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Posteriors of one line; its quad is 100 px high and as wide as ten px a step, lines 100 px apart. */
export function simulateLine(text: string, options: Simulation = {}, row = 0): LinePosterior {
  const { seed = 1, noise = 0.05, pitch = 4.75, marginLeft = 1.5, marginRight = 1.5, bend = 0 } = options;
  const random = randomOf(seed * 7919 + row * 104729 + 17);
  const length = text.length;
  const at = (column: number): number => {
    const x = column - (length - 1) / 2;
    return (marginLeft + 0.5 + column + (bend * x * x) / length - (bend * ((length - 1) / 2) ** 2) / length) * pitch;
  };
  const steps = Math.max(8, Math.round(at(length - 1) + (0.5 + marginRight) * pitch));
  const mass = new Float64Array(steps * CLASS_COUNT);
  Array.from(text).forEach((sign, column) => {
    if (options.unseen?.includes(column) === true) return;
    const shares = sharesOf(sign, options.seen?.[column], noise, random);
    const centre = Math.round(at(column) + gaussian(random) * (0.25 + noise));
    const wide = random() < 0.35;
    const strength = Math.max(0.3, 1 - random() * (0.02 + noise * 0.5));
    for (const step of wide ? [centre, centre + (random() < 0.5 ? 1 : -1)] : [centre]) {
      if (step < 0 || step >= steps) continue;
      const height = step === centre ? strength : strength * random();
      for (const [seen, share] of shares) {
        const cell = step * CLASS_COUNT + classOfSign(seen);
        mass[cell] = Math.max(mass[cell] ?? 0, share * height);
      }
    }
  });
  return { logProbs: logRows(mass, steps, random, noise), steps, quad: quadOf(steps, row) };
}

/** A whole zone, line under line. `options` may differ by line. */
export function simulateZone(
  lines: readonly string[], options: Simulation = {}, byLine: Readonly<Record<number, Simulation>> = {},
): LinePosterior[] {
  return lines.map((text, row) => simulateLine(text, { ...options, ...byLine[row] }, row));
}

function sharesOf(
  sign: string, seen: Readonly<Record<string, number>> | undefined, noise: number, random: () => number,
): [string, number][] {
  if (seen !== undefined) {
    const rest = 1 - Object.values(seen).reduce((sum, share) => sum + share, 0);
    return [...Object.entries(seen), [sign, Math.max(rest, 1e-5)]];
  }
  // Evidence for the printed sign and each of its look-alikes, as log-odds with noise.
  const odds = new Map([[sign, 9 - 8 * noise + gaussian(random) * noise * 2]]);
  for (const other of LOOK_ALIKES[sign] ?? '') odds.set(other, gaussian(random) * (0.3 + noise * 2) - 1);
  const stray = SIGNS.charAt(Math.floor(random() * SIGNS.length));
  if (!odds.has(stray)) odds.set(stray, gaussian(random) - 3);
  const total = [...odds.values()].reduce((sum, value) => sum + Math.exp(value), 0);
  return [...odds].map(([s, value]): [string, number] => [s, Math.exp(value) / total]);
}

function logRows(mass: Float64Array, steps: number, random: () => number, noise: number): Float32Array {
  const logs = new Float32Array(steps * CLASS_COUNT);
  for (let t = 0; t < steps; t += 1) {
    const row = t * CLASS_COUNT;
    let total = 0;
    for (let c = 1; c < CLASS_COUNT; c += 1) {
      const cell = (mass[row + c] ?? 0) + 1e-6 + random() * 1e-4 * noise;
      mass[row + c] = cell;
      total += cell;
    }
    mass[row] = Math.max(1 - total, 0.002);
    total += mass[row] ?? 0;
    for (let c = 0; c < CLASS_COUNT; c += 1) logs[row + c] = Math.log((mass[row + c] ?? 0) / total);
  }
  return logs;
}

function quadOf(steps: number, row: number): Quad {
  const [right, top] = [steps * 10, row * 100];
  return [[0, top], [right, top], [right, top + 100], [0, top + 100]];
}

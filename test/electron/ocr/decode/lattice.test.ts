import { describe, expect, it } from 'vitest';
import { gridsFor } from '../../../../electron/ocr/decode/grid.ts';
import { align } from '../../../../electron/ocr/decode/lattice.ts';
import { probabilitiesOf, spikesOf } from '../../../../electron/ocr/decode/posterior.ts';
import { CLASS_COUNT, SIGNS } from '../../../../shared/mrz/alphabet.ts';
import { randomOf, simulateLine } from '../posterior-simulator.ts';

const LINE = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';

function best(text: string, options: Parameters<typeof simulateLine>[1]): { text: string; seen: number[] } {
  const line = simulateLine(text, options);
  const probs = probabilitiesOf(line);
  const [grid] = gridsFor(spikesOf(probs, line.steps).spikes, text.length);
  if (grid === undefined) throw new Error('no grid fits');
  const { probs: places, seen } = align(probs, line.steps, grid);
  const signs = Array.from({ length: text.length }, (_, place) => {
    const row = Array.from(places.subarray(place * 37, place * 37 + 37));
    expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    return SIGNS.charAt(row.indexOf(Math.max(...row)));
  });
  return { text: signs.join(''), seen: Array.from(seen) };
}

describe('fixed-length alignment', () => {
  it('reads a clean line whatever its margins, pitch and bend', () => {
    const ways = [
      { seed: 1 }, { seed: 2, pitch: 4, marginLeft: 3, bend: 0.04 },
      { seed: 3, pitch: 6.2, marginLeft: 0.6, bend: -0.04 }, { seed: 4, pitch: 3.6, marginLeft: 1 },
    ];
    for (const way of ways) expect(best(LINE, way).text).toBe(LINE);
  });

  it('keeps count of fillers through a hole in the middle of a run', () => {
    const hole = best(LINE, { unseen: [30, 31, 32] });
    expect(hole.text.slice(0, 30)).toBe(LINE.slice(0, 30));
    expect(hole.text.slice(33)).toBe(LINE.slice(33));
    expect(Math.max(...hole.seen.slice(30, 33))).toBeLessThan(0.2);
  });

  it('is unsure, not confident, of places where nothing was seen', () => {
    const line = simulateLine(LINE, { unseen: [7] });
    const probs = probabilitiesOf(line);
    const [grid] = gridsFor(spikesOf(probs, line.steps).spikes, 44);
    if (grid === undefined) throw new Error('no grid fits');
    const row = align(probs, line.steps, grid).probs.subarray(7 * 37, 8 * 37);
    expect(Math.max(...row)).toBeLessThan(0.1);
  });

  it('agrees with summing over every path, on lines short enough to try them all', () => {
    const random = randomOf(5);
    const steps = 7;
    const logProbs = new Float32Array(steps * CLASS_COUNT).fill(Math.log(1e-9));
    for (let t = 0; t < steps; t += 1) {
      const row = [0, 11, 12, 37].map(() => random() + 0.05);
      const sum = row.reduce((total, value) => total + value, 0);
      [0, 11, 12, 37].forEach((c, k) => { logProbs[t * CLASS_COUNT + c] = Math.log((row[k] ?? 0) / sum); });
    }
    const probs = probabilitiesOf({ logProbs, steps });
    // A pitch this wide makes the timing prior flat and lets every place reach every step.
    const times = Float64Array.from([3, 3, 3]);
    const { probs: places } = align(probs, steps, { times, pitch: 400, cost: 0, stray: 0 });
    const truth = new Float64Array(3 * 37);
    const visit = (t: number, mass: number, text: number[], last: number): void => {
      if (t === steps) {
        if (text.length === 3) text.forEach((c, i) => { truth[i * 37 + c - 1] = (truth[i * 37 + c - 1] ?? 0) + mass; });
        return;
      }
      for (const c of [0, 11, 12, 37]) {
        const p = mass * (probs[t * CLASS_COUNT + c] ?? 0);
        visit(t + 1, p, c === 0 || c === last ? text : [...text, c], c);
      }
    };
    visit(0, 1, [], 0);
    for (let place = 0; place < 3; place += 1) {
      const total = truth.subarray(place * 37, place * 37 + 37).reduce((sum, p) => sum + p, 0);
      for (const c of [11, 12, 37]) {
        expect(places[place * 37 + c - 1]).toBeCloseTo((truth[place * 37 + c - 1] ?? 0) / total, 2);
      }
    }
  });
});

describe('grids', () => {
  it('offer nothing for a line with far too few signs', () => {
    const { spikes } = spikesOf(probabilitiesOf(simulateLine('ABC')), simulateLine('ABC').steps);
    expect(gridsFor(spikes, 44)).toEqual([]);
  });
});

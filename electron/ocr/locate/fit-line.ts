/** Fits one line's axis, size and ends to its cells. */
import { CELL } from '../nets/nets.ts';
import type { LineCell } from './line-cells.ts';
import type { TextLine } from './text-line.ts';

/** A value seen at `s` along the line, with a weight. */
type Sample = { readonly s: number; readonly value: number; readonly weight: number };

/** Weighted least squares of value = c0 + c1·s + c2·s², or straight when `degree` is 1. */
function fitPolynomial(samples: readonly Sample[], degree: 0 | 1 | 2): [number, number, number] {
  const size = degree + 1;
  const scale = Math.max(1e-6, samples.reduce((most, { s }) => Math.max(most, Math.abs(s)), 0));
  // Σ weight·sᵏ and Σ weight·value·sᵏ, which the normal equations are made of.
  const moments = new Float64Array(2 * degree + 1);
  const products = new Float64Array(size);
  for (const { s, value, weight } of samples) {
    let term = weight;
    for (let power = 0; power < moments.length; power += 1, term *= s / scale) {
      moments[power] = (moments[power] ?? 0) + term;
      if (power < size) products[power] = (products[power] ?? 0) + term * value;
    }
  }
  const rows = Array.from({ length: size }, (_, row) =>
    [...moments.subarray(row, row + size), products[row] ?? 0]);
  const solved = solve(rows);
  return [solved[0] ?? 0, (solved[1] ?? 0) / scale, (solved[2] ?? 0) / scale ** 2];
}

/** Gaussian elimination with a slight ridge, so that too few samples give a flat answer instead of a wild one. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  const get = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const row = rows[pivot] as number[];
    row[pivot] = get(pivot, pivot) + 1e-9;
    for (let other = 0; other < size; other += 1) {
      if (other === pivot) continue;
      const factor = get(other, pivot) / get(pivot, pivot);
      const target = rows[other] as number[];
      for (let column = pivot; column <= size; column += 1) {
        target[column] = get(other, column) - factor * get(pivot, column);
      }
    }
  }
  return rows.map((_, row) => get(row, size) / get(row, row));
}

/** Fits, drops what lies far off, and fits again: a stamp's stray cells must not tilt the line. */
function fitRobustly(samples: readonly Sample[], degree: 0 | 1 | 2, tolerance: number): [number, number, number] {
  let kept = samples;
  let fit = fitPolynomial(kept, degree);
  for (let round = 0; round < 2; round += 1) {
    const [c0, c1, c2] = fit;
    const near = samples.filter(({ s, value }) => Math.abs(value - c0 - c1 * s - c2 * s * s) <= tolerance);
    if (near.length < degree + 2 || near.length === kept.length) break;
    kept = near;
    fit = fitPolynomial(kept, degree);
  }
  return fit;
}

/** Groups of samples along the line whose neighbours are no further apart than `gap`; each with centre and strength. */
function clusters(samples: readonly Sample[], gap: number): { centre: number; peak: number }[] {
  const sorted = [...samples].sort((one, other) => one.s - other.s);
  const found: { from: number; to: number; sum: number; weight: number; peak: number }[] = [];
  for (const { s, weight } of sorted) {
    const current = found.at(-1);
    if (current && s - current.to <= gap) {
      current.to = s;
      current.sum += s * weight;
      current.weight += weight;
      current.peak = Math.max(current.peak, weight);
    } else found.push({ from: s, to: s, sum: s * weight, weight, peak: weight });
  }
  return found.map(({ sum, weight, peak }) => ({ centre: sum / weight, peak }));
}

/** Ends are believed from this probability on. */
const END_THRESHOLD = 0.35;

/**
 * Parts a line fitted to its cells. Two zones standing side by side on one height come as one group: the group is cut where
 * a last sign is followed by a first one, and each part is a line of its own.
 */
export function partLine(line: TextLine, cells: readonly LineCell[]): TextLine[] {
  const along = (cell: LineCell): number =>
    (cell.axisX - line.x) * Math.cos(line.angle) + (cell.axisY - line.y) * Math.sin(line.angle);
  const ends = (of: 'first' | 'last'): { centre: number; peak: number }[] => clusters(
    cells.filter((cell) => cell[of] >= END_THRESHOLD).map((cell) => ({ s: along(cell), value: 0, weight: cell[of] })),
    2 * line.cap,
  );
  const firsts = ends('first');
  const lasts = ends('last');
  const cuts = lasts.flatMap((last) => {
    const next = firsts.find((first) => first.centre > last.centre);
    return next && firsts.some((first) => first.centre < last.centre) ? [(last.centre + next.centre) / 2] : [];
  });
  if (cuts.length === 0) return [line];
  const edges = [-Infinity, ...cuts, Infinity];
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? -Infinity;
    const part = cells.filter((cell) => along(cell) >= from && along(cell) < to);
    return part.length >= 4 ? [fitLine(part)] : [];
  });
}

/** Fits one line to cells that all belong to it. */
export function fitLine(cells: readonly LineCell[]): TextLine {
  let weights = 0;
  let [ux, uy, x, y] = [0, 0, 0, 0];
  for (const cell of cells) {
    const weight = cell.probability;
    weights += weight;
    ux += weight * cell.ux;
    uy += weight * cell.uy;
    x += weight * cell.axisX;
    y += weight * cell.axisY;
  }
  x /= weights;
  y /= weights;
  const rough = Math.atan2(uy, ux);
  const [cos, sin] = [Math.cos(rough), Math.sin(rough)];
  const spots = cells.map((cell) => ({
    cell,
    s: (cell.axisX - x) * cos + (cell.axisY - y) * sin,
    t: -(cell.axisX - x) * sin + (cell.axisY - y) * cos,
  }));
  const reach = Math.max(...spots.map(({ s }) => Math.abs(s)));
  const [meanCap] = fitPolynomial(spots.map(({ s, cell }) => ({ s, value: cell.cap, weight: cell.probability })), 0);

  const longEnough = (caps: number): boolean => 2 * reach >= caps * meanCap;
  const axisSamples = spots.map(({ s, t, cell }) => ({ s, value: t, weight: cell.probability }));
  // A short piece says nothing about a bend, a very short one not even about its slope.
  const [offset, slope, curve] = fitRobustly(axisSamples, longEnough(12) ? 2 : longEnough(3) ? 1 : 0, 0.6 * meanCap);
  const stretch = Math.hypot(1, slope);

  const capSamples = spots.map(({ s, cell }) => ({ s: s * stretch, value: cell.cap, weight: cell.probability }));
  const [cap, capSlope] = fitRobustly(capSamples, longEnough(12) ? 1 : 0, 0.35 * meanCap);

  const base = { x: x - offset * sin, y: y + offset * cos, angle: rough + Math.atan(slope) };
  return {
    ...base, cap, capSlope, bend: curve / stretch ** 3,
    ...findEnds(spots.map(({ s, cell }) => ({ s: s * stretch, cell })), meanCap),
    score: spots.reduce((sum, { cell }) => sum + cell.probability, 0) / spots.length,
  };
}

/**
 * In cap heights: how far the band reaches beyond the first and last sign, and how far inside the line's edge the
 * middle of the cells lies that are named first (or last). Both as `training/scenes.py` draws them.
 */
const BAND_BEYOND = 0.3;
const NAMED_INSIDE = 0.375;

/** Edges of the print: from the cells that name the first and last sign, else from where the cells stop. */
function findEnds(
  spots: readonly { readonly s: number; readonly cell: LineCell }[], cap: number,
): { start: number; end: number; startSeen: number; endSeen: number } {
  const solid = spots.filter(({ cell }) => cell.probability >= 0.5);
  const inside = solid.length > 0 ? solid : spots;
  const maskStart = Math.min(...inside.map(({ s }) => s)) - CELL / 2 + BAND_BEYOND * cap;
  const maskEnd = Math.max(...inside.map(({ s }) => s)) + CELL / 2 - BAND_BEYOND * cap;
  const named = (of: 'first' | 'last'): { centre: number; peak: number }[] => clusters(
    spots.filter(({ cell }) => cell[of] >= END_THRESHOLD).map(({ s, cell }) => ({ s, value: 0, weight: cell[of] })),
    2 * cap,
  );
  const first = named('first')[0];
  const last = named('last').at(-1);
  return {
    start: first ? settle(first.centre - NAMED_INSIDE * cap, maskStart, cap) : maskStart,
    end: last ? settle(last.centre + NAMED_INSIDE * cap, maskEnd, cap) : maskEnd,
    startSeen: first?.peak ?? 0,
    endSeen: last?.peak ?? 0,
  };
}

/** Two estimates of one edge: their mean when they agree, else the named sign's. */
const settle = (named: number, mask: number, cap: number): number =>
  Math.abs(named - mask) <= 1.5 * cap ? (named + mask) / 2 : named;

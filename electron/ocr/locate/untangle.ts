/** Parts groups of cells that run over into a neighbouring line: a few stray cells between two lines link them. */
import type { LineCell } from './line-cells.ts';

/** Distance from an axis, in cap heights, within which a cell belongs to it; and what a bend may add along the way. */
const NEAR = 0.5;
const BEND = 0.015;
/** Share of cells that must lie near one axis for the group to be one line. */
const OF_ONE_LINE = 0.85;
const FEWEST_CELLS = 4;
/** Hypotheses tried: every so-manieth cell's own axis, a long line has hundreds of cells. */
const MOST_HYPOTHESES = 40;

/** Whether `other` lies near the straight axis that `cell` says it is on. */
function liesNear(cell: LineCell, other: LineCell): boolean {
  const dx = other.axisX - cell.axisX;
  const dy = other.axisY - cell.axisY;
  const along = Math.abs(dx * cell.ux + dy * cell.uy);
  const across = Math.abs(dy * cell.ux - dx * cell.uy);
  return across <= NEAR * cell.cap + BEND * along;
}

/** The most cells that agree with one cell's axis. */
function largestLine(cells: readonly LineCell[]): LineCell[] {
  const stride = Math.max(1, Math.ceil(cells.length / MOST_HYPOTHESES));
  let [best, most] = [cells[0], 0];
  for (let index = 0; index < cells.length; index += stride) {
    const cell = cells[index] as LineCell;
    let count = 0;
    for (const other of cells) if (liesNear(cell, other)) count += 1;
    if (count > most) [best, most] = [cell, count];
    // No other can agree with more.
    if (most === cells.length) break;
  }
  return best === undefined ? [] : cells.filter((other) => liesNear(best, other));
}

/** The lines a group is made of: itself, when nearly all of its cells lie on one axis. */
export function untangle(cells: readonly LineCell[]): LineCell[][] {
  const line = largestLine(cells);
  if (line.length >= OF_ONE_LINE * cells.length) return [[...cells]];
  const rest = cells.filter((cell) => !line.includes(cell));
  return [line, ...(rest.length >= FEWEST_CELLS ? untangle(rest) : [])];
}

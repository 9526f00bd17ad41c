/** From the locator's maps to groups of cells, one group for each line of print. */
import { CELL, MAP, type LocatorMaps } from '../nets/nets.ts';
import { untangle } from './untangle.ts';

/** One cell that lies in the glyph band of a line; lengths in the locator's input pixels. */
export type LineCell = {
  readonly x: number;
  readonly y: number;
  readonly probability: number;
  /** Unit vector of the reading direction. */
  readonly ux: number;
  readonly uy: number;
  /** Where the cell says the line's axis is. */
  readonly axisX: number;
  readonly axisY: number;
  readonly cap: number;
  readonly first: number;
  readonly last: number;
};

/** Cells below this are background. Low: a line's ends and faded print fade out gradually. */
const CELL_THRESHOLD = 0.4;
/** Cells this many apart may still be neighbours, so that a stamp's edge does not cut a line in two. */
const REACH = 2;
const MIN_CELLS = 4;
/** Cosine of the turn allowed between neighbouring cells, 30°. */
const SAME_DIRECTION = 0.87;

function cellsOf(maps: LocatorMaps): (LineCell | undefined)[] {
  const { width, height, data } = maps;
  const plane = width * height;
  const at = (map: number, index: number): number => data[map * plane + index] ?? 0;
  const cells: (LineCell | undefined)[] = new Array(plane);
  for (let index = 0; index < plane; index += 1) {
    const probability = at(MAP.line, index);
    if (!(probability >= CELL_THRESHOLD)) continue;
    const cos = at(MAP.cos, index);
    const sin = at(MAP.sin, index);
    const norm = Math.hypot(cos, sin);
    const cap = at(MAP.cap, index);
    const offset = at(MAP.offset, index);
    if (!(norm > 1e-3) || !(cap > 0.5) || !Number.isFinite(offset)) continue;
    const ux = cos / norm;
    const uy = sin / norm;
    const x = CELL * (index % width) + (CELL - 1) / 2;
    const y = CELL * Math.floor(index / width) + (CELL - 1) / 2;
    cells[index] = {
      x, y, probability, ux, uy, cap,
      axisX: x - uy * offset, axisY: y + ux * offset,
      first: at(MAP.first, index), last: at(MAP.last, index),
    };
  }
  return cells;
}

/**
 * Whether two near cells speak of the same line: like size, axes that meet and run the same way or opposite ways. Which
 * end is the first is settled for the line as a whole: single cells may mistake it where print looks alike upside down.
 */
function sameLine(one: LineCell, other: LineCell): boolean {
  const along = one.ux * other.ux + one.uy * other.uy;
  if (Math.abs(along) < SAME_DIRECTION) return false;
  const cap = Math.min(one.cap, other.cap);
  if (Math.max(one.cap, other.cap) > 1.6 * cap) return false;
  const way = Math.sign(along);
  const nx = -(one.uy + way * other.uy);
  const ny = one.ux + way * other.ux;
  const apart = Math.abs((other.axisX - one.axisX) * nx + (other.axisY - one.axisY) * ny) / Math.hypot(nx, ny);
  // Lines of a zone stand at least 1.5 cap heights apart.
  return apart < 0.5 * cap;
}

/** Groups cells by connectedness among those that agree on their line. Groups of a few stray cells are left out. */
export function groupCells(maps: LocatorMaps): LineCell[][] {
  const cells = cellsOf(maps);
  const parent = new Int32Array(cells.length).map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  for (let y = 0; y < maps.height; y += 1) {
    for (let x = 0; x < maps.width; x += 1) {
      const index = y * maps.width + x;
      const cell = cells[index];
      if (!cell) continue;
      for (let dy = 0; dy <= REACH && y + dy < maps.height; dy += 1) {
        for (let dx = dy === 0 ? 1 : -REACH; dx <= REACH; dx += 1) {
          if (x + dx < 0 || x + dx >= maps.width) continue;
          const other = cells[index + dy * maps.width + dx];
          if (other && sameLine(cell, other)) parent[root(index)] = root(index + dy * maps.width + dx);
        }
      }
    }
  }
  const groups = new Map<number, LineCell[]>();
  cells.forEach((cell, index) => {
    if (!cell) return;
    const group = groups.get(root(index));
    if (group) group.push(cell);
    else groups.set(root(index), [cell]);
  });
  return [...groups.values()].flatMap(untangle).filter((group) => group.length >= MIN_CELLS).map(facingOneWay);
}

/** A group with all cells facing the way most of them do. A cell turned round takes its first sign for the last. */
function facingOneWay(cells: readonly LineCell[]): LineCell[] {
  const [leader] = cells;
  if (!leader) return [];
  const agrees = ({ ux, uy }: LineCell): boolean => ux * leader.ux + uy * leader.uy >= 0;
  const vote = cells.reduce((sum, cell) => sum + (agrees(cell) ? cell.probability : -cell.probability), 0);
  return cells.map((cell) => (agrees(cell) === vote >= 0
    ? cell : { ...cell, ux: -cell.ux, uy: -cell.uy, first: cell.last, last: cell.first }));
}

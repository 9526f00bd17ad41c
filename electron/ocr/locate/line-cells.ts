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

/** The cells that lie in a line, each at its place in the maps, and those places in order: few, or none. */
type Cells = { readonly byPlace: readonly (LineCell | undefined)[]; readonly places: readonly number[] };

function cellsOf({ width, height, data }: LocatorMaps): Cells {
  const plane = width * height;
  const said = (map: number, index: number): number => data[map * plane + index] ?? 0;
  const byPlace: (LineCell | undefined)[] = [];
  const places: number[] = [];
  for (let index = 0; index < plane; index += 1) {
    const probability = data[index] ?? 0;
    if (!(probability >= CELL_THRESHOLD)) continue;
    const cos = said(MAP.cos, index);
    const sin = said(MAP.sin, index);
    const norm = Math.hypot(cos, sin);
    const cap = said(MAP.cap, index);
    const offset = said(MAP.offset, index);
    if (!(norm > 1e-3) || !(cap > 0.5) || !Number.isFinite(offset)) continue;
    const ux = cos / norm;
    const uy = sin / norm;
    const x = CELL * (index % width) + (CELL - 1) / 2;
    const y = CELL * Math.floor(index / width) + (CELL - 1) / 2;
    // Most pages have no line at all: room for all of their cells is made once there is one.
    if (places.length === 0) byPlace.length = plane;
    places.push(index);
    byPlace[index] = {
      x, y, probability, ux, uy, cap,
      axisX: x - uy * offset, axisY: y + ux * offset,
      first: said(MAP.first, index), last: said(MAP.last, index),
    };
  }
  return { byPlace, places };
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
  const { byPlace, places } = cellsOf(maps);
  const parent = new Int32Array(byPlace.length);
  for (const place of places) parent[place] = place;
  const root = (place: number): number => {
    let top = place;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top] ?? top] ?? top;
      top = parent[top] ?? top;
    }
    return top;
  };
  for (const place of places) {
    const cell = byPlace[place] as LineCell;
    const x = place % maps.width;
    for (let dy = 0; dy <= REACH; dy += 1) {
      for (let dx = dy === 0 ? 1 : -REACH; dx <= REACH; dx += 1) {
        if (x + dx < 0 || x + dx >= maps.width) continue;
        const near = place + dy * maps.width + dx;
        const other = byPlace[near];
        if (other && sameLine(cell, other)) parent[root(place)] = root(near);
      }
    }
  }
  const groups = Map.groupBy(places, root);
  return [...groups.values()].map((group) => group.map((place) => byPlace[place] as LineCell))
    .flatMap(untangle).filter((group) => group.length >= MIN_CELLS).map(facingOneWay);
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

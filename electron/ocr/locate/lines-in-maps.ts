import type { LocatorMaps } from '../nets/nets.ts';
import { partLine } from './fit-line.ts';
import { joinPieces } from './join-lines.ts';
import { groupCells } from './line-cells.ts';
import type { TextLine } from './text-line.ts';

/** Every line of print the maps speak of, in pixels of the locator's input. */
export function linesInMaps(maps: LocatorMaps): TextLine[] {
  return joinPieces(groupCells(maps)).flatMap(({ line, cells }) => partLine(line, cells));
}

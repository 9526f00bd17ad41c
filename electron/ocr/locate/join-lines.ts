/** Puts together the pieces of a line that a stamp, a crease or glare cut in two. */
import type { LineCell } from './line-cells.ts';
import { fitLine } from './fit-line.ts';
import { PITCH_PER_CAP, capAt, lengthOf, turnBetween, type TextLine } from './text-line.ts';

/** Cells of one line, and the line fitted to them. */
export type Piece = { readonly cells: readonly LineCell[]; readonly line: TextLine };

/** The widest hole bridged, in cap heights: some six signs. */
const WIDEST_GAP = 7;

/** Signs of two pieces that are each a line of their own: together they would be longer than any zone. */
const LONG_ENOUGH = 25;

/** Whether `right` goes on where `left` stops. */
function continues(left: TextLine, right: TextLine): boolean {
  if (Math.abs(turnBetween(left.angle, right.angle)) > 0.2) return false;
  const cap = Math.min(left.cap, right.cap);
  if (Math.max(left.cap, right.cap) > 1.4 * cap) return false;
  // A last sign followed by a first one is the seam between two zones, and so is a hole between two long lines.
  if (left.endSeen > 0.5 && right.startSeen > 0.5) return false;
  if (Math.min(lengthOf(left), lengthOf(right)) > LONG_ENOUGH * PITCH_PER_CAP * cap) return false;
  const [cos, sin] = [Math.cos(left.angle), Math.sin(left.angle)];
  const s = (right.x - left.x) * cos + (right.y - left.y) * sin;
  const t = -(right.x - left.x) * sin + (right.y - left.y) * cos;
  const gap = s + right.start - left.end;
  if (gap < -2 * cap || gap > WIDEST_GAP * cap) return false;
  const expected = left.bend * s * s;
  return Math.abs(t - expected) < 0.5 * capAt(left, s) + 0.03 * Math.max(0, gap);
}

/** Joins as long as any two pieces go together. Pieces are few: a page has some tens of lines at most. */
export function joinPieces(groups: readonly LineCell[][]): Piece[] {
  let pieces: Piece[] = groups.map((cells) => ({ cells, line: fitLine(cells) }));
  for (;;) {
    const pair = findPair(pieces);
    if (!pair) return pieces;
    const cells = [...pair[0].cells, ...pair[1].cells];
    pieces = [...pieces.filter((piece) => !pair.includes(piece)), { cells, line: fitLine(cells) }];
  }
}

function findPair(pieces: readonly Piece[]): [Piece, Piece] | null {
  for (const left of pieces) {
    for (const right of pieces) {
      if (left !== right && continues(left.line, right.line)) return [left, right];
    }
  }
  return null;
}

/** Groups lines into zones: parallel, of like size and extent, a zone's spacing apart. */
import { PITCH_PER_CAP, capAt, lengthOf, pointAt, reversed, turnBetween, type TextLine } from './text-line.ts';

/** Lines of one zone, top to bottom as the text itself has it. */
export type Block = readonly TextLine[];

export const MAX_BLOCKS = 8;

/**
 * Cap heights from one line's axis to the next. ICAO Doc 9303 has 6.35 mm over capitals of 2.4 mm; many cards set their
 * three lines closer, and a page seen aslant closes them up further.
 */
const SPACING = { least: 1.15, usual: 2.65, most: 3.6 } as const;
/** A zone's line has 30 to 44 signs. Fewer than this many is something else, or the rest lies outside. */
const FEWEST_SIGNS = 12;
/** Print seen from above or below is low for its width: 44 signs look like up to 75. */
const MOST_SIGNS = 75;

export const signsIn = (line: TextLine): number => lengthOf(line) / (line.cap * PITCH_PER_CAP);

/** Where `other`'s axis lies as seen from `line`: start and end along it, and how far down. */
function seenFrom(line: TextLine, other: TextLine): { start: number; end: number; down: number; at: number } {
  const [cos, sin] = [Math.cos(line.angle), Math.sin(line.angle)];
  const dx = other.x - line.x;
  const dy = other.y - line.y;
  const s = dx * cos + dy * sin;
  return { start: s + other.start, end: s + other.end, down: -dx * sin + dy * cos - line.bend * s * s, at: s };
}

/** Whether `lower` may be the next line of the zone that `upper` is in. */
function follows(upper: TextLine, lower: TextLine): boolean {
  if (Math.abs(turnBetween(upper.angle, lower.angle)) > 0.26) return false;
  const { start, end, down, at } = seenFrom(upper, lower);
  const cap = (capAt(upper, at) + lower.cap) / 2;
  if (Math.max(capAt(upper, at), lower.cap) > 1.5 * Math.min(capAt(upper, at), lower.cap)) return false;
  if (down < SPACING.least * cap || down > SPACING.most * cap) return false;
  const shared = Math.min(upper.end, end) - Math.max(upper.start, start);
  return shared > 0.55 * Math.max(lengthOf(upper), lengthOf(lower));
}

/**
 * Neighbouring lines face the way most of their print does: a single line may have been taken for upside down, two or
 * three seldom are.
 */
function facingLikeNeighbours(lines: readonly TextLine[]): TextLine[] {
  const near = (one: TextLine, other: TextLine): boolean => [other, reversed(other)].some((candidate) =>
    follows(one, candidate) || follows(candidate, one));
  return lines.map((line) => {
    const vote = lines.filter((other) => other !== line && near(line, other))
      .reduce((sum, other) => sum + Math.cos(turnBetween(line.angle, other.angle)) * weight([other]), weight([line]));
    return vote >= 0 ? line : reversed(line);
  });
}

/** Zones found among the lines, the most probable first, at most eight. */
export function groupLines(lines: readonly TextLine[]): Block[] {
  const candidates = facingLikeNeighbours(
    lines.filter((line) => signsIn(line) >= FEWEST_SIGNS && signsIn(line) <= MOST_SIGNS));
  const below = new Map<TextLine, TextLine>();
  const taken = new Set<TextLine>();
  // Nearest first, so that a line between two others is never jumped over.
  const pairs = candidates
    .flatMap((upper) => candidates.filter((lower) => lower !== upper && follows(upper, lower))
      .map((lower) => ({ upper, lower, down: seenFrom(upper, lower).down })))
    .sort((one, other) => one.down - other.down);
  for (const { upper, lower } of pairs) {
    if (below.has(upper) || taken.has(lower)) continue;
    below.set(upper, lower);
    taken.add(lower);
  }
  const blocks: TextLine[][] = [];
  for (const top of candidates.filter((line) => !taken.has(line))) {
    const chain = [top];
    for (let next = below.get(top); next; next = below.get(next)) chain.push(next);
    blocks.push(...splitChain(chain));
  }
  return blocks.sort((one, other) => weight(other) - weight(one)).slice(0, MAX_BLOCKS);
}

/** No zone has more than three lines: a longer chain is two zones, parted where the gap is widest. */
function splitChain(chain: TextLine[]): TextLine[][] {
  if (chain.length <= 3) return [chain];
  let widest = 1;
  let width = -Infinity;
  for (let index = 1; index < chain.length; index += 1) {
    const down = seenFrom(chain[index - 1] as TextLine, chain[index] as TextLine).down;
    if (down > width) [widest, width] = [index, down];
  }
  return [...splitChain(chain.slice(0, widest)), ...splitChain(chain.slice(widest))];
}

const weight = (block: Block): number => block.reduce((sum, line) => sum + line.score * signsIn(line), 0);

/** An end is taken for seen from this probability of its sign on. */
const SEEN = 0.5;
/** Room given to an end that was not seen, in cap heights. */
const ROOM_FOR_UNSEEN = 1.2;

/**
 * All lines of a zone begin and end alike and are printed in one size. The sizes are averaged; a line whose first or
 * last sign was not seen is lengthened to where the others reach and a little beyond: more margin does no harm, a sign
 * cut off does.
 */
export function alignLines(block: Block): Block {
  const mean = (of: (line: TextLine) => number): number =>
    block.reduce((sum, line) => sum + of(line), 0) / block.length;
  const middle = (line: TextLine): number => capAt(line, (line.start + line.end) / 2);
  const cap = mean(middle);
  const capSlope = mean((line) => line.capSlope);
  return block.map((line) => {
    const others = block.filter((other) => other !== line).map((other) => ({ other, ...seenFrom(line, other) }));
    // Another line's end counts when it was seen, or when this line's own was not either.
    const starts = others.filter(({ other }) => other.startSeen >= SEEN || line.startSeen < SEEN);
    const ends = others.filter(({ other }) => other.endSeen >= SEEN || line.endSeen < SEEN);
    return {
      ...line, capSlope,
      cap: cap - capSlope * ((line.start + line.end) / 2),
      start: line.startSeen >= SEEN
        ? line.start : Math.min(line.start, ...starts.map(({ start }) => start)) - ROOM_FOR_UNSEEN * cap,
      end: line.endSeen >= SEEN ? line.end : Math.max(line.end, ...ends.map(({ end }) => end)) + ROOM_FOR_UNSEEN * cap,
    };
  });
}

/** The line with ends that were not seen moved out to where an earlier finding of it had them. */
export function reachingAsFar(line: TextLine, earlier: TextLine): TextLine {
  const sameWay = Math.cos(turnBetween(line.angle, earlier.angle)) > 0;
  const { start, end } = seenFrom(line, sameWay ? earlier : reversed(earlier));
  return {
    ...line,
    start: line.startSeen >= SEEN ? line.start : Math.min(line.start, start),
    end: line.endSeen >= SEEN ? line.end : Math.max(line.end, end),
  };
}

/** The same zone read from its other end. */
export const upsideDown = (block: Block): Block => block.map(reversed).reverse();

/** The zone with a line more above and below, where one may have been overlooked. */
export function withNeighbours(block: Block): Block {
  const [first, last] = [block[0], block.at(-1)];
  if (!first || !last) return block;
  const gaps = block.slice(1).map((line, index) => seenFrom(block[index] ?? line, line).down);
  const spacing = gaps.length > 0
    ? gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    : SPACING.usual * first.cap;
  return [shifted(first, -spacing), ...block, shifted(last, spacing)];
}

const shifted = (line: TextLine, down: number): TextLine => {
  const [x, y] = pointAt(line, 0, down);
  return { ...line, x, y, startSeen: 0, endSeen: 0, score: 0 };
};

/** Cap heights by which two lines may come nearer to each other from one end to the other: aslant, a zone's lines do. */
const MOST_CONVERGING = 0.5;

/** How far down from `line` the point `s` along `other` lies. */
function downAt(line: TextLine, other: TextLine, s: number): number {
  const [x, y] = pointAt(other, s);
  return seenFrom(line, { ...other, x, y }).down;
}

const areAskew = (one: TextLine, other: TextLine): boolean =>
  Math.abs(downAt(one, other, other.start) - downAt(one, other, other.end)) > MOST_CONVERGING * one.cap;

/** As long and as bent as `line`, but in the place of `other`. */
function besides(line: TextLine, other: TextLine): TextLine {
  const [x, y] = pointAt(line, 0, downAt(line, other, (other.start + other.end) / 2));
  return { ...line, x, y };
}

/**
 * Lines that stand close may stray into each other, half-way of one in half-way of the next. The zone anew from each of
 * its lines, the others running besides it where their middles are; nothing where all run alike.
 */
export function straightened(block: Block): Block[] {
  if (!block.some((line) => block.some((other) => areAskew(line, other)))) return [];
  return block.map((model) => block.map((line) => (line === model ? line : besides(model, line))));
}

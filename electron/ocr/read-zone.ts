/**
 * Reads one zone: straightens its lines, has them recognised and decoded, and where the outcome is doubtful looks again
 * in the ways that most often help. Of all readings the most confident one counts.
 */
import type { ReadDocument } from '../../shared/reading.ts';
import { CLASS_COUNT, FILLER, classOfSign } from '../../shared/mrz/alphabet.ts';
import { seenIn, type LinePosterior, type Spike } from './decode/posterior.ts';
import { alignLines, signsIn, straightened, upsideDown, withNeighbours, type Block } from './locate/blocks.ts';
import type { Zone } from './locate/locate.ts';
import { PITCH_PER_CAP, type TextLine } from './locate/text-line.ts';
import { CELL, STRIP_CAP, STRIP_HEIGHT, type Nets } from './nets/nets.ts';
import type { Picture } from './picture/picture.ts';
import { PLAIN_CUT, batchOf, pointOfStrip, rectify, type Cut, type Strip } from './rectify.ts';

/** Turns what the recogniser says of a zone's lines, top to bottom, into a document; null when it is none. */
export type DecodeZone = (lines: readonly LinePosterior[]) => ReadDocument | null;

export type ZoneReading = {
  readonly document: ReadDocument | null;
  readonly strips: readonly Strip[];
  readonly print: Print;
};

/** What the print looks like whether or not sense was made of it: a zone's, too faint or blurred to say, or certainly none. */
export type Print = 'zone' | 'unclear' | 'other';

/** A strip's own steps, those of the batch's filling left out, and what they span on the picture. */
function posteriorOf(strip: Strip, logProbs: Float32Array): LinePosterior {
  const steps = Math.ceil(strip.width / CELL);
  const [left, right, top, bottom] = [-0.5, steps * CELL - 0.5, -0.5, STRIP_HEIGHT - 0.5];
  return {
    logProbs: logProbs.subarray(0, steps * CLASS_COUNT),
    steps,
    quad: [
      pointOfStrip(strip, left, top), pointOfStrip(strip, right, top),
      pointOfStrip(strip, right, bottom), pointOfStrip(strip, left, bottom),
    ],
    ...shownOf(strip, steps),
  };
}

/** How much of the signs' height lies within the picture at each step; nothing where all does. */
function shownOf({ pixels, width, centre }: Strip, steps: number): { readonly shown?: Float32Array } {
  const [top, bottom] = [Math.ceil(centre - STRIP_CAP / 2), Math.floor(centre + STRIP_CAP / 2)];
  const shown = new Float32Array(steps);
  for (let step = 0; step < steps; step += 1) {
    let inside = 0;
    const column = Math.min(width - 1, step * CELL + CELL / 2);
    for (let row = top; row <= bottom; row += 1) inside += Number.isNaN(pixels[row * width + column] ?? NaN) ? 0 : 1;
    shown[step] = inside / (bottom - top + 1);
  }
  return shown.some((share) => share < 1) ? { shown } : {};
}

/** What the recogniser says of strips. */
async function recognise(strips: readonly Strip[], nets: Nets): Promise<LinePosterior[]> {
  const { steps, logProbs } = await nets.recognise(batchOf(strips));
  const size = steps * CLASS_COUNT;
  return strips.map((strip, index) => posteriorOf(strip, logProbs.subarray(index * size, (index + 1) * size)));
}

/** Middle distance between neighbouring signs in strip pixels; null when too few signs stand out. */
export function pitchOf(lines: readonly LinePosterior[]): number | null {
  const gaps = lines.flatMap((line) => {
    const { spikes } = seenIn(line);
    return spikes.slice(1).map((spike, index) => (spike.at - (spikes[index]?.at ?? 0)) * CELL);
  }).sort((one, other) => one - other);
  return gaps.length < 10 ? null : (gaps[Math.floor(gaps.length / 2)] ?? null);
}

/** Advance from sign to sign the recogniser was trained on, in strip pixels, and how far off still reads well. */
const TRAINED_PITCH = STRIP_CAP * PITCH_PER_CAP;
const PITCH_TOLERANCE = { least: 0.9, most: 1.1 } as const;
/** A reading this sure is not looked at again. */
const SURE_ENOUGH = 0.97;
/** Below this something is wrong with the lines themselves: upside down, one overlooked, or no zone at all. */
const PERHAPS_WRONG_LINES = 0.3;
const FEWEST_PLAIN_SIGNS = 10;
/** Mean share of the signs that stand out on the plainest line of a zone: zones came to 0.87 and more, text to 0.73. */
const LEAST_SHARE = 0.75;
const FEWEST_FILLERS = 2;
/**
 * Below this share it is other print, however it is cut out, where signs stand out on so much of a line's length: no zone
 * that was read in the end had shown less at first. Where fewer do it may be a zone cut out badly.
 */
const SHARE_OF_OTHER_PRINT = 0.6;
const FILLED = 0.6;
/**
 * Capitals in px of the picture. Smaller signs are all strange, a zone's as well: of 120 specimens 260 px wide, as a camera
 * sees them from too far, eight were taken for other print and nobody was asked to hold them closer.
 */
const LEGIBLE_CAP = 4.5;
/** Signs that must stand out on a line for it to be worth looking for its neighbours. */
const PROMISING_SIGNS = 22;

/** Cuts that come to the same text: what is doubtful then is the print, and further cuts would say so again. */
const AGREEING = 3;
const textOf = ({ document }: Attempt): string => document?.lines.map(({ text }) => text).join('\n') ?? '';

const confidenceOf = (document: ReadDocument | null): number =>
  document === null ? -1 : document.confidence + (document.status === 'sure' ? 1 : 0);

/** Signs that stand out on each line. */
const standingOut = (lines: readonly LinePosterior[]): Spike[][] =>
  lines.map((line) => seenIn(line).spikes.filter(({ weight }) => weight > 0.8));

/** Signs that stand out, on the line that has most of them. */
const plainSigns = (lines: readonly LinePosterior[]): number =>
  Math.max(0, ...standingOut(lines).map((spikes) => spikes.length));

const meanShare = (spikes: readonly Spike[]): number =>
  spikes.reduce((sum, { share }) => sum + share, 0) / spikes.length;

/**
 * What print lines cut into strips show. Other print has no fillers, or few signs the net knows; finding that out by decoding
 * takes longest just there. Only one-line zones may have no filler.
 */
function printOf(lines: Block, said: readonly LinePosterior[]): Print {
  const signs = standingOut(said);
  const fillers = signs.flat().filter(({ sign }) => sign === classOfSign(FILLER)).length;
  const share = Math.max(0, ...signs.filter(({ length }) => length >= FEWEST_PLAIN_SIGNS).map(meanShare));
  if (share >= LEAST_SHARE && (said.length === 1 || fillers >= FEWEST_FILLERS)) return 'zone';
  const filled = signs.some(({ length }, index) =>
    length >= Math.max(FEWEST_PLAIN_SIGNS, FILLED * signsIn(lines[index] as TextLine)));
  const legible = lines.every(({ cap }) => cap >= LEGIBLE_CAP);
  return filled && legible && (share < SHARE_OF_OTHER_PRINT || (said.length > 1 && fillers === 0)) ? 'other' : 'unclear';
}

/** A line of more signs than this by its size is print seen from above or below, too low for its width. */
const MOST_UNSQUASHED = 48;
const LONGEST_LINE = 44;

/** How much wider the strips should be cut so that the signs stand at the trained pitch. */
function stretchFor({ said, lines }: Attempt): number {
  const signs = lines.reduce((sum, line) => sum + signsIn(line), 0) / lines.length;
  const byLength = signs > MOST_UNSQUASHED ? signs / LONGEST_LINE : 1;
  const ratio = (pitchOf(said) ?? byLength * TRAINED_PITCH) / TRAINED_PITCH;
  const near = ratio >= PITCH_TOLERANCE.least && ratio <= PITCH_TOLERANCE.most;
  return near ? 1 : Math.min(2, Math.max(0.6, 1 / ratio));
}

/** A line's last sign has a sign and a half of margin beyond it; one nearer to the strip's end may not be it. */
const ROOM_AT_END = 1.4;
/** Signs by which a line that goes on is lengthened, and how often. */
const LENGTHENED = 7;
const MOST_LENGTHENINGS = 3;

/** Whether a strip's outermost column still shows the picture: beyond it there is more. */
const showsPicture = ({ pixels, width }: Strip, column: number): boolean =>
  !Number.isNaN(pixels[(STRIP_HEIGHT >> 1) * width + column] ?? NaN);

/** The zone lengthened at the ends where signs stand right at the edge of a strip; null where none do. */
function lengthened(block: Block, strips: readonly Strip[], said: readonly LinePosterior[]): Block | null {
  let [atStart, atEnd] = [false, false];
  said.forEach((line, index) => {
    const strip = strips[index];
    const plain = seenIn(line).spikes.filter(({ weight }) => weight > 0.5);
    const [first, last] = [plain[0], plain.at(-1)];
    if (!strip || !first || !last || plain.length < 8) return;
    const room = (ROOM_AT_END * TRAINED_PITCH) / CELL;
    atStart ||= first.at < room && showsPicture(strip, 0);
    atEnd ||= last.at > line.steps - 1 - room && showsPicture(strip, strip.width - 1);
  });
  if (!atStart && !atEnd) return null;
  return block.map((line) => {
    const more = LENGTHENED * PITCH_PER_CAP * line.cap;
    return { ...line, start: line.start - (atStart ? more : 0), end: line.end + (atEnd ? more : 0) };
  });
}

/** One reading of a zone: the lines it was cut along, and what came of it. */
type Attempt = ZoneReading & { readonly lines: Block; readonly said: readonly LinePosterior[] };

export type ZoneReader = {
  readonly picture: Pick<Picture, 'pyramid'>;
  readonly nets: Nets;
  readonly decode: DecodeZone;
  readonly signal?: AbortSignal | undefined;
};

async function attempt({ picture, nets, decode }: ZoneReader, lines: Block, cut: Cut): Promise<Attempt> {
  const strips = lines.map((line) => rectify(picture.pyramid, line, cut));
  const said = await recognise(strips, nets);
  const print = printOf(lines, said);
  return { lines, document: print === 'zone' ? decode(said) : null, strips, said, print };
}

/** Half a line may be a whole one of a shorter format, check digits and all: never taken before its end is seen. */
async function attemptToItsEnds(reader: ZoneReader, lines: Block): Promise<Attempt> {
  let made = await attempt(reader, lines, PLAIN_CUT);
  for (let round = 0; round < MOST_LENGTHENINGS && made.print !== 'other'; round += 1) {
    const longer = lengthened(made.lines, made.strips, made.said);
    if (!longer) break;
    made = await attempt(reader, longer, PLAIN_CUT);
  }
  return made;
}

/**
 * Reads a zone as the thumbnail alone shows it. Null unless that settles it: mostly it is sure, and what is other print
 * from both its ends needs no closer look.
 */
export async function readAtFirstSight(lines: Block, reader: ZoneReader): Promise<ZoneReading | null> {
  const made = await attemptToItsEnds(reader, alignLines(lines));
  if (made.document?.status === 'sure') return made;
  if (made.print !== 'other') return null;
  const over = await attemptToItsEnds(reader, upsideDown(made.lines));
  return over.document?.status === 'sure' || over.print === 'other' ? over : null;
}

/**
 * Reads a zone. Tries, as long as doubt remains: the zone upside down, lines that only the thumbnail showed, lines that
 * strayed into each other put straight, strips stretched to the trained pitch (a page seen aslant), a line overlooked
 * above or below, and cuts a little longer, higher, lower, tighter and wider.
 */
export async function readZone({ lines: found, fuller }: Zone, reader: ZoneReader): Promise<ZoneReading> {
  const first = await attemptToItsEnds(reader, found);
  let best = first;
  let promising = best.print === 'zone';
  const consider = (other: Attempt): Attempt => {
    promising ||= other.print === 'zone';
    if (confidenceOf(other.document) > confidenceOf(best.document)) best = other;
    return other;
  };
  const wrongLines = (): boolean =>
    reader.signal?.aborted !== true && confidenceOf(best.document) < PERHAPS_WRONG_LINES;

  if (wrongLines()) {
    const over = await attemptToItsEnds(reader, upsideDown(found));
    // Where neither way makes sense yet, the way in which more signs stand out is the right one.
    if (best.document === null && over.document === null && plainSigns(over.said) > plainSigns(best.said)) best = over;
    consider(over);
    if (first.print === 'other' && over.print === 'other') return first;
  }
  for (const lines of fuller ? [fuller, upsideDown(fuller)] : []) {
    if (wrongLines()) consider(await attemptToItsEnds(reader, lines));
  }
  for (const lines of wrongLines() && promising ? straightened(best.lines) : []) {
    if (wrongLines()) consider(await attempt(reader, lines, PLAIN_CUT));
  }
  const cut = { ...PLAIN_CUT, stretch: stretchFor(best) };
  const enough = (): boolean => reader.signal?.aborted === true
    || best.document?.status === 'sure' || confidenceOf(best.document) >= SURE_ENOUGH;
  const { lines } = best;
  const retry = async (those: Block, how: Cut): Promise<void> => {
    if (!enough()) consider(await attempt(reader, those, how));
  };
  if (cut.stretch !== 1) await retry(lines, cut);
  if (wrongLines() && plainSigns(best.said) >= PROMISING_SIGNS) await retry(withNeighbours(lines), cut);
  // What still is no zone will not become one by cutting it a little higher.
  if (best.document === null) return { ...best, print: promising ? 'zone' : 'unclear' };
  const aside = STRIP_CAP / 12;
  const texts = [textOf(best)];
  for (const change of [{ margin: 4 }, { shift: aside }, { shift: -aside }, { zoom: 0.92 }, { zoom: 1.1 }]) {
    if (enough() || texts.filter((text) => text === textOf(best)).length >= AGREEING) break;
    texts.push(textOf(consider(await attempt(reader, best.lines, { ...cut, ...change }))));
  }
  return best;
}

/**
 * Reads one zone: straightens its lines, has them recognised and decoded, and where the outcome is doubtful looks again
 * in the ways that most often help. Of all readings the most confident one counts.
 */
import type { ReadDocument } from '../../shared/reading.ts';
import { CLASS_COUNT } from '../../shared/mrz/alphabet.ts';
import { probabilitiesOf, spikesOf, type LinePosterior } from './decode/posterior.ts';
import { withNeighbours, type Block } from './locate/blocks.ts';
import { PITCH_PER_CAP } from './locate/text-line.ts';
import { CELL, STRIP_CAP, STRIP_HEIGHT, type Nets } from './nets/nets.ts';
import type { Pyramid } from './picture/picture.ts';
import { PLAIN_CUT, batchOf, pointOfStrip, rectify, type Cut, type Strip } from './rectify.ts';

/** Turns what the recogniser says of a zone's lines, top to bottom, into a document; null when it is none. */
export type DecodeZone = (lines: readonly LinePosterior[]) => ReadDocument | null;

export type ZoneReading = { readonly document: ReadDocument | null; readonly strips: readonly Strip[] };

/** A strip's own steps, those of the batch's filling left out, and what they span on the picture. */
function posteriorOf(strip: Strip, logProbs: Float32Array, turned: boolean): LinePosterior {
  const steps = Math.ceil(strip.width / CELL);
  const right = steps * CELL - 0.5;
  const [first, last] = turned ? [strip.width - 0.5, strip.width - 1 - right] : [-0.5, right];
  const [top, bottom] = turned ? [STRIP_HEIGHT - 0.5, -0.5] : [-0.5, STRIP_HEIGHT - 0.5];
  return {
    logProbs: logProbs.subarray(0, steps * CLASS_COUNT),
    steps,
    quad: [
      pointOfStrip(strip, first, top), pointOfStrip(strip, last, top),
      pointOfStrip(strip, last, bottom), pointOfStrip(strip, first, bottom),
    ],
  };
}

/** What the recogniser says of strips; `turned` reads them upside down, last line first. */
async function recognise(strips: readonly Strip[], nets: Nets, turned: boolean): Promise<LinePosterior[]> {
  const batch = batchOf(strips, turned);
  const { steps, logProbs } = await nets.recognise(batch);
  const size = steps * CLASS_COUNT;
  const lines = strips.map((strip, index) =>
    posteriorOf(strip, logProbs.subarray(index * size, (index + 1) * size), turned));
  return turned ? lines.reverse() : lines;
}

/** Middle distance between neighbouring signs in strip pixels; null when too few signs stand out. */
export function pitchOf(lines: readonly LinePosterior[]): number | null {
  const gaps = lines.flatMap(({ logProbs, steps }) => {
    const { spikes } = spikesOf(probabilitiesOf({ logProbs, steps }), steps);
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
/** Signs that must stand out on a line for it to be worth more than a look upside down. */
const PROMISING_SIGNS = 22;

const confidenceOf = (document: ReadDocument | null): number =>
  document === null ? -1 : document.confidence + (document.status === 'sure' ? 1 : 0);

const isPromising = (lines: readonly LinePosterior[]): boolean => lines.some(({ logProbs, steps }) =>
  spikesOf(probabilitiesOf({ logProbs, steps }), steps).spikes.filter(({ weight }) => weight > 0.8).length
    >= PROMISING_SIGNS);

/** How much wider the strips should be cut so that the signs stand at the trained pitch. */
function stretchFor(lines: readonly LinePosterior[]): number {
  const ratio = (pitchOf(lines) ?? TRAINED_PITCH) / TRAINED_PITCH;
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
  said.forEach(({ logProbs, steps }, index) => {
    const strip = strips[index];
    const { spikes } = spikesOf(probabilitiesOf({ logProbs, steps }), steps);
    const plain = spikes.filter(({ weight }) => weight > 0.5);
    const [first, last] = [plain[0], plain.at(-1)];
    if (!strip || !first || !last || plain.length < 8) return;
    const room = (ROOM_AT_END * TRAINED_PITCH) / CELL;
    atStart ||= first.at < room && showsPicture(strip, 0);
    atEnd ||= last.at > steps - 1 - room && showsPicture(strip, strip.width - 1);
  });
  if (!atStart && !atEnd) return null;
  return block.map((line) => {
    const more = LENGTHENED * PITCH_PER_CAP * line.cap;
    return { ...line, start: line.start - (atStart ? more : 0), end: line.end + (atEnd ? more : 0) };
  });
}

/**
 * Reads a zone. Tries, as long as doubt remains: strips stretched to the trained pitch (a page seen aslant), the zone
 * upside down, a line overlooked above or below, and cuts a little longer, higher, lower, tighter and wider.
 */
export async function readZone(
  block: Block, pyramid: Pyramid, nets: Nets, decode: DecodeZone, signal?: AbortSignal,
): Promise<ZoneReading> {
  const attempt = async (those: Block, cut: Cut, turned = false): Promise<ZoneReading & { said: LinePosterior[] }> => {
    const strips = those.map((line) => rectify(pyramid, line, cut));
    const said = await recognise(strips, nets, turned);
    return { document: decode(said), strips, said };
  };
  let lines = block;
  let first = await attempt(lines, PLAIN_CUT);
  // Half a line may be a whole one of a shorter format, check digits and all: it is never taken before its end is seen.
  for (let round = 0; round < MOST_LENGTHENINGS; round += 1) {
    const longer = lengthened(lines, first.strips, first.said);
    if (!longer) break;
    lines = longer;
    first = await attempt(lines, PLAIN_CUT);
  }
  let best: ZoneReading = first;
  const enough = (): boolean => signal?.aborted === true
    || best.document?.status === 'sure' || confidenceOf(best.document) >= SURE_ENOUGH;
  const consider = async (those: Block, cut: Cut, turned = false): Promise<void> => {
    if (enough()) return;
    const again = await attempt(those, cut, turned);
    if (confidenceOf(again.document) > confidenceOf(best.document)) best = again;
  };

  const cut = { ...PLAIN_CUT, stretch: stretchFor(first.said) };
  if (cut.stretch !== 1) await consider(lines, cut);
  if (confidenceOf(best.document) < PERHAPS_WRONG_LINES) {
    await consider(lines, PLAIN_CUT, true);
    if (isPromising(first.said)) await consider(withNeighbours(lines), cut);
  }
  // What still is no zone will not become one by cutting it a little higher.
  if (best.document === null) return best;
  const aside = STRIP_CAP / 12;
  for (const change of [{ margin: 4 }, { shift: aside }, { shift: -aside }, { zoom: 0.92 }, { zoom: 1.1 }]) {
    await consider(lines, { ...cut, ...change });
  }
  return best;
}

/**
 * Finds the zones of a picture: a coarse pass over a thumbnail, then a fine pass over each zone found, cut out upright
 * at the size the net sees best.
 */
import type { Picture } from '../picture/picture.ts';
import { PER_LINE, sampleAlong, shrinkByArea } from '../picture/resample.ts';
import { LOCATOR_MULTIPLE, type LocatorInput, type Nets } from '../nets/nets.ts';
import { alignLines, groupLines, reachingAsFar, signsIn, type Block } from './blocks.ts';
import { linesInMaps } from './lines-in-maps.ts';
import { inverse, move, moveLine, pointAt, turnBetween, type Similarity, type TextLine } from './text-line.ts';

/** Long side of the first thumbnail; a zone across an A4 page still has capitals of 4 px there. */
const COARSE_SIDE = 512;
const SECOND_SIDE = 1024;
/** Above this a zone large enough to be read may be too small for the first thumbnail: the finer one is worth its time. */
const SECOND_LOOK_PIXELS = 1_500_000;
const SMALLEST_COARSE_CAP = 3;
/** Height of capitals in the fine pass, and the most by which a small picture is enlarged for it. */
const FINE_CAP = 9.5;
const MOST_ENLARGED = 2;
const FINE_LONGEST = 1024;
/** Signs of the shortest zone line, with a little less for what is faint at its ends. */
const FULL_LINE = 28;
/** What a thumbnail shows less plainly than this is no zone: of 1,072 zones read at the first look, 1 was as faint. */
const FAINTEST = 0.6;
/**
 * Print this plain, and so many signs of it, in pieces perhaps, is worth a second look: all zones that only the second
 * look could read had it (five of 1,600 pictures; at 0.85 three of them), and of 300 sights without a zone 38.
 */
const LIKE_A_ZONE = 0.75;
const WORTH_ANOTHER_LOOK = 12;

/** A zone, and the same with lines that only the thumbnail showed: to be tried where the zone alone makes no sense. */
export type Zone = { readonly lines: Block; readonly fuller: Block | null };

type Thumbnail = { readonly input: LocatorInput; readonly toPicture: Similarity };

const upToMultiple = (size: number): number => Math.max(1, Math.ceil(size / LOCATOR_MULTIPLE)) * LOCATOR_MULTIPLE;

/** The picture shrunk to a long side of `side`, padded to the net's multiple with its mean. */
function thumbnail(picture: Picture, side: number): Thumbnail {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / side);
  const { grey } = picture.pyramid.level(scale);
  const width = Math.min(grey.width, Math.max(1, Math.round(picture.width / scale)));
  const height = Math.min(grey.height, Math.max(1, Math.round(picture.height / scale)));
  const frame = { width: upToMultiple(width), height: upToMultiple(height) };
  const input = { ...frame, data: shrinkByArea(grey, width, height, frame) };
  // Pixel centres lie half a pixel in: (x + ½)·scale − ½.
  return { input, toPicture: { a: scale, b: 0, dx: scale / 2 - 0.5, dy: scale / 2 - 0.5 } };
}

/** The same view upside down. */
function turnedOver({ input: { width, height, data }, toPicture }: Thumbnail): Thumbnail {
  const [dx, dy] = move(toPicture, width - 1, height - 1);
  return {
    input: { width, height, data: data.slice().reverse() },
    toPicture: { a: -toPicture.a, b: -toPicture.b, dx, dy },
  };
}

/** A zone and its surroundings cut out upright, capitals 9.5 px high. */
function closeUp(picture: Picture, block: Block): Thumbnail {
  const cap = block.reduce((sum, line) => sum + line.cap, 0) / block.length;
  const angle = Math.atan2(
    block.reduce((sum, line) => sum + Math.sin(line.angle), 0),
    block.reduce((sum, line) => sum + Math.cos(line.angle), 0),
  );
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = block.flatMap((line) => [pointAt(line, line.start), pointAt(line, 0), pointAt(line, line.end)]);
  const along = corners.map(([x, y]) => x * cos + y * sin);
  const down = corners.map(([x, y]) => -x * sin + y * cos);
  // Room for what the coarse pass cut off, much where the lines are too short for any zone, and for a line it missed.
  const signs = Math.max(...block.map(signsIn));
  const room = Math.max(4, FULL_LINE - signs) * cap;
  const left = Math.min(...along) - room;
  const right = Math.max(...along) + room;
  const top = Math.min(...down) - 3.5 * cap;
  const bottom = Math.max(...down) + 3.5 * cap;
  const longest = Math.max(right - left, bottom - top);
  const step = Math.max(cap / FINE_CAP, 1 / MOST_ENLARGED, longest / FINE_LONGEST);
  const width = upToMultiple((right - left) / step);
  const height = upToMultiple((bottom - top) / step);
  const [startX, startY] = [(left + right - width * step) / 2, (top + bottom - height * step) / 2];
  const toPicture: Similarity = {
    a: step * cos, b: step * sin,
    dx: startX * cos - startY * sin, dy: startX * sin + startY * cos,
  };
  const rows = new Float64Array(height * PER_LINE);
  for (let y = 0; y < height; y += 1) {
    rows.set([...move(toPicture, 0, y), toPicture.a, toPicture.b], y * PER_LINE);
  }
  const sampled = sampleAlong(picture.pyramid, step, rows, width, { between: width, along: 1 });
  return { input: { width, height, data: greyOfSamples(sampled) }, toPicture };
}

/** Grey of samples 0..1; what lies outside the picture (NaN) becomes the mean of what lies within. */
function greyOfSamples(samples: Float32Array): Uint8Array {
  let inside = 0;
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const value = samples[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    inside += 1;
    sum += value;
  }
  const mean = inside > 0 ? sum / inside : 0.5;
  const grey = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) {
    const value = samples[at] ?? NaN;
    grey[at] = Math.round(255 * (Number.isNaN(value) ? mean : value));
  }
  return grey;
}

async function linesOf({ input, toPicture }: Thumbnail, nets: Nets): Promise<TextLine[]> {
  return linesInMaps(await nets.locate(input)).map((line) => moveLine(toPicture, line));
}

const middle = (line: TextLine): readonly [number, number] => pointAt(line, (line.start + line.end) / 2);

/** Two findings of one line: their middles fall together and they run along each other, from whichever end. */
function sameLine(one: TextLine, other: TextLine): boolean {
  const [x, y] = move(inverse(frameOf(one)), ...middle(other));
  const half = (one.end - one.start) / 2;
  return Math.abs(x - (one.start + one.end) / 2) < half && Math.abs(y - one.bend * x * x) < 0.6 * one.cap
    && Math.abs(Math.sin(turnBetween(one.angle, other.angle))) < 0.3;
}

const frameOf = (line: TextLine): Similarity =>
  ({ a: Math.cos(line.angle), b: Math.sin(line.angle), dx: line.x, dy: line.y });

/** A coarse zone this plain is kept even where the fine pass shows nothing; a fine one, even where the coarse one lay otherwise. */
const PLAIN_SCORE = 0.85;
const MOST_LOOKS = 3;

export const meanScore = (block: Block): number => block.reduce((sum, line) => sum + line.score, 0) / block.length;

/** Whether a line runs into the edge of a close-up while the picture goes on: there may be more of it. */
function runsOut(block: Block, { input, toPicture }: Thumbnail, picture: Picture): boolean {
  const toInput = inverse(toPicture);
  return block.some((line) => [line.start, line.end].some((end) => {
    const seen = end === line.start ? line.startSeen : line.endSeen;
    const [x, y] = move(toInput, ...pointAt(line, end));
    const nearEdge = Math.min(x, y, input.width - x, input.height - y) < 2 * FINE_CAP;
    const [px, py] = pointAt(line, end + Math.sign(end - (line.start + line.end) / 2) * 2 * line.cap);
    const inPicture = px > 0 && py > 0 && px < picture.width && py < picture.height;
    return seen < 0.5 && nearEdge && inPicture;
  }));
}

/**
 * Looks at a zone again close up, and once more where that view cut it off. Null when the closer look shows nothing: at
 * the size of a thumbnail other print resembles a zone.
 */
export async function lookCloser(coarse: Block, picture: Picture, nets: Nets): Promise<Zone | null> {
  let best = coarse;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const view = closeUp(picture, best);
    const fine = groupLines(await linesOf(view, nets));
    const same = fine.find((block) => block.some((line) => best.some((known) => sameLine(known, line))));
    const faint = look === 0 && meanScore(coarse) < PLAIN_SCORE;
    // Two lines that a thumbnail shows as one across both are neither of them that one.
    const here = same ?? (faint ? fine.find((block) => meanScore(block) >= PLAIN_SCORE) : undefined);
    if (!here && faint) return null;
    if (!here) break;
    if (here.length < best.length && meanScore(here) < meanScore(best)) break;
    const before = best;
    best = here.map((line) => {
      const earlier = before.find((known) => sameLine(known, line));
      return earlier ? reachingAsFar(line, earlier) : line;
    });
    if (!runsOut(best, view, picture)) break;
  }
  const lost = coarse.filter((known) => !best.some((line) => sameLine(known, line)));
  const fuller = lost.length === 0 ? undefined
    : groupLines([...best, ...lost]).find((block) => block.length > best.length);
  return { lines: alignLines(best), fuller: fuller ? alignLines(fuller) : null };
}

/** Zones among the lines of a thumbnail, without what it shows too faintly to be one. */
const plainZones = (lines: readonly TextLine[]): Block[] =>
  groupLines(lines).filter((block) => meanScore(block) >= FAINTEST);

const capOf = (block: Block): number => block[0]?.cap ?? 0;

/** Whether a zone is one that was found before: in two sizes of the picture, or once from each of its lines. */
export function isKnown(lines: Block, found: readonly Block[]): boolean {
  return found.some((other) => other.some((line) => lines.some((own) => sameLine(line, own))));
}

/**
 * Zones as thumbnails show them, one look after another: a coarse thumbnail (a finer one of a large picture whose zones
 * are too small to trust); and where there is print like a zone's, that thumbnail upside down, which the net sees
 * otherwise. Stop asking as soon as a zone made sense.
 */
export async function* looksFromAfar(picture: Picture, nets: Nets): AsyncGenerator<Block[], void> {
  const first = thumbnail(picture, COARSE_SIDE);
  const lines = await linesOf(first, nets);
  const coarse = plainZones(lines);
  const tooSmall = (block: Block): boolean => capOf(block) / first.toPicture.a < SMALLEST_COARSE_CAP;
  const large = picture.width * picture.height > SECOND_LOOK_PIXELS;
  const second = large && (coarse.length === 0 || coarse.some(tooSmall))
    ? plainZones(await linesOf(thumbnail(picture, SECOND_SIDE), nets)) : [];
  yield second.length > 0 ? second : coarse;
  const plain = lines.filter(({ score }) => score >= LIKE_A_ZONE);
  if (plain.reduce((sum, line) => sum + signsIn(line), 0) < WORTH_ANOTHER_LOOK) return;
  // A third look, at the finer thumbnail, read one zone more of 2,100, and on pages of text took as long as all the rest.
  yield plainZones(await linesOf(turnedOver(first), nets));
}

/** Zones of a picture in its own pixels, at most eight, the clearest first. An empty list: there is none. */
export async function locateZones(picture: Picture, nets: Nets): Promise<Zone[]> {
  const found: Zone[] = [];
  for await (const look of looksFromAfar(picture, nets)) {
    // Each zone is looked at by itself: they differ in size and turn, and there are seldom two.
    for (const coarse of look) {
      const zone = await lookCloser(coarse, picture, nets);
      if (zone && !isKnown(zone.lines, found.map(({ lines }) => lines))) found.push(zone);
    }
    if (found.length > 0) break;
  }
  return found;
}

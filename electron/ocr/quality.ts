/** Says why a picture reads badly when the picture is the reason, from what the straightened lines show. */
import type { DoubtCode, QualityHint, ReadDocument } from '../../shared/reading.ts';
import { capAt, pointAt, type TextLine } from './locate/text-line.ts';
import { STRIP_CAP, STRIP_HEIGHT } from './nets/nets.ts';
import type { Pyramid } from './picture/pyramid.ts';
import { quantiles } from './quantiles.ts';
import type { Strip } from './rectify.ts';

/** Paper (the ninth decile of a strip) darker than this leaves too few steps between ink and paper. */
const DARK_PAPER = 0.3;
/** A picture of which 99 in 100 pixels are darker than this shows nothing that could be read. */
const DARK_PICTURE = 0.16;
/** How coarsely a whole picture is looked at, in its own pixels. */
const WHOLE_STEP = 8;
/** Share of columns between a line's first and last sign whose paper is burnt out and whose ink has gone with it. */
const GLARE_SHARE = 0.02;
/** The same of a whole strip, its margins counted: so much is more than margins, though no sign be left at an end. */
const GLARE_SHARE_OF_STRIP = 0.15;
const BURNT = 0.985;
/** Capitals of fewer picture pixels hold too little to tell 0 from O. */
const SMALL_CAP = 9;
/** Steepest edges over contrast, a strip pixel. Sharp print reaches 0.4 and more; a blur of half a stroke 0.15. */
const SOFT_EDGE = 0.17;

/** Whether stretches of a line longer than a gap between signs are nearly white, as print never is. */
function isBurnt(strip: Strip): boolean {
  const top = Math.round((STRIP_HEIGHT - STRIP_CAP) / 2);
  const runs: { readonly from: number; readonly to: number }[] = [];
  let from = 0;
  for (let column = 0; column <= strip.width; column += 1) {
    let darkest = column === strip.width ? 0 : 1;
    for (let row = top; row < top + STRIP_CAP && column < strip.width; row += 1) {
      darkest = Math.min(darkest, strip.pixels[row * strip.width + column] ?? 1);
    }
    if (darkest >= BURNT) continue;
    if (column - from > STRIP_CAP) runs.push({ from, to: column });
    from = column + 1;
  }
  // A white scan's margins are as white as glare: they count only where they are far wider than margins are.
  const inside = runs.filter((run) => run.from > 0 && run.to < strip.width);
  const share = (some: typeof runs): number =>
    some.reduce((sum, run) => sum + run.to - run.from, 0) / Math.max(1, strip.width);
  return share(inside) > GLARE_SHARE || share(runs) > GLARE_SHARE_OF_STRIP;
}

/** Steepest horizontal edges, two pixels wide, over the strip's contrast. */
function edgeSharpness(strip: Strip, contrast: number): number {
  const { width, pixels } = strip;
  const edges = new Float32Array(STRIP_HEIGHT * Math.max(0, width - 1));
  for (let row = 0, at = 0; row < STRIP_HEIGHT; row += 1) {
    for (let column = 0; column + 1 < width; column += 1, at += 1) {
      edges[at] = Math.abs((pixels[row * width + column + 1] ?? NaN) - (pixels[row * width + column] ?? NaN));
    }
  }
  const [steepest = NaN] = quantiles(edges, [0.97]);
  return steepest / Math.max(0.02, contrast);
}

/** Whether an end of the line lies at the picture's edge without its first or last sign having been seen. */
function isClipped(line: TextLine, picture: { width: number; height: number }): boolean {
  const atEdge = (s: number): boolean => {
    const [x, y] = pointAt(line, s);
    const room = 0.6 * capAt(line, s);
    return x < room || y < room || x > picture.width - 1 - room || y > picture.height - 1 - room;
  };
  return (line.startSeen < 0.5 && atEdge(line.start)) || (line.endSeen < 0.5 && atEdge(line.end));
}

/** Doubts about what is printed, plain to see: no better picture would take them away. */
const OF_THE_PRINT: ReadonlySet<DoubtCode> = new Set<DoubtCode>([
  'checkDigit.wrong', 'date.impossible', 'state.unknown', 'letter.outOfPlace', 'name.truncated',
]);

/** Hints for one zone, most telling first; none where it was read well, or where it is the print that is doubtful. */
export function qualityOfZone(
  { document, strips }: { readonly document: ReadDocument | null; readonly strips: readonly Strip[] },
  picture: { readonly width: number; readonly height: number },
): QualityHint[] {
  const seenBadly = document?.doubts.filter(({ code }) => !OF_THE_PRINT.has(code)) ?? [];
  if (document !== null && (document.status === 'sure' || seenBadly.length === 0)) return [];
  const hints = new Set<QualityHint>();
  // The decoder counts signs and knows best whether one is missing at an end.
  const clipped = document === null ? strips.some(({ line }) => isClipped(line, picture))
    : seenBadly.some(({ code }) => code === 'line.clipped');
  if (clipped) hints.add('clipped');
  for (const strip of strips) {
    const [ink = NaN, paper = NaN] = quantiles(strip.pixels, [0.05, 0.9]);
    const contrast = paper - ink;
    const capInPicture = STRIP_CAP * strip.step;
    if (isBurnt(strip)) hints.add('glare');
    if (paper < DARK_PAPER) hints.add('tooDark');
    if (capInPicture < SMALL_CAP) hints.add('tooSmall');
    // Small print looks soft once enlarged; that is not the lens's fault.
    else if (edgeSharpness(strip, contrast) < SOFT_EDGE) hints.add('outOfFocus');
  }
  return [...hints];
}

/** Hints for a picture on which no zone was found: only what is plain of the whole. */
export function qualityWithoutZone(pyramid: Pyramid): QualityHint[] {
  const { data } = pyramid.level(WHOLE_STEP).grey;
  let light = 0;
  for (let at = 0; at < data.length; at += 1) if ((data[at] ?? 0) >= DARK_PICTURE * 255) light += 1;
  return light < data.length / 100 ? ['tooDark'] : [];
}

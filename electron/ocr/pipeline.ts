/** From a picture's bytes to a Reading: open, locate, read each zone, judge. Nets and decoder are handed in. */
import { DeskError } from '../../shared/errors.ts';
import type { QualityHint, ReadDocument, Reading } from '../../shared/reading.ts';
import type { Block } from './locate/blocks.ts';
import { isKnown, lookCloser, looksFromAfar, meanScore } from './locate/locate.ts';
import type { Nets } from './nets/nets.ts';
import { openPicture, type Picture } from './picture/picture.ts';
import type { Box } from './picture/raster.ts';
import { qualityOfZone, qualityWithoutZone } from './quality.ts';
import { readAtFirstSight, readZone, type DecodeZone, type ZoneReader, type ZoneReading } from './read-zone.ts';

export type ReadOptions = {
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
};

export type PictureReading = {
  readonly reading: Reading;
  /** Upright JPEG for people; made only when asked for. */
  readonly display: () => Promise<Uint8Array>;
  /** Upright JPEG of each document's zone and nothing around it, in the order of the documents. */
  readonly zones: () => Promise<Uint8Array[]>;
};

/** Share of the whole that is done once the picture is open and once its zones are found. */
const OPENED = 0.3;
const LOCATED = 0.6;

/** Zones seen as plainly as this in a thumbnail are read at first sight. */
const PLAIN = 0.75;

/**
 * Below these the signs are guessed and the zone is other print, or print no one can read; a person gains nothing. Print
 * that is no zone was seen to come to 0.91 at most, and to hold hardly any double filler.
 */
const GUESSED_DOCUMENT = 0.001;
const GUESSED_SIGNS = 0.92;
/** Runs of fillers that even a zone half misread shows: after names, and where fields are filled up. */
const FILLER_RUNS = 2;
/** Signs other than fillers: a name, a state and two dates come to more. Rules and rows of dots, however plain, come to a handful. */
const FEWEST_WRITTEN = 20;

function isGuesswork({ confidence, lines }: ReadDocument): boolean {
  const written = lines.reduce((sum, { text }) => sum + text.replaceAll('<', '').length, 0);
  if (written < FEWEST_WRITTEN) return true;
  if (confidence >= GUESSED_DOCUMENT) return false;
  const signs = lines.flatMap(({ characters }) => characters);
  const mean = signs.reduce((sum, sign) => sum + sign.confidence, 0) / Math.max(1, signs.length);
  const runs = lines.flatMap(({ text }) => text.match(/<<+/g) ?? []).length;
  return mean < GUESSED_SIGNS || runs < FILLER_RUNS;
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DeskError('ocr.cancelled');
}

/** Reads a zone that a thumbnail shows; null when it was read before, or is none when looked at closely. */
async function readOneZone(
  coarse: Block, known: readonly Block[], picture: Picture, reader: ZoneReader,
): Promise<ZoneReading & { readonly lines: Block } | null> {
  if (isKnown(coarse, known)) return null;
  const settled = meanScore(coarse) >= PLAIN ? await readAtFirstSight(coarse, reader) : null;
  if (settled) return { ...settled, lines: coarse };
  const zone = await lookCloser(coarse, picture, reader.nets);
  if (!zone || isKnown(zone.lines, known)) return null;
  return { ...await readZone(zone, reader), lines: zone.lines };
}

/**
 * Reads one picture. Rejects with DeskError `picture.*` when it cannot be opened, or when nothing was found on what
 * could be saved of a damaged one; with `ocr.cancelled` when the signal fires.
 */
export async function readPicture(
  bytes: Uint8Array, nets: Nets, decode: DecodeZone, options: ReadOptions = {},
): Promise<PictureReading> {
  const started = performance.now();
  const { onProgress, signal } = options;
  throwIfCancelled(signal);
  const picture = await openPicture(bytes);
  onProgress?.(OPENED);
  throwIfCancelled(signal);

  const documents: ReadDocument[] = [];
  let quality = new Set<QualityHint>();
  /** Zones read, and print that is none: not looked at again. */
  const known: Block[] = [];
  let anyPrint = false;
  const reader: ZoneReader = { picture, nets, decode, signal };
  for await (const look of looksFromAfar(picture, nets)) {
    const senseless: Block[] = [];
    const hints = new Set<QualityHint>();
    for (const [index, coarse] of look.entries()) {
      throwIfCancelled(signal);
      onProgress?.(LOCATED + ((1 - LOCATED) * index) / look.length);
      const zone = await readOneZone(coarse, [...known, ...senseless], picture, reader);
      if (zone === null) continue;
      if (zone.print === 'other') {
        known.push(zone.lines);
        continue;
      }
      anyPrint = true;
      const makesSense = zone.document !== null && !isGuesswork(zone.document);
      if (makesSense) documents.push(zone.document);
      // The next look may show the lines of what seems a zone better than this one did.
      (makesSense || zone.print !== 'zone' ? known : senseless).push(zone.lines);
      qualityOfZone(zone, picture).forEach((hint) => hints.add(hint));
    }
    // What kept an earlier look from seeing the zone is no matter once it is read.
    quality = documents.length > 0 ? hints : new Set([...quality, ...hints]);
    if (documents.length > 0) break;
  }
  onProgress?.(1);
  throwIfCancelled(signal);
  if (!anyPrint) qualityWithoutZone(picture.pyramid).forEach((hint) => quality.add(hint));
  if (documents.length === 0 && !picture.intact) throw new DeskError('picture.damaged', 'cut short, and nothing found');

  const reading: Reading = {
    status: documents.length === 0 ? 'none' : documents.every(({ status }) => status === 'sure') ? 'sure' : 'check',
    documents,
    quality: [...quality],
    width: picture.width,
    height: picture.height,
    ms: Math.round(performance.now() - started),
    model: nets.model,
  };
  return {
    reading, display: () => picture.display(),
    async zones() {
      const parts = [];
      for (const document of documents) parts.push((await picture.part(boxOfZone(document))) ?? new Uint8Array());
      return parts;
    },
  };
}

/** Part of a line's height that is left around a zone, so that no sign is cut. */
const ZONE_MARGIN = 0.5;

/** All lines of the zone, upright and with a margin; what a property keeps that keeps no whole pictures. */
function boxOfZone({ lines }: ReadDocument): Box {
  const points = lines.flatMap(({ quad }) => quad);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const heights = lines.map(({ quad: [a, , , d] }) => Math.hypot(d[0] - a[0], d[1] - a[1]));
  const margin = ZONE_MARGIN * Math.max(0, ...heights);
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  return { left, top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin - top };
}

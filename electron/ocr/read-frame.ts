/**
 * Live video: looks at frames one by one and adds up what they say of the zone held before the camera, until it is sure.
 * A frame gets one look and no second tries, as the next frame is one; that keeps the picture and the outline together.
 */
import type { QualityHint, Quad, ReadDocument } from '../../shared/reading.ts';
import { decodeBlock, type DecodeOptions, type LinePosterior } from './decode/decode.ts';
import { createFusion, type FusionState } from './fuse.ts';
import { upsideDown, type Block } from './locate/blocks.ts';
import { lookCloser, looksFromAfar, meanScore } from './locate/locate.ts';
import { pointAt } from './locate/text-line.ts';
import type { Nets } from './nets/nets.ts';
import { openPicture, type Picture } from './picture/picture.ts';
import { qualityOfZone, qualityWithoutZone } from './quality.ts';
import { readAtFirstSight, type Print, type ZoneReader } from './read-zone.ts';
import { rectify } from './rectify.ts';

export type FrameReading = FusionState & {
  readonly width: number;
  readonly height: number;
  /** The zone in pixels of the frame; null where none is in sight. */
  readonly outline: Quad | null;
  readonly quality: readonly QualityHint[];
  /** Probability (0..1) that this frame alone was read right. */
  readonly clarity: number;
};

export type FrameReader = {
  /** Looks at one frame (an encoded picture). Rejects with DeskError `picture.*` when it cannot be opened. */
  add(frame: Uint8Array): Promise<FrameReading>;
};

/** After so many frames without a zone one gets the costlier looks: finer, and upside down. */
const WITHOUT_ZONE = 4;

type Outcome = { readonly block: Block; readonly said: readonly LinePosterior[]; readonly document: ReadDocument | null };
/** What settles it needs no closer look: it is sure, or other print and certainly no zone. */
type Look = Outcome & { readonly settledAs: Print | null };

/** The likeliest zone of the frame; the first look alone, or all of them. */
async function zoneOf(picture: Picture, nets: Nets, thoroughly: boolean): Promise<Block | null> {
  for await (const look of looksFromAfar(picture, nets)) {
    const [best] = look.toSorted((one, other) => meanScore(other) - meanScore(one));
    if (best !== undefined) return best;
    if (!thoroughly) return null;
  }
  return null;
}

/** Reads a zone once, and keeps what the recogniser says of it whatever becomes of that. */
async function lookAt(block: Block, picture: Picture, nets: Nets, options: DecodeOptions): Promise<Look> {
  let last: Outcome = { block, said: [], document: null };
  const reader: ZoneReader = {
    picture, nets,
    decode: (lines) => {
      const document = decodeBlock(lines, options);
      if (document !== null) last = { block, said: lines, document };
      return document;
    },
  };
  const sight = await readAtFirstSight(block, reader);
  return { ...last, settledAs: sight?.print ?? null };
}

/** The frame's zone as the thumbnail shows it; looked at closer, and the other way up, only where that gave nothing. */
async function readOnce(coarse: Block, picture: Picture, nets: Nets, options: DecodeOptions): Promise<Look> {
  const first = await lookAt(coarse, picture, nets, options);
  if (first.settledAs !== null) return first;
  const closer = await lookCloser(coarse, picture, nets);
  if (closer === null) return first;
  const second = await lookAt(closer.lines, picture, nets, options);
  if (second.document !== null) return (first.document?.confidence ?? -1) > second.document.confidence ? first : second;
  if (first.document !== null) return first;
  const over = await lookAt(upsideDown(closer.lines), picture, nets, options);
  return over.document === null ? second : over;
}

/** Corners of a block of lines, half a capital outside its first and last line. */
function outlineOf(block: Block): Quad | null {
  const [top, bottom] = [block[0], block.at(-1)];
  if (top === undefined || bottom === undefined) return null;
  return [
    pointAt(top, top.start, -top.cap), pointAt(top, top.end, -top.cap),
    pointAt(bottom, bottom.end, bottom.cap), pointAt(bottom, bottom.start, bottom.cap),
  ];
}

/** Starts following a camera. Frames are to be added one after another, each when the one before has been answered. */
export function createFrameReader(nets: Nets, options: DecodeOptions): FrameReader {
  const fusion = createFusion(options);
  let without = 0;
  return {
    async add(frame) {
      const picture = await openPicture(frame);
      const { width, height } = picture;
      const noZone = (quality: readonly QualityHint[]): FrameReading =>
        ({ ...fusion.add([]), width, height, outline: null, quality, clarity: 0 });
      const coarse = await zoneOf(picture, nets, without >= WITHOUT_ZONE);
      without = coarse === null && without < WITHOUT_ZONE ? without + 1 : 0;
      if (coarse === null) return noZone(qualityWithoutZone(picture.pyramid));
      const { block, said, document, settledAs } = await readOnce(coarse, picture, nets, options);
      if (settledAs === 'other') return noZone([]);
      const state = fusion.add(said);
      const strips = state.state === 'sure' ? [] : block.map((line) => rectify(picture.pyramid, line));
      return {
        ...state, width, height, outline: document?.box ?? outlineOf(block),
        quality: state.state === 'sure' ? [] : qualityOfZone({ document, strips }, picture),
        clarity: document?.confidence ?? 0,
      };
    },
  };
}

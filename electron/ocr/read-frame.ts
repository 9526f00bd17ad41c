/**
 * Live video: looks at frames one by one and adds up what they say of the zone held before the camera, until it is sure.
 */
import type { ReadDocument } from '../../shared/reading.ts';
import { decodeBlock, type DecodeOptions, type LinePosterior } from './decode/decode.ts';
import { createFusion, type FusionState } from './fuse.ts';
import { locateZones } from './locate/locate.ts';
import type { Nets } from './nets/nets.ts';
import { openPicture } from './picture/picture.ts';
import { readZone } from './read-zone.ts';

export type FrameReader = {
  /** Looks at one frame (an encoded picture). Rejects with DeskError `picture.*` when it cannot be opened. */
  add(frame: Uint8Array): Promise<FusionState>;
};

/** Second looks at a doubtful zone end after so many milliseconds: the next frame tells more than they do. */
const LONGEST_LOOK_MS = 250;

/** What the recogniser says of the frame's clearest zone; nothing where it shows none. */
async function linesOf(frame: Uint8Array, nets: Nets, options: DecodeOptions): Promise<readonly LinePosterior[]> {
  const picture = await openPicture(frame);
  const end = AbortSignal.timeout(LONGEST_LOOK_MS);
  let best: { readonly document: ReadDocument; readonly lines: readonly LinePosterior[] } | null = null;
  for (const zone of await locateZones(picture, nets)) {
    const said = new Map<ReadDocument, readonly LinePosterior[]>();
    const { document } = await readZone(zone, picture.pyramid, nets, (lines) => {
      const decoded = decodeBlock(lines, options);
      if (decoded) said.set(decoded, lines);
      return decoded;
    }, end);
    if (document === null || (best !== null && document.confidence <= best.document.confidence)) continue;
    best = { document, lines: said.get(document) ?? [] };
  }
  return best?.lines ?? [];
}

/** Starts following a camera. Frames are to be added one after another, each when the one before has been answered. */
export function createFrameReader(nets: Nets, options: DecodeOptions): FrameReader {
  const fusion = createFusion(options);
  return { add: async (frame) => fusion.add(await linesOf(frame, nets, options)) };
}

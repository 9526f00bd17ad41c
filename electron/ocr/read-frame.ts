/**
 * Live video: looks at frames one by one and adds up what they say of the zone held before the camera, until it is sure.
 */
import type { ReadDocument } from '../../shared/reading.ts';
import { decodeBlock, type DecodeOptions, type LinePosterior } from './decode/decode.ts';
import { createFusion, type FusionState } from './fuse.ts';
import type { Nets } from './nets/nets.ts';
import { readPicture } from './pipeline.ts';

export type FrameReader = {
  /** Looks at one frame (an encoded picture). Rejects with DeskError `picture.*` when it cannot be opened. */
  add(frame: Uint8Array): Promise<FusionState>;
};

/** What the recogniser says of the frame's most certain zone; nothing where it shows none. */
async function linesOf(frame: Uint8Array, nets: Nets, options: DecodeOptions): Promise<readonly LinePosterior[]> {
  const said = new Map<ReadDocument, readonly LinePosterior[]>();
  const { reading } = await readPicture(frame, nets, (lines) => {
    const document = decodeBlock(lines, options);
    if (document) said.set(document, lines);
    return document;
  });
  const [best] = [...reading.documents].sort((one, other) => other.confidence - one.confidence);
  return (best && said.get(best)) ?? [];
}

/** Starts following a camera. Frames are to be added one after another, each when the one before has been answered. */
export function createFrameReader(nets: Nets, options: DecodeOptions): FrameReader {
  const fusion = createFusion(options);
  return { add: async (frame) => fusion.add(await linesOf(frame, nets, options)) };
}

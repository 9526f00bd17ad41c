/** What the reader says of a live camera's frame, and the requests about it. */
import { z } from 'zod';
import type { MrzFormat, QualityHint, Quad } from './reading.ts';

/** A frame is a JPEG of at most 1280 pixels; far more is no frame. */
const MOST_FRAME_BYTES = 4 * 1024 * 1024;

export type FrameSight = {
  /** `sure`: this frame and those before it agree, and nothing is in doubt. */
  readonly state: 'searching' | 'reading' | 'sure';
  /** The zone, as shares (0..1) of the frame's width and height, in reading direction; null where none is in sight. */
  readonly outline: Quad | null;
  readonly format: MrzFormat | null;
  readonly quality: readonly QualityHint[];
  /** Frames that showed this document so far; 1: another one has come. */
  readonly frames: number;
  /** How well this frame alone shows the zone, 0..1: the best one is worth keeping. */
  readonly clarity: number;
  /** Stands for the document, once sure; the same document gives the same. Says nothing about it. */
  readonly seen: string | null;
  /** Surname and given names, once sure. */
  readonly name: string | null;
};

/** 24 hexadecimal digits. */
export const seenSchema = z.string().regex(/^[0-9a-f]{24}$/);

export const cameraInputs = {
  /** Looks at one frame. `session` is made by the page for each time the camera is opened. Frames are kept nowhere. */
  'camera:look': z.strictObject({
    session: z.uuid(), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MOST_FRAME_BYTES),
  }),
  /** Puts the best frame into the queue; `seen` lets the reader read it together with the frames that were sure. */
  'camera:keep': z.strictObject({ bytes: z.instanceof(Uint8Array), seen: seenSchema }),
} as const;

export type CameraOutputs = {
  'camera:look': FrameSight;
  'camera:keep': { captureId: string };
};

/** Nets, decoder and pipeline put together: what the OCR child, the benches and the command line read with. */
import { z } from 'zod';
import { DeskError } from '../../shared/errors.ts';
import { decodeBlock, type Calibration, type DecodeOptions } from './decode/decode.ts';
import { openNets } from './nets/open-nets.ts';
import type { Engine } from './nets/nets.ts';
import { readPicture, type PictureReading, type ReadOptions } from './pipeline.ts';
import { createFrameReader, type FrameReader } from './read-frame.ts';
import type { DecodeZone } from './read-zone.ts';

export type Reader = {
  readonly engine: Engine;
  read(bytes: Uint8Array, options?: ReadOptions): Promise<PictureReading>;
  /** Starts following a camera, frame by frame. */
  follow(): FrameReader;
};

const logisticMap = z.strictObject({ offset: z.number(), slope: z.number() });
const calibrationSchema = z.object({
  temperature: z.number().positive(),
  character: logisticMap,
  document: logisticMap,
  sureDocument: z.number().min(0).max(1),
  sureUnguarded: z.number().min(0).max(1),
});

/** The calibration in a recogniser's card; without one probabilities are taken at their word. */
function calibrationOf(card: { calibration?: unknown }): Calibration | undefined {
  if (card.calibration === undefined) return undefined;
  const parsed = calibrationSchema.safeParse(card.calibration);
  if (!parsed.success) throw new DeskError('ocr.modelDamaged', 'the recogniser\'s calibration has another shape');
  return parsed.data;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Loads the models. Rejects with DeskError `ocr.modelDamaged` or `ocr.unavailable`. */
export async function openReader(modelFolder: string, engines: readonly Engine[]): Promise<Reader> {
  const { nets, cards } = await openNets(modelFolder, engines);
  const calibration = calibrationOf(cards.recogniser);
  const options = (): DecodeOptions => ({ today: today(), ...(calibration ? { calibration } : {}) });
  const decode: DecodeZone = (lines) => decodeBlock(lines, options());
  return {
    engine: nets.engine,
    read: (bytes, wishes) => readPicture(bytes, nets, decode, wishes),
    follow: () => createFrameReader(nets, options()),
  };
}

/** Reads the models and their cards, and refuses a model that is not the one its card describes. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { DeskError } from '../../../shared/errors.ts';
import { SIGNS } from '../../../shared/mrz/alphabet.ts';

/** What the program itself reads of a card; the rest is for people. */
const cardSchema = z.looseObject({
  file: z.string().regex(/^[a-z0-9-]+\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  alphabet: z.literal(SIGNS).optional(),
  /** What the decoder needs to turn posteriors into probabilities; its own module knows the shape. */
  calibration: z.unknown().optional(),
});
export type ModelCard = z.infer<typeof cardSchema>;

export type ModelFile = { readonly card: ModelCard; readonly bytes: Uint8Array };

export type ModelFiles = { readonly locator: ModelFile; readonly recogniser: ModelFile };

const damaged = (name: string, why: string, cause?: unknown): DeskError =>
  new DeskError('ocr.modelDamaged', `${name}: ${why}`, { cause });

async function readModel(folder: string, name: 'locator' | 'recogniser'): Promise<ModelFile> {
  let card: ModelCard;
  let bytes: Uint8Array;
  try {
    card = cardSchema.parse(JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8')));
    bytes = await readFile(path.join(folder, card.file));
  } catch (cause) {
    throw damaged(name, 'the card or the model cannot be read', cause);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== card.sha256) throw damaged(name, 'its SHA-256 is not the one in its card');
  return { card, bytes };
}

/** Reads both models. Rejects with DeskError `ocr.modelDamaged`. */
export async function readModels(folder: string): Promise<ModelFiles> {
  const [locator, recogniser] = await Promise.all([readModel(folder, 'locator'), readModel(folder, 'recogniser')]);
  return { locator, recogniser };
}

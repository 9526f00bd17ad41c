import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMrzText } from '../../shared/mrz/alphabet.ts';

/** One picture with what is really printed on it. */
export type Sample = {
  readonly file: string;
  readonly format: string;
  readonly lines: readonly string[];
  /** Whether every ICAO check digit of the print is right. */
  readonly checkDigitsValid: boolean;
  readonly quality: readonly string[];
  /** Files of a clip, in their order, where it is one. */
  readonly frames?: readonly string[];
};

/** Reads `truth.json` of a folder of samples. */
export async function readTruth(folder: string): Promise<Sample[]> {
  return JSON.parse(await readFile(path.join(folder, 'truth.json'), 'utf8')) as Sample[];
}

/** Some specimens print signs ICAO 9303 does not know; no reader of MRZs can give those back. */
export const isIcaoPrint = ({ lines }: Sample): boolean => lines.every(isMrzText);

/** A print that breaks its own check digits is never sure, however well it is read. */
export const isRightPrint = ({ checkDigitsValid }: Sample): boolean => checkDigitsValid;

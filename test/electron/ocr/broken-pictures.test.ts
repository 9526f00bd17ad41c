/** A first stretch of `npm run fuzz:ocr`, through the same real child: the whole of it has ten thousand files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeskError } from '../../../shared/errors.ts';
import { brokenPicture, wholePictures } from '../../bench/broken-pictures.ts';
import { measuredReader, type MeasuredReader } from '../../bench/measured-child.ts';

const SPECIMEN = path.resolve(import.meta.dirname, '../../../resources/demo/2-identity-card.jpg');
const FILES = 300;
const SEED = 2;

describe('broken pictures', () => {
  let reader: MeasuredReader;
  beforeAll(() => {
    reader = measuredReader(['native']);
  });
  afterAll(() => reader.port.stop());

  const outcomeOf = (id: string, bytes: Uint8Array): Promise<string> => reader.port.read({ id, bytes }).then(
    ({ reading }) => reading.status, (error: DeskError) => error.code);

  it(`each end in what could be read or in an error of their own, ${FILES} of them`, { timeout: 120_000 }, async () => {
    const whole = await wholePictures();
    const outcomes = new Map<string, number>();
    for (let index = 0; index < FILES; index += 1) {
      const outcome = await outcomeOf(`file ${index}`, brokenPicture(whole, index, SEED));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // These pictures show a pattern and no zone.
    const fair = new Set([
      'none', 'picture.damaged', 'picture.empty', 'picture.unknownFormat', 'picture.tooManyPixels',
    ]);
    expect([...outcomes.keys()].filter((outcome) => !fair.has(outcome))).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(2);
  });

  it('leave the child alive and as good as new', async () => {
    expect(await outcomeOf('specimen', await readFile(SPECIMEN))).toBe('sure');
    expect(reader.starts()).toBe(1);
  });
});

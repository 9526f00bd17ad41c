/**
 * `npm run fuzz:ocr -- [--rounds 10000] [--seed 1] [--engine native|wasm]`: feeds the real OCR child broken pictures and
 * size bombs. Every one must end in a result or a picture's error code; the child must live on or be restarted; its
 * memory must stay bounded. Exit code 1 otherwise.
 */
import { parseArgs } from 'node:util';
import { DeskError } from '../../shared/errors.ts';
import { bombs, brokenPicture, wholePictures } from './broken-pictures.ts';
import { measuredReader } from './measured-child.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'native' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const MOST_MB = 1024;

/** Codes a broken picture may end in. */
const FAIR = /^(picture\.|read$)/;

const reader = measuredReader([values.engine === 'wasm' ? 'wasm' : 'native'], { jobTimeoutMs: 30_000 });
const outcomes = new Map<string, number>();
const unfair: string[] = [];

async function feed(name: string, bytes: Uint8Array): Promise<void> {
  const outcome = await reader.port.read({ id: name, bytes }).then(
    () => 'read',
    (error: unknown) => (error instanceof DeskError ? error.code : 'not a DeskError'),
  );
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (!FAIR.test(outcome)) unfair.push(`${name}: ${outcome}`);
}

try {
  for (const { name, bytes } of await bombs()) await feed(name, bytes);
  const afterBombs = reader.peakMb();
  const whole = await wholePictures();
  for (let index = 0; index < rounds; index += 1) {
    await feed(`round ${index} of seed ${seed}`, brokenPicture(whole, index, seed));
    if ((index + 1) % 1000 === 0) process.stderr.write(`${index + 1} of ${rounds}, ${reader.peakMb().toFixed(0)} MB\n`);
  }
  for (const [outcome, count] of [...outcomes].sort()) console.log(`${String(count).padStart(7)}  ${outcome}`);
  console.log(`child started ${reader.starts()} time(s); peak memory ${reader.peakMb().toFixed(0)} MB, `
    + `${afterBombs.toFixed(0)} MB after the bombs`);
  for (const line of unfair) console.log(`not fair: ${line}`);
  if (unfair.length > 0 || reader.peakMb() > MOST_MB) process.exitCode = 1;
} finally {
  await reader.port.stop();
}

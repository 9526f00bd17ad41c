/**
 * Other readers on the same pictures: Tesseract as Debian has it with a model for MRZs, and npm's mrz-detection. None is
 * a dependency of ours: each is measured where it is there and said to be absent where it is not.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { locateZones } from '../../electron/ocr/locate/locate.ts';
import type { Nets } from '../../electron/ocr/nets/nets.ts';
import { STRIP_HEIGHT } from '../../electron/ocr/nets/nets.ts';
import { openPicture } from '../../electron/ocr/picture/picture.ts';
import { batchOf, rectify } from '../../electron/ocr/rectify.ts';
import { isMrzText } from '../../shared/mrz/alphabet.ts';
import { readZone } from '../../shared/mrz/fields.ts';
import { formatsOfLines } from '../../shared/mrz/formats.ts';
import { errorRate } from './score.ts';
import type { Sample } from './truth.ts';

export type PeerResult = {
  readonly ms: number;
  readonly exact: boolean;
  /** Whether all its check digits pass. */
  readonly valid: boolean;
  readonly errorRate: number;
};

/** A reader of one picture: the lines it found. */
export type Peer = { readonly name: string; read(bytes: Uint8Array): Promise<string[]> };

const run = promisify(execFile);
/** A peer that takes longer over a picture has read nothing. */
const LONGEST_MS = 120_000;

/** Tesseract's model for MRZs: a `.traineddata` file, as `--traineddata` names it. */
type Model = { readonly folder: string; readonly language: string };

async function tesseract(picture: Uint8Array, { folder: tessdata, language }: Model): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'peer-'));
  try {
    const file = path.join(folder, 'picture.png');
    await writeFile(file, picture);
    const { stdout } = await run('tesseract', [file, '-', '--tessdata-dir', tessdata, '-l', language, '--psm', '6'], {
      // Its threads wait by spinning: on a busy machine OMP_THREAD_LIMIT=1 in the environment is many times faster.
      env: { OMP_THREAD_LIMIT: '2', ...process.env }, timeout: LONGEST_MS,
    });
    return zoneLines(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last two or three lines that look like a zone's. */
function zoneLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replaceAll(/\s/g, '')).filter((line) => line.length >= 28);
  const long = lines.filter((line) => Math.abs(line.length - (lines.at(-1)?.length ?? 0)) <= 3);
  const length = long.at(-1)?.length ?? 0;
  return long.slice(length <= 33 ? -3 : -2);
}

/** Tesseract on the whole picture, 1300 pixels wide. */
const wholePicture = (model: Model): Peer => ({
  name: 'tesseract 5, whole picture at 1300 px',
  read: async (bytes) =>
    tesseract(await sharp(bytes).autoOrient().resize({ width: 1300 }).greyscale().png().toBuffer(), model),
});

/** Tesseract on the lines our locator found and straightened, enlarged to the size it likes. */
const locatedLines = (model: Model, nets: Nets): Peer => ({
  name: 'tesseract 5, lines located by us',
  read: async (bytes) => {
    const picture = await openPicture(bytes);
    const block = (await locateZones(picture, nets))[0]?.lines;
    if (!block) return [];
    const { width, count, data } = batchOf(block.map((line) => rectify(picture.pyramid, line)));
    const pixels = Uint8Array.from(data, (value) => Math.round(255 * value));
    const stacked = sharp(pixels, { raw: { width, height: count * STRIP_HEIGHT, channels: 1 } });
    const framed = await stacked.extend({ top: 8, bottom: 8, background: '#ffffff' }).png().toBuffer();
    return tesseract(await sharp(framed).resize({ width: width * 2, kernel: 'cubic' }).png().toBuffer(), model);
  },
});

/** Both ways to use Tesseract, or why there is none. */
export async function tesseractPeers(traineddata: string, nets: Nets): Promise<readonly Peer[] | string> {
  if (!existsSync(traineddata)) return `tesseract: no model at ${traineddata} (give one as --traineddata FILE)`;
  const model = { folder: path.dirname(traineddata), language: path.basename(traineddata, '.traineddata') };
  try {
    await run('tesseract', ['--version']);
  } catch {
    return 'tesseract: not installed (on Debian: apt-get install tesseract-ocr)';
  }
  return [wholePicture(model), locatedLines(model, nets)];
}

/** What we use of mrz-detection and of the image-js it brings. */
type Detection = {
  getMrz(image: unknown): unknown;
  readMrz(image: unknown): Promise<{ readonly mrz: string[] }>;
};

/** npm's mrz-detection installed in a folder of its own, or why there is none. */
export function mrzDetection(folder: string | undefined): Peer | string {
  if (folder === undefined) return 'mrz-detection: not asked for (install it elsewhere, then --mrz-detection DIR)';
  const load = createRequire(path.resolve(folder, 'package.json'));
  const { getMrz, readMrz } = load('mrz-detection') as Detection;
  const { Image } = load('image-js') as { Image: { load(bytes: Uint8Array): Promise<unknown> } };
  const { version } = load('mrz-detection/package.json') as { version: string };
  return {
    name: `mrz-detection ${version}`,
    read: async (bytes) => {
      const image = await Image.load(await sharp(bytes).autoOrient().png().toBuffer());
      // As its authors use it: first cut out, then read. Where it finds nothing to cut, it gets the whole picture.
      const cut = async (): Promise<string[]> => (await readMrz(getMrz(image))).mrz;
      const lines = await cut().catch((): string[] => []);
      return lines.length >= 2 ? lines : (await readMrz(image)).mrz;
    },
  };
}

/** Whether lines are a zone of some layout whose check digits all pass: the most a reader without doubts can know. */
export function isValid(lines: readonly string[]): boolean {
  const [format] = lines.every(isMrzText) ? formatsOfLines(lines) : [];
  if (format === undefined) return false;
  const { checkDigits } = readZone(format, lines, new Date().toISOString().slice(0, 10));
  return checkDigits.length > 0 && checkDigits.every(({ state }) => state !== 'wrong');
}

export async function measure(peer: Peer, bytes: Uint8Array, sample: Sample): Promise<PeerResult> {
  const started = performance.now();
  // A peer that breaks on a picture has read nothing; that is its result, not ours to mend.
  const lines = await peer.read(bytes).catch((): string[] => []);
  return {
    ms: performance.now() - started,
    exact: lines.join('\n') === sample.lines.join('\n'),
    valid: lines.length > 0 && isValid(lines),
    errorRate: errorRate(lines, sample.lines),
  };
}

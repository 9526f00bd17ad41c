/** How many frames of a document held before a camera it takes until the reader is sure, and whether it is right. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameReader } from '../../electron/ocr/read-frame.ts';
import { textOf } from './score.ts';
import { percent, table, timeRow, TIME_HEAD } from './tables.ts';
import type { Sample } from './truth.ts';

type Clip = {
  readonly sample: Sample;
  /** Frames until sure; null when it never was. */
  readonly sureAfter: number | null;
  readonly right: boolean;
  readonly ms: readonly number[];
};

const EARLY = 5;

async function readClip(sample: Sample, folder: string, reader: FrameReader): Promise<Clip> {
  const ms: number[] = [];
  let read: string[] = [];
  for (const [index, file] of (sample.frames ?? []).entries()) {
    const bytes = await readFile(path.join(folder, file));
    const started = performance.now();
    const { state, document } = await reader.add(bytes);
    ms.push(performance.now() - started);
    read = document ? textOf(document) : [];
    const right = read.join('\n') === sample.lines.join('\n');
    if (state === 'sure') return { sample, sureAfter: index + 1, right, ms };
  }
  return { sample, sureAfter: null, right: read.join('\n') === sample.lines.join('\n'), ms };
}

/** Follows every clip of a folder; prints what became of them, and on `verbose` the names of those that did ill. */
export async function measureClips(
  samples: readonly Sample[], folder: string, startReader: () => FrameReader, verbose: boolean,
): Promise<string> {
  const clips: Clip[] = [];
  for (const sample of samples) clips.push(await readClip(sample, folder, startReader()));
  const within = (frames: number): string =>
    percent(clips.filter(({ sureAfter }) => sureAfter !== null && sureAfter <= frames).length, clips.length);
  const sure = clips.filter(({ sureAfter }) => sureAfter !== null);
  const wrong = sure.filter(({ right }) => !right);
  const rows = [['sure within 2 frames', within(2)], ['3 frames', within(3)], [`${EARLY} frames`, within(EARLY)],
    ['10 frames', within(10)], ['wrong among sure', String(wrong.length)]];
  const ill = clips.filter((clip) => !clip.right || clip.sureAfter === null || clip.sureAfter > EARLY);
  const named = ill.map(({ sample, sureAfter, right }) =>
    `${sample.file} sure after ${sureAfter ?? 'none'}, ${right ? 'right' : 'wrong'}`);
  return [
    table([`${clips.length} clips`, ''], rows),
    table(TIME_HEAD, [timeRow('a frame', clips.flatMap(({ ms }) => ms))]),
    ...(verbose ? named : []),
  ].join('\n\n');
}

/** The child's side of a live camera: one session at a time, and what it was sure of for the still picture that follows. */
import { createHmac, randomBytes } from 'node:crypto';
import type { FrameSight } from '../../shared/camera.ts';
import type { Point, Quad, ReadDocument, Reading } from '../../shared/reading.ts';
import type { FrameReader, FrameReading } from './read-frame.ts';

/** Documents remembered for the stills that are still to be read; far more than wait at once. */
const REMEMBERED = 32;
/** A still in which a larger share of signs differs shows another document. */
const OTHER_DOCUMENT = 0.1;

export type LiveReader = {
  /** Looks at one frame; another session begins anew. Rejects with DeskError `picture.*`. */
  look(session: string, frame: Uint8Array): Promise<FrameSight>;
  /** The still's reading, together with the frames that were sure of the same document; unchanged where they were not. */
  together(reading: Reading, seen: string): Reading;
};

export function createLiveReader(follow: () => FrameReader): LiveReader {
  /** Ids of documents mean nothing outside this process. */
  const key = randomBytes(32);
  const sure = new Map<string, ReadDocument>();
  let current: { readonly session: string; readonly frames: FrameReader } | null = null;

  const remember = (document: ReadDocument): string => {
    const seen = createHmac('sha256', key).update(textOf(document)).digest('hex').slice(0, 24);
    sure.delete(seen);
    sure.set(seen, document);
    const [oldest] = sure.keys();
    if (sure.size > REMEMBERED && oldest !== undefined) sure.delete(oldest);
    return seen;
  };

  return {
    async look(session, frame) {
      if (current?.session !== session) current = { session, frames: follow() };
      const read = await current.frames.add(frame);
      const seen = read.state === 'sure' && read.document !== undefined ? remember(read.document) : null;
      return sightOf(read, seen);
    },
    together(reading, seen) {
      const known = sure.get(seen);
      return known === undefined ? reading : withFrames(reading, known);
    },
  };
}

const textOf = ({ format, lines }: ReadDocument): string => [format, ...lines.map(({ text }) => text)].join('\n');

function sightOf(read: FrameReading, seen: string | null): FrameSight {
  const { width, height } = read;
  const share = ([x, y]: Point): Point => [x / width, y / height];
  const outline: Quad | null = read.outline && [
    share(read.outline[0]), share(read.outline[1]), share(read.outline[2]), share(read.outline[3]),
  ];
  const { document } = read;
  const names = [
    document?.cyrillic?.surname ?? document?.fields.surname?.value,
    document?.cyrillic?.givenNames ?? document?.fields.givenNames?.value,
  ];
  return {
    state: read.state, outline, format: document?.format ?? null, quality: read.quality,
    frames: read.frames, clarity: read.clarity, seen,
    name: seen === null ? null : names.filter(Boolean).join(' ') || null,
  };
}

/**
 * A still that the frames were surer of: their signs on the still's lines, so that each is shown where it stands. Only
 * where the still shows the same one document, and only to take doubt away: a sure still stays as it is.
 */
export function withFrames(reading: Reading, frames: ReadDocument): Reading {
  const [still, another] = reading.documents;
  if (still === undefined || another !== undefined || still.status === 'sure' || frames.status !== 'sure') return reading;
  if (still.format !== frames.format || !alike(textOf(still), textOf(frames))) return reading;
  const lines = frames.lines.map((line, index) => ({ ...line, quad: still.lines[index]?.quad ?? line.quad }));
  const { box: _boxOfFrame, ...document } = frames;
  return {
    ...reading, status: 'sure', quality: [],
    documents: [{ ...document, lines, ...(still.box === undefined ? {} : { box: still.box }) }],
  };
}

function alike(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const differing = Array.from(one).filter((sign, at) => sign !== other.charAt(at)).length;
  return differing <= OTHER_DOCUMENT * one.length;
}

/**
 * Frame fusion for live video: adds up what several frames say of the same zone, place by place, until it is sure.
 * Pure: frames come in one by one as the recogniser's posteriors of one zone's lines, top to bottom.
 */
import type { MrzFormat, ReadDocument } from '../../shared/reading.ts';
import { UNCALIBRATED } from './decode/calibration.ts';
import { boxOf, type DecodeOptions, type LinePosterior } from './decode/decode.ts';
import { bestHypothesis, searchLayout, type ZoneHypothesis } from './decode/hypotheses.ts';
import { isPlausible } from './decode/plausible.ts';
import { documentOf } from './decode/verdict.ts';
import { SIGN_COUNT } from './decode/zone-model.ts';

export type FusionState = {
  readonly state: 'searching' | 'reading' | 'sure';
  /** The zone as all frames together say it. */
  readonly document?: ReadDocument;
  /** Frames that showed the zone so far. */
  readonly frames: number;
};

export type Fusion = {
  /** Adds one frame; no lines where the frame shows no zone. A few milliseconds. */
  add(lines: readonly LinePosterior[]): FusionState;
};

/** No single frame may count more than this many nats against a sign: one flash must not outvote the rest. */
const WORST_OF_ONE_FRAME = -5;
/** How alike two frames' errors are: 0 would make each frame a new witness, 1 a repetition. */
const LIKENESS = 0.35;
/** Frames that must not contradict the result before it is sure. */
const AGREEING_FRAMES = 2;
/** A frame contradicts a place where it holds the chosen sign for less likely than this (nats). */
const CONTRADICTION = -3;
/** A frame contradicting more than this share of places shows another document, or is read wrongly. */
const OTHER_DOCUMENT = 0.15;
const FRAMES_OF_ANOTHER = 2;
/** After so many frames without a zone the document has been taken away. */
const FRAMES_OF_NOTHING = 15;

type Heard = {
  readonly format: MrzFormat;
  /** Sum over frames of log-evidence, [size × 37]. */
  readonly sum: Float64Array;
  /** Each frame's own, for counting those that agree. */
  readonly frames: Float64Array[];
  /** The frame whose lines were seen best; its places stand for all. */
  best: ZoneHypothesis;
};

/** Starts a fusion; one for each document held to the camera, it notices by itself when another comes. */
export function createFusion(options: DecodeOptions): Fusion {
  const calibration = options.calibration ?? UNCALIBRATED;
  let heard: Heard | null = null;
  let last: FusionState = { state: 'searching', frames: 0 };
  let others = 0;
  let nothing = 0;

  const restart = (): FusionState => {
    [heard, others, nothing] = [null, 0, 0];
    last = { state: 'searching', frames: 0 };
    return last;
  };

  const conclude = (now: Heard): FusionState => {
    const evidence = together(now);
    const { layout } = now.best.model;
    const { model, search } = searchLayout(layout, evidence, options.today);
    const fused: ZoneHypothesis = { ...now.best, model, search, evidence };
    const document = documentOf(fused, boxOf(fused), options.today, calibration);
    const agreeing = now.frames.filter((frame) => contradictions(frame, search.signs) === 0).length;
    const sure = document.status === 'sure' && agreeing >= AGREEING_FRAMES;
    last = { state: sure ? 'sure' : 'reading', document, frames: now.frames.length };
    return last;
  };

  return {
    add(lines) {
      const frame = lines.length === 0 ? null : bestHypothesis(lines, options.today, calibration.temperature);
      if (frame === null || !isPlausible(frame, options.today)) {
        nothing += 1;
        return nothing >= FRAMES_OF_NOTHING ? restart() : last;
      }
      nothing = 0;
      if (heard !== null && isOther(heard, frame)) {
        others += 1;
        if (others < FRAMES_OF_ANOTHER) return last;
        heard = null;
      }
      others = 0;
      heard = heard === null ? begin(frame) : append(heard, frame);
      return conclude(heard);
    },
  };
}

function begin(frame: ZoneHypothesis): Heard {
  const clipped = clip(frame.evidence);
  return { format: frame.model.layout.format, sum: clipped.slice(), frames: [clipped], best: frame };
}

function append(heard: Heard, frame: ZoneHypothesis): Heard {
  const clipped = clip(frame.evidence);
  for (let i = 0; i < clipped.length; i += 1) heard.sum[i] = (heard.sum[i] ?? 0) + (clipped[i] ?? 0);
  heard.frames.push(clipped);
  if (seenOf(frame) > seenOf(heard.best)) heard.best = frame;
  return heard;
}

function isOther(heard: Heard, frame: ZoneHypothesis): boolean {
  if (frame.model.layout.format !== heard.format) return true;
  const signs = searchedSigns(heard);
  return contradictions(frame.evidence, signs) > OTHER_DOCUMENT * signs.length;
}

/** Likeliest signs of what was heard so far, by evidence alone. */
function searchedSigns({ sum }: Heard): Uint8Array {
  const signs = new Uint8Array(sum.length / SIGN_COUNT);
  for (let place = 0; place < signs.length; place += 1) {
    const row = place * SIGN_COUNT;
    let best = 0;
    for (let c = 1; c < SIGN_COUNT; c += 1) if ((sum[row + c] ?? 0) > (sum[row + best] ?? 0)) best = c;
    signs[place] = best;
  }
  return signs;
}

function contradictions(evidence: Float64Array, signs: Uint8Array): number {
  let count = 0;
  for (let place = 0; place < signs.length; place += 1) {
    if ((evidence[place * SIGN_COUNT + (signs[place] ?? 0)] ?? 0) < CONTRADICTION) count += 1;
  }
  return count;
}

function clip(evidence: Float64Array): Float64Array {
  return evidence.map((log) => Math.max(log, WORST_OF_ONE_FRAME));
}

/** All frames' evidence as one, tempered because frames err alike, each place's shares summing to one again. */
function together({ sum, frames }: Heard): Float64Array {
  const witnesses = 1 / (1 + (frames.length - 1) * LIKENESS);
  const out = new Float64Array(sum.length);
  for (let row = 0; row < sum.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = 0; c < SIGN_COUNT; c += 1) most = Math.max(most, (sum[row + c] ?? 0) * witnesses);
    let total = 0;
    for (let c = 0; c < SIGN_COUNT; c += 1) total += Math.exp((sum[row + c] ?? 0) * witnesses - most);
    const norm = most + Math.log(total);
    for (let c = 0; c < SIGN_COUNT; c += 1) out[row + c] = (sum[row + c] ?? 0) * witnesses - norm;
  }
  return out;
}

/** The least seen place of a frame's first and last columns, and its lead: how well the frame shows the whole zone. */
function seenOf({ lines, lead }: ZoneHypothesis): number {
  const ends = lines.flatMap(({ alignment: { seen, length } }) => [seen[0] ?? 0, seen[length - 1] ?? 0]);
  return Math.min(...ends) + Math.min(lead, ...lines.map((line) => line.lead), 10) / 10;
}

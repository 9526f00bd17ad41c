/**
 * Frame fusion for live video: adds up what several frames say of the same zone, place by place, until it is sure.
 * Pure: frames come in one by one as the recogniser's posteriors of one zone's lines, top to bottom.
 */
import type { MrzFormat, ReadDocument } from '../../shared/reading.ts';
import { UNCALIBRATED } from './decode/calibration.ts';
import type { DecodeOptions, LinePosterior } from './decode/decode.ts';
import { bestHypothesis, searchLayout, type ZoneHypothesis } from './decode/hypotheses.ts';
import { isPlausible } from './decode/plausible.ts';
import { contradictions, likeliestSigns, together } from './decode/together.ts';
import { documentOf } from './decode/verdict.ts';

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

/** How alike two frames' errors are: 0 would make each frame a new witness, 1 a repetition. */
const LIKENESS = 0.35;
/** Frames that must not contradict the result before it is sure. */
const AGREEING_FRAMES = 2;
const AGREEING_SHARE = 0.7;
/** A frame contradicting more than this share of places shows another document, or is read wrongly. */
const OTHER_DOCUMENT = 0.15;
const FRAMES_OF_ANOTHER = 2;
/** Older frames are forgotten. */
const MOST_FRAMES = 12;
/** After so many frames without a zone the document has been taken away. */
const FRAMES_OF_NOTHING = 15;

type Heard = {
  readonly format: MrzFormat;
  /** Log-evidence of each frame. */
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
    const evidence = together(now.frames, LIKENESS);
    const { layout } = now.best.model;
    const { model, search } = searchLayout(layout, evidence, options.today);
    const fused: ZoneHypothesis = { ...now.best, model, search, evidence };
    const document = documentOf(fused, options.today, calibration);
    const agreeing = now.frames.filter((frame) => contradictions(frame, search.signs).length === 0).length;
    const sure = document.status === 'sure' && agreeing >= AGREEING_FRAMES
      && agreeing >= AGREEING_SHARE * now.frames.length;
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
  return { format: frame.model.layout.format, frames: [frame.evidence], best: frame };
}

function append(heard: Heard, frame: ZoneHypothesis): Heard {
  heard.frames.push(frame.evidence);
  if (heard.frames.length > MOST_FRAMES) heard.frames.shift();
  if (seenOf(frame) > seenOf(heard.best)) heard.best = frame;
  return heard;
}

function isOther(heard: Heard, frame: ZoneHypothesis): boolean {
  if (frame.model.layout.format !== heard.format) return true;
  const signs = likeliestSigns(together(heard.frames, LIKENESS));
  return contradictions(frame.evidence, signs).length > OTHER_DOCUMENT * signs.length;
}

/** The least seen of a frame's first, last and cut places, and its lead: how well the frame shows the whole zone. */
function seenOf({ lines, lead }: ZoneHypothesis): number {
  const least = lines.flatMap(({ alignment: { seen, length }, shown }) =>
    [seen[0] ?? 0, seen[length - 1] ?? 0, ...(shown ?? [])]);
  return Math.min(...least) + Math.min(lead, 10) / 10;
}

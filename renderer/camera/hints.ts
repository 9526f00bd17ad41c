import type { FrameSight } from '../../shared/camera.ts';
import type { Point, Quad } from '../../shared/reading.ts';

/** What a person holding the document can do so that it is read; each has a sentence. */
export type CameraHint = 'dark' | 'glare' | 'inside' | 'closer' | 'still' | 'focus' | 'turn';

/** Zones narrower than this share of the frame have too small signs on most cameras. */
const NARROW = 0.3;
/** A zone that moved more than this share of the frame between two looks is blurred by that. */
const MOVED = 0.025;
/** Radians off the frame's horizontal from which turning the document helps. */
const SLANTED = 0.5;

/** Why this frame was not read; null where it was, or where nothing is in sight. `shape`: width over height of a frame. */
export function hintOf(before: FrameSight | null, now: FrameSight, shape: number): CameraHint | null {
  const { outline, quality, state } = now;
  if (state === 'sure') return null;
  if (outline === null) return quality.includes('tooDark') ? 'dark' : null;
  if (quality.includes('glare')) return 'glare';
  if (quality.includes('tooDark')) return 'dark';
  if (quality.includes('clipped')) return 'inside';
  const [from, to] = [outline[0], outline[1]];
  if (quality.includes('tooSmall') || Math.hypot(to[0] - from[0], (to[1] - from[1]) / shape) < NARROW) return 'closer';
  if (before?.outline != null && distance(middleOf(before.outline), middleOf(outline)) > MOVED) return 'still';
  if (quality.includes('outOfFocus')) return 'focus';
  const angle = Math.abs(Math.atan2((to[1] - from[1]) / shape, to[0] - from[0]));
  return angle > SLANTED && angle < Math.PI - SLANTED ? 'turn' : null;
}

/** How many looks a hint is drawn from, and how many must agree: one that comes and goes helps nobody. */
export const LOOKS = 5;
const AGREEING = 3;

/** The hint to show after these looks, oldest first; null where no reason holds on. */
export function steadyHint(hints: readonly (CameraHint | null)[]): CameraHint | null {
  const recent = hints.slice(-LOOKS);
  return recent.find((hint) => hint !== null && recent.filter((other) => other === hint).length >= AGREEING) ?? null;
}

const middleOf = ([a, b, c, d]: Quad): Point => [(a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4];
const distance = (one: Point, other: Point): number => Math.hypot(one[0] - other[0], one[1] - other[1]);

/**
 * Tells a document reader that types from a person who does, by timing and shape alone. Pure: keys and ticks in, a state
 * and what is to be done out. Nothing here knows of fields, focus or the page.
 */
import { isMrzText } from '../../shared/mrz/alphabet.ts';
import type { ZoneLines } from '../../shared/mrz/text-zones.ts';
import { LAYOUTS } from '../../shared/mrz/formats.ts';
import { zonesOfStrokes, type WedgeFrame } from './burst-zones.ts';
import { padFigure, strokeOf, strokeOfAltCode, type Stroke, type WedgeKey } from './key-signs.ts';

/** Longest pause between two strokes of a reader, in milliseconds; proven on readers in use (see the reference). */
export const LONGEST_GAP = 55;
/** Strokes that fast after each other make it likely enough a reader that what follows is held back. */
export const SUSPICIOUS_STROKES = 5;
/** So many MRZ signs that fast are no person's. */
export const FEWEST_SIGNS = 28;
/** Once it is no person, readers may pause longer before their next line, or before the Enter they end with. */
const GAP_ONCE_SURE = 250;
/** Held strokes are given back when nothing followed for so long. */
const HOLD = LONGEST_GAP + 20;

/** Where keys go: into a text field, which can be put back, or anywhere else, where a key may at once do something. */
export type KeyPlace = 'field' | 'elsewhere';

export type WedgeState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'burst';
      readonly strokes: readonly Stroke[];
      readonly events: readonly (WedgeKey | null)[];
      /** How many strokes at the end are held back. */
      readonly held: number;
      /** Time of the last key that counted. */
      readonly last: number;
      readonly widest: number;
      /** Figures typed while Alt is held; null while it is not. */
      readonly figures: string | null;
    }
  /** The zone was taken at a time; what still comes of the burst (its suffix, its Enter) is swallowed. */
  | { readonly kind: 'tail'; readonly taken: number; readonly last: number };

export type Burst = {
  readonly strokes: number;
  /** Longest pause between two strokes, in milliseconds. */
  readonly widest: number;
};

export type WedgeEffect =
  /** A burst may begin with this key: remember the field it goes to. */
  | { readonly kind: 'begin' }
  /** This key must do nothing. */
  | { readonly kind: 'swallow' }
  /** These keys were held back and are a person's: they do now what they should have done. Before the present key. */
  | { readonly kind: 'release'; readonly keys: readonly WedgeKey[] }
  | { readonly kind: 'take'; readonly zones: readonly ZoneLines[]; readonly by: 'code' | 'key'; readonly burst: Burst }
  /** A reader sent something that is no whole zone. */
  | { readonly kind: 'incomplete'; readonly burst: Burst };

export type WedgeStep = { readonly state: WedgeState; readonly effects: readonly WedgeEffect[] };

/** `today` is YYYY-MM-DD. */
export type WedgeOptions = WedgeFrame & { readonly today: string };

export const IDLE: WedgeState = { kind: 'idle' };

type BurstState = Extract<WedgeState, { kind: 'burst' }>;

const isSign = ({ byCode, byKey }: Stroke): boolean => [byCode, byKey].some((sign) => sign !== '' && isMrzText(sign));
const signsOf = (state: BurstState): number => state.strokes.filter(isSign).length;
const longestGap = (state: BurstState): number => (signsOf(state) >= FEWEST_SIGNS ? GAP_ONCE_SURE : LONGEST_GAP);

/** When `tick` is to be called, on the events' clock; null when nothing waits. */
export function deadlineOf(state: WedgeState): number | null {
  if (state.kind !== 'burst') return null;
  if (signsOf(state) >= FEWEST_SIGNS) return state.last + GAP_ONCE_SURE;
  return state.held > 0 ? state.last + HOLD : null;
}

/** Whether text that comes at this time without a key of its own is the reader's, as signs composed with Alt are. */
export function isReadersText(state: WedgeState, time: number): boolean {
  if (state.kind === 'idle' || time - state.last > LONGEST_GAP) return false;
  return state.kind === 'tail' || state.strokes.length >= SUSPICIOUS_STROKES;
}

/** Nothing came until the deadline. */
export function tick(state: WedgeState, options: WedgeOptions): WedgeStep {
  if (state.kind !== 'burst') return { state, effects: [] };
  if (signsOf(state) >= FEWEST_SIGNS) return settle(state, options);
  // Not forgotten: should the page have been slow and the reader not, the burst goes on.
  return { state: { ...state, held: 0 }, effects: releaseOf(state) };
}

/** Takes one key. */
export function takeKey(state: WedgeState, key: WedgeKey, place: KeyPlace, options: WedgeOptions): WedgeStep {
  if (state.kind === 'tail') return inTail(state, key, place, options);
  if (isAltKey(key) || (state.kind === 'burst' && state.figures !== null)) return withAlt(state, key, place, options);
  if (key.kind === 'up') return { state, effects: [] };
  const stroke = strokeOf(key);
  if (key.repeat || key.command || key.alt) return interrupt(state, options);
  // Shift and the like write nothing and interrupt nothing; an arrow or Escape is a person's.
  if (stroke === null) return isModifier(key) ? { state, effects: [] } : interrupt(state, options);
  return withStroke(state, stroke, key, place, options);
}

function inTail(
  state: Extract<WedgeState, { kind: 'tail' }>, key: WedgeKey, place: KeyPlace, options: WedgeOptions,
): WedgeStep {
  if (key.kind === 'up') return { state, effects: [] };
  const stroke = strokeOf(key);
  const lateEnd = stroke !== null && isLineEnd(stroke) && key.time - state.taken <= GAP_ONCE_SURE;
  // No longer than a reader's own pauses, or whoever types on at once would not be heard.
  if (key.time - state.last > LONGEST_GAP && !lateEnd) return takeKey(IDLE, key, place, options);
  return { state: { ...state, last: key.time }, effects: [{ kind: 'swallow' }] };
}

/** A key that no reader sends ends whatever was going on. */
function interrupt(state: WedgeState, options: WedgeOptions): WedgeStep {
  return state.kind === 'burst' ? settle(state, options) : { state: IDLE, effects: [] };
}

function withStroke(
  state: WedgeState, stroke: Stroke, key: WedgeKey | null, place: KeyPlace, options: WedgeOptions,
): WedgeStep {
  if (state.kind === 'burst' && stroke.time - state.last > longestGap(state)) {
    const settled = settle(state, options);
    const begun = withStroke(settled.state, stroke, key, place, options);
    return { state: begun.state, effects: [...settled.effects, ...begun.effects] };
  }
  const before: BurstState = state.kind === 'burst' ? state
    : { kind: 'burst', strokes: [], events: [], held: 0, last: stroke.time, widest: 0, figures: null };
  const strokes = [...before.strokes, stroke];
  const swallowed = isHeld(strokes, place, options);
  const next: BurstState = {
    ...before, strokes, events: [...before.events, key], held: swallowed ? before.held + 1 : 0, last: stroke.time,
    widest: Math.max(before.widest, stroke.time - before.last),
  };
  const effects: WedgeEffect[] = [
    ...(before.strokes.length === 0 ? [{ kind: 'begin' } as const] : []),
    // A key that goes through must not overtake those before it.
    ...(swallowed ? [{ kind: 'swallow' } as const] : releaseOf(before)),
  ];
  const taken = isWhole(next) ? zonesOfStrokes(strokes, options, options.today) : null;
  if (taken === null || !taken.sure) return { state: next, effects };
  return { state: tailOf(next), effects: [...effects, takeOf(taken, next)] };
}

/**
 * Whether the newest stroke is held back. Anywhere but in a field a sign is held from the first on, as it may be a
 * command; Enter and Tab, which must answer at once, only where a line of a zone may end: Tab pressed ten times in a
 * second is a person's, and so is the Enter after a short word, or a scanner's of other codes.
 */
function isHeld(strokes: readonly Stroke[], place: KeyPlace, { prefix }: WedgeOptions): boolean {
  const newest = strokes.at(-1);
  if (newest === undefined) return false;
  if (isLineEnd(newest)) {
    const signs = strokes.filter((stroke) => !isLineEnd(stroke)).length;
    if (signs < FEWEST_SIGNS && !FIRST_LINES.has(signs) && !FIRST_LINES.has(signs - prefix.length)) return false;
  }
  if (strokes.length >= SUSPICIOUS_STROKES) return true;
  if (place === 'elsewhere' && !isLineEnd(newest)) return newest.byCode !== ' ' && newest.byKey !== ' ';
  return prefix.length > 1 && strokes.length > prefix.length
    && strokes.map(({ byCode }) => byCode).join('').startsWith(prefix.toUpperCase());
}

const isLineEnd = ({ byCode }: Stroke): boolean => byCode === '\n' || byCode === '\t';

/** Lengths of zones' first lines; one is far shorter than all others. */
const FIRST_LINES = new Set(LAYOUTS.map(({ lineLengths }) => lineLengths[0] ?? 0));

/** Numbers of signs that zones have, so that not every stroke is looked at. */
const WHOLE_LENGTHS = new Set(LAYOUTS.map(({ lineLengths }) => lineLengths.reduce((sum, length) => sum + length, 0)));

/** Whether the burst may hold a whole zone now: a prefix makes it longer than the zone. */
function isWhole(state: BurstState): boolean {
  const signs = signsOf(state);
  return signs >= FEWEST_SIGNS && [...WHOLE_LENGTHS].some((length) => signs >= length && signs <= length + 16);
}

/** The burst is over: a zone, a reader's half of one, or a person. */
function settle(state: BurstState, options: WedgeOptions): WedgeStep {
  const signs = signsOf(state);
  const found = signs >= FEWEST_SIGNS ? zonesOfStrokes(state.strokes, options, options.today) : null;
  if (found !== null) return { state: tailOf(state), effects: [takeOf(found, state)] };
  const spelled = (by: 'byCode' | 'byKey'): string => state.strokes.map((stroke) => stroke[by]).join('');
  // Scanners of other codes type, too; only a zone has runs of fillers.
  const fillers = spelled('byCode').includes('<<') || spelled('byKey').includes('<<');
  if (signs >= FEWEST_SIGNS && fillers) return { state: IDLE, effects: [{ kind: 'incomplete', burst: burstOf(state) }] };
  return { state: IDLE, effects: releaseOf(state) };
}

function takeOf({ zones, by }: NonNullable<ReturnType<typeof zonesOfStrokes>>, state: BurstState): WedgeEffect {
  return { kind: 'take', zones, by, burst: burstOf(state) };
}

const tailOf = ({ last }: BurstState): WedgeState => ({ kind: 'tail', taken: last, last });

const burstOf = ({ strokes, widest }: BurstState): Burst => ({ strokes: strokes.length, widest: Math.round(widest) });

function releaseOf({ held, events }: BurstState): readonly WedgeEffect[] {
  if (held === 0) return [];
  return [{ kind: 'release', keys: events.slice(-held).filter((key) => key !== null) }];
}

const isAltKey = ({ code, kind }: WedgeKey): boolean => kind === 'down' && code === 'AltLeft';
const isModifier = ({ key }: WedgeKey): boolean =>
  ['Shift', 'CapsLock', 'NumLock', 'AltGraph', 'Alt', 'Control', 'Meta', 'Unidentified'].includes(key);

/**
 * Signs composed with Alt and the number pad, as readers do that shall not depend on the layout. Each of these keys
 * counts for the pauses: a sign takes several.
 */
function withAlt(state: WedgeState, key: WedgeKey, place: KeyPlace, options: WedgeOptions): WedgeStep {
  if (state.kind === 'burst' && key.time - state.last > longestGap(state)) {
    const settled = settle(state, options);
    const begun = isAltKey(key) ? withAlt(IDLE, key, place, options) : takeKey(IDLE, key, place, options);
    return { state: begun.state, effects: [...settled.effects, ...begun.effects] };
  }
  const burst: BurstState = state.kind === 'burst' ? state
    : { kind: 'burst', strokes: [], events: [], held: 0, last: key.time, widest: 0, figures: null };
  if (isAltKey(key)) return { state: { ...burst, last: key.time, figures: '' }, effects: [] };
  const figure = key.kind === 'down' ? padFigure(key.code) : null;
  if (figure !== null) return { state: { ...burst, last: key.time, figures: (burst.figures ?? '') + figure }, effects: [] };
  if (key.kind === 'up' && key.code !== 'AltLeft') return { state, effects: [] };
  const without: BurstState = { ...burst, figures: null };
  const stroke = key.kind === 'up' ? strokeOfAltCode(burst.figures ?? '', key.time) : null;
  if (stroke === null) return interrupt(without, options);
  return withStroke(without.strokes.length === 0 ? IDLE : without, stroke, null, place, options);
}

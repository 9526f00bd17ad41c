/**
 * A layout made ready for the search: every place numbered through all lines, what signs it should hold and how dear
 * each other sign is, and the groups of places that check digits bind together.
 */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { CHECK_WEIGHTS, signValue } from '../../../shared/mrz/check-digit.ts';
import { codeLineOf, type CheckSpan, type MrzLayout, type Span } from '../../../shared/mrz/formats.ts';
import { placesOf, type Place } from '../../../shared/mrz/places.ts';
import type { NumberOverflow } from '../../../shared/mrz/fields.ts';

export const SIGN_COUNT = SIGNS.length;
export const FILLER_INDEX = SIGNS.indexOf('<');

/** What each sign counts in a check digit, modulo ten. */
export const VALUES = Int32Array.from(SIGNS, (sign) => signValue(sign) % 10);

/** Places bound by one check digit of their own, or only by the composite. */
export type Group = {
  /** In the order the own check digit counts them; its own place last where there is one. */
  readonly places: readonly number[];
  /** Weights in the own check digit; zero for the digit itself. Two sets where issuers differ (overflow). */
  readonly own: readonly (readonly number[])[];
  /** Weights in the composite; zero where it does not count the place. */
  readonly composite: readonly number[];
  readonly hasDigit: boolean;
  readonly date: 'birth' | 'expiry' | null;
};

export type ZoneModel = {
  readonly layout: MrzLayout;
  readonly pnrus: boolean;
  readonly size: number;
  /** Number of the first place of each line. */
  readonly starts: readonly number[];
  /** Natural logs added to the evidence: 0 for a sign the place allows, negative for others. [size × SIGN_COUNT] */
  readonly prior: Float64Array;
  readonly groups: readonly Group[];
  /** Place of the composite check digit; −1 without one. */
  readonly compositeAt: number;
  /** Places of no group. */
  readonly free: readonly number[];
  /** Three-letter codes outside every group, to be held against the list of states. */
  readonly states: readonly (readonly number[])[];
  /** Whether each place is counted by any check digit. */
  readonly guarded: readonly boolean[];
};

/** Cost in nats of a sign its place does not allow. A sign plainly printed there still wins. */
const OUT_OF_PLACE = { letters: 4.5, name: 4.5, digits: 5, check: 5, sex: 5, code: 0, any: 0, filler: 5 } as const;
/** Fillers are allowed in dates and as check digits, but rare. */
const RARE_FILLER = 1.5;
const RARE_SEX_X = 2;
/** What a rarer or an unusual first sign costs; it matters where the first column is hardly seen. */
const RARER_OPENING = 1;
const UNUSUAL_OPENING = 3;

const models = new Map<string, ZoneModel>();

/** The model of a layout, made once. An overflowing number makes a model of its own. */
export function zoneModel(layout: MrzLayout, pnrus: boolean, overflow: NumberOverflow | null): ZoneModel {
  const key = `${layout.format} ${pnrus} ${overflow?.digit.column ?? ''}`;
  let model = models.get(key);
  if (model === undefined) {
    model = build(layout, pnrus, overflow);
    models.set(key, model);
  }
  return model;
}

function build(layout: MrzLayout, pnrus: boolean, overflow: NumberOverflow | null): ZoneModel {
  const starts: number[] = [];
  let size = 0;
  for (const length of layout.lineLengths) {
    starts.push(size);
    size += length;
  }
  const at = (line: number, column: number): number => (starts[line] ?? 0) + column;
  const numbersOf = (span: Span): number[] =>
    Array.from({ length: span.end - span.start }, (_, k) => at(span.line, span.start + k));

  const composite = layout.checks.find((check) => check.guards === 'composite');
  const compositeWeight = new Map<number, number>();
  composite?.over.flatMap(numbersOf).forEach((place, k) => compositeWeight.set(place, CHECK_WEIGHTS[k % 3] ?? 0));
  const inComposite = (place: number): number => compositeWeight.get(place) ?? 0;

  const groups: Group[] = [];
  const taken = new Set<number>();
  const ownChecks = layout.checks.filter((check) => check.guards !== 'composite');
  for (const check of ownChecks) {
    const group = overflow !== null && check.guards === 'documentNumber'
      ? overflowGroup(layout, overflow, numbersOf, at) : plainGroup(check, numbersOf, at);
    const kind = check.guards === 'birthDate' ? 'birth' : check.guards === 'expiryDate' ? 'expiry' : null;
    groups.push({ ...group, composite: group.places.map(inComposite), hasDigit: true, date: kind });
    group.places.forEach((place) => taken.add(place));
  }
  // What the composite alone guards, span by span.
  for (const span of composite?.over ?? []) {
    const places = numbersOf(span).filter((place) => !taken.has(place));
    if (places.length === 0) continue;
    groups.push({ places, own: [], composite: places.map(inComposite), hasDigit: false, date: null });
    places.forEach((place) => taken.add(place));
  }
  const compositeAt = composite === undefined ? -1 : at(composite.line, composite.column);
  const guarded = Array.from({ length: size }, (_, place) => taken.has(place) || place === compositeAt);
  const stateSpans = layout.spans.filter((s) => s.holds === 'issuingState' || s.holds === 'nationality').map(numbersOf);
  const overflowDigit = overflow === null ? -1 : at(overflow.digit.line, overflow.digit.column);
  return {
    layout, pnrus, size, starts, groups, compositeAt, guarded,
    prior: priorOf(layout, starts, placesOf(layout, pnrus).flat(), overflowDigit),
    free: guarded.flatMap((isGuarded, place) => (isGuarded ? [] : [place])),
    states: stateSpans.filter((places) => places.every((place) => guarded[place] === false)),
  };
}

type Bound = Pick<Group, 'places' | 'own'>;
type NumbersOf = (span: Span) => number[];
type At = (line: number, column: number) => number;

const cycle = (count: number, skip = -1): number[] =>
  Array.from({ length: count }, (_, k) => CHECK_WEIGHTS[(skip >= 0 && k >= skip ? k + 1 : k) % 3] ?? 0);

function plainGroup(check: CheckSpan, numbersOf: NumbersOf, at: At): Bound {
  const places = check.over.flatMap(numbersOf);
  return { places: [...places, at(check.line, check.column)], own: [[...cycle(places.length), 0]] };
}

/** The filler in between counts for some issuers (it shifts the weights by one) and not for others. */
function overflowGroup(layout: MrzLayout, overflow: NumberOverflow, numbersOf: NumbersOf, at: At): Bound {
  const number = layout.overflow === undefined ? [] : numbersOf(layout.overflow.number);
  const places = [...number, ...numbersOf(overflow.rest)];
  return {
    places: [...places, at(overflow.digit.line, overflow.digit.column)],
    own: [[...cycle(places.length), 0], [...cycle(places.length, number.length), 0]],
  };
}

function priorOf(
  layout: MrzLayout, starts: readonly number[], places: readonly Place[], overflowDigit: number,
): Float64Array {
  const prior = new Float64Array(places.length * SIGN_COUNT);
  places.forEach(({ alphabet, signs }, place) => {
    const kind = place === overflowDigit ? 'check' : alphabet;
    for (let c = 0; c < SIGN_COUNT; c += 1) {
      const sign = SIGNS.charAt(c);
      const allowed = place === overflowDigit ? /\d/.test(sign) : signs.includes(sign);
      let log = allowed ? 0 : -OUT_OF_PLACE[kind];
      if (allowed && sign === '<' && (kind === 'digits' || kind === 'check')) log = -RARE_FILLER;
      if (allowed && sign === 'X' && kind === 'sex') log = -RARE_SEX_X;
      prior[place * SIGN_COUNT + c] = log;
    }
  });
  const opening = (starts[codeLineOf(layout)] ?? 0) * SIGN_COUNT;
  for (let c = 0; c < SIGN_COUNT; c += 1) {
    const rank = layout.opens.indexOf(SIGNS.charAt(c));
    const cost = rank === 0 ? 0 : rank > 0 ? RARER_OPENING : UNUSUAL_OPENING;
    prior[opening + c] = Math.min(prior[opening + c] ?? 0, -cost);
  }
  return prior;
}

/** From the found zone to the document shown: fields, calibrated confidences, doubts, and whether it is sure. */
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { readZone, type ParsedZone } from '../../../shared/mrz/fields.ts';
import { codeLineOf } from '../../../shared/mrz/formats.ts';
import { fieldAt } from '../../../shared/mrz/places.ts';
import type {
  Doubt, FieldName, Point, Quad, ReadCharacter, ReadDocument, ReadField, ReadLine,
} from '../../../shared/reading.ts';
import type { AlignedLine } from './aligned-line.ts';
import { calibrated, type Calibration } from './calibration.ts';
import { textLines, type ZoneHypothesis } from './hypotheses.ts';
import { SIGN_COUNT } from './zone-model.ts';

/** A sign less sure than this is pointed out. */
const UNSURE_SIGN = 0.9;
/** An alternative less probable than this is not worth showing. */
const SHOWN_ALTERNATIVE = 0.02;
const MOST_ALTERNATIVES = 3;
/** Nats by which the layout, and the placing of its lines, must lead the next best to be clear. */
const CLEAR_LEAD = 4;
/** Less of a sign than this at the first or last place means the place was not seen. */
const NOT_SEEN = 0.2;
/** Less of a sign's height than this within the picture means that it is cut; the locator is no more exact than that. */
const WHOLLY_SHOWN = 0.9;

/** Builds the document; `today` is YYYY-MM-DD. */
export function documentOf(hypothesis: ZoneHypothesis, today: string, calibration: Calibration): ReadDocument {
  const { model, search } = hypothesis;
  const { format } = model.layout;
  const texts = textLines(model, search.signs);
  const zone = readZone(format, texts, today);
  const confidence = Float64Array.from(search.confidence, (p) => calibrated(p, calibration.character));
  const whole = calibrated(search.whole, calibration.document);
  const characterAt = (index: number): ReadCharacter => ({
    char: SIGNS.charAt(search.signs[index] ?? 0),
    confidence: confidence[index] ?? 0,
    alternatives: alternativesAt(hypothesis, index),
  });
  const lines = texts.map((text, line): ReadLine => ({
    text,
    characters: Array.from(text, (_, column) => characterAt((model.starts[line] ?? 0) + column)),
    quad: lineQuad(hypothesis.lines[line]),
  }));
  const doubts = [
    ...formatDoubts(hypothesis), ...clippedDoubts(hypothesis),
    ...signDoubts(hypothesis, zone, confidence, calibration), ...zone.doubts,
  ];
  if (whole < calibration.sureDocument && doubts.length === 0) doubts.push(weakestSign(hypothesis, zone, confidence));
  const fields = fieldsWith(zone, (line, column) => confidence[(model.starts[line] ?? 0) + column] ?? 0);
  const sure = isSure(hypothesis, zone, doubts, confidence, whole, calibration);
  return {
    status: sure ? 'sure' : 'check', format, lines, fields, checkDigits: zone.checkDigits, confidence: whole, doubts,
    ...(zone.cyrillic === null ? {} : { cyrillic: zone.cyrillic }),
    ...boxOf(lines),
  };
}

/** Sure: the layout clear, every check digit right, nothing changed or odd, and every bare sign strongly seen. */
function isSure(
  hypothesis: ZoneHypothesis, zone: ParsedZone, doubts: readonly Doubt[], confidence: Float64Array, whole: number,
  calibration: Calibration,
): boolean {
  const { model } = hypothesis;
  if (zone.checkDigits.length === 0 || whole < calibration.sureDocument) return false;
  // A name that fills its field may have been cut when it was printed; it is read none the worse for that.
  if (doubts.some((doubt) => doubt.code !== 'name.truncated')) return false;
  return model.guarded.every((guarded, index) => guarded || (confidence[index] ?? 0) >= calibration.sureUnguarded);
}

/** The zone: the first line's upper corners and the last one's lower. */
function boxOf(lines: readonly ReadLine[]): { readonly box?: Quad } {
  const [first, last] = [lines[0]?.quad, lines.at(-1)?.quad];
  return first === undefined || last === undefined ? {} : { box: [first[0], first[1], last[2], last[3]] };
}

function alternativesAt({ search }: ZoneHypothesis, index: number): ReadCharacter['alternatives'] {
  const chosen = search.signs[index] ?? 0;
  const others: { char: string; confidence: number }[] = [];
  for (let sign = 0; sign < SIGN_COUNT; sign += 1) {
    const share = search.shares[index * SIGN_COUNT + sign] ?? 0;
    if (sign === chosen || (share < SHOWN_ALTERNATIVE && sign !== search.eye[index])) continue;
    others.push({ char: SIGNS.charAt(sign), confidence: share });
  }
  return others.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_ALTERNATIVES);
}

function fieldsWith(
  zone: ParsedZone, confidenceAt: (line: number, column: number) => number,
): Partial<Record<FieldName, ReadField>> {
  const fields: Partial<Record<FieldName, ReadField>> = {};
  for (const field of Object.values(zone.fields)) {
    let confidence = 1;
    for (const { line, start, end } of field.at) {
      for (let column = start; column < end; column += 1) confidence *= confidenceAt(line, column);
    }
    fields[field.name] = { ...field, confidence };
  }
  return fields;
}

function formatDoubts({ model, search, lead }: ZoneHypothesis): Doubt[] {
  const code = textLines(model, search.signs)[codeLineOf(model.layout)] ?? '';
  return lead < CLEAR_LEAD || !model.layout.begins.test(code) ? [{ code: 'format.unsure' }] : [];
}

function clippedDoubts({ lines }: ZoneHypothesis): Doubt[] {
  return lines.flatMap(({ alignment, source, shown }, line): Doubt[] => {
    const { times, pitch } = alignment.grid;
    const last = alignment.length - 1;
    const cut = (place: number, room: number): boolean =>
      (alignment.seen[place] ?? 0) < NOT_SEEN || room < 0.2 * pitch;
    const columns = [
      ...(cut(0, (times[0] ?? 0) + 0.5) ? [0] : []),
      ...(cut(last, source.steps - 0.5 - (times[last] ?? 0)) ? [last] : []),
    ];
    const partly = shown?.findIndex((share) => share < WHOLLY_SHOWN) ?? -1;
    if (partly >= 0 && !columns.includes(partly)) columns.push(partly);
    return columns.map((column) => ({ code: 'line.clipped', line, column }));
  });
}

/**
 * Signs the search changed, signs too weakly seen (those no check digit guards must be the more certain), and holes in
 * a number.
 */
function signDoubts(
  hypothesis: ZoneHypothesis, zone: ParsedZone, confidence: Float64Array, calibration: Calibration,
): Doubt[] {
  const { model, search } = hypothesis;
  const doubts: Doubt[] = [];
  model.layout.lineLengths.forEach((length, line) => {
    for (let column = 0; column < length; column += 1) {
      const index = (model.starts[line] ?? 0) + column;
      const changed = search.eye[index] !== search.signs[index];
      const least = model.guarded[index] === true ? UNSURE_SIGN : Math.max(UNSURE_SIGN, calibration.sureUnguarded);
      const field = fieldAt(zone.fields, line, column);
      const hole = field === 'documentNumber' && isHole(hypothesis, line, column);
      if (!changed && !hole && (confidence[index] ?? 0) >= least) continue;
      doubts.push({
        code: changed ? 'character.changed' : 'character.unsure', line, column,
        ...(field === undefined ? {} : { field }),
        ...(changed ? { read: SIGNS.charAt(search.eye[index] ?? 0) } : {}),
        alternatives: alternativesAt(hypothesis, index),
      });
    }
  });
  return doubts;
}

/**
 * A filler with more of the number after it. It may be printed so, but a figure 0 that wore off looks the same, and
 * every check digit counts both as nothing.
 */
function isHole({ model, search }: ZoneHypothesis, line: number, column: number): boolean {
  const span = model.layout.spans.find((each) =>
    each.holds === 'documentNumber' && each.line === line && each.start <= column && column < each.end);
  const rest = span && textLines(model, search.signs)[line]?.slice(column, span.end);
  return rest !== undefined && /^<+[^<]/.test(rest);
}

/** Where to look when no sign alone is doubtful, yet all together are. */
function weakestSign(hypothesis: ZoneHypothesis, zone: ParsedZone, confidence: Float64Array): Doubt {
  const index = confidence.indexOf(Math.min(...confidence));
  const line = hypothesis.model.starts.findLastIndex((start) => start <= index);
  const column = index - (hypothesis.model.starts[line] ?? 0);
  const field = fieldAt(zone.fields, line, column);
  const alternatives = alternativesAt(hypothesis, index);
  return { code: 'character.unsure', line, column, ...(field === undefined ? {} : { field }), alternatives };
}

/** The line's corners drawn in to its first and last sign, half a pitch outside their middles. */
function lineQuad(line: AlignedLine | undefined): Quad {
  if (line === undefined) return [[0, 0], [0, 0], [0, 0], [0, 0]];
  const { source: { quad, steps }, alignment: { grid, length } } = line;
  const share = (step: number): number => Math.min(1, Math.max(0, step / steps));
  const from = share((grid.times[0] ?? 0) + 0.5 - grid.pitch / 2);
  const to = share((grid.times[length - 1] ?? steps) + 0.5 + grid.pitch / 2);
  const between = (a: Point, b: Point, at: number): Point => [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at];
  return [
    between(quad[0], quad[1], from), between(quad[0], quad[1], to),
    between(quad[3], quad[2], to), between(quad[3], quad[2], from),
  ];
}

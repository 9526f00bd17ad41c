/** Tells a machine-readable zone from other text that happens to come in lines of fitting length. */
import { readZone } from '../../../shared/mrz/fields.ts';
import { codeLineOf } from '../../../shared/mrz/formats.ts';
import { outOfPlace } from '../../../shared/mrz/places.ts';
import { textLines, type ZoneHypothesis } from './hypotheses.ts';
import { SIGN_COUNT } from './zone-model.ts';

/** Mean probability of the likeliest sign below which nothing was read at all. */
const LEAST_CLARITY = 0.45;
const MOST_OUT_OF_PLACE = 0.12;
const MOST_OUT_OF_PLACE_UNDER_DIGITS = 0.25;

/**
 * A zone must be legible, and either begin as its layout does with signs in their places, or fulfil so many check digits
 * that chance is no explanation. One-line and national layouts must do both.
 */
export function isPlausible(hypothesis: ZoneHypothesis, today: string): boolean {
  const { model, search } = hypothesis;
  if (clarity(hypothesis) < LEAST_CLARITY) return false;
  const { layout } = model;
  const lines = textLines(model, search.signs);
  const digits = readZone(layout.format, lines, today).checkDigits;
  const right = digits.filter((digit) => digit.state === 'right').length;
  const begins = layout.begins.test(lines[codeLineOf(layout)] ?? '');
  const strange = outOfPlace(layout.format, lines).length / model.size;
  if (layout.lineLengths.length === 1 || layout.national) {
    return begins && strange <= MOST_OUT_OF_PLACE && (right > 0 || layout.lineLengths.length > 1);
  }
  if (right >= 2 && strange <= MOST_OUT_OF_PLACE_UNDER_DIGITS) return true;
  return begins && strange <= MOST_OUT_OF_PLACE && search.signs.includes(SIGN_COUNT - 1);
}

function clarity({ model, evidence }: ZoneHypothesis): number {
  let total = 0;
  for (let row = 0; row < evidence.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = 0; c < SIGN_COUNT; c += 1) most = Math.max(most, evidence[row + c] ?? -Infinity);
    total += Math.exp(most);
  }
  return total / model.size;
}

/** Tells a machine-readable zone from other text that happens to come in lines of fitting length. */
import { readZone } from '../../../shared/mrz/fields.ts';
import { codeLineOf } from '../../../shared/mrz/formats.ts';
import { outOfPlace } from '../../../shared/mrz/places.ts';
import { textLines, type ZoneHypothesis } from './hypotheses.ts';
import { SIGN_COUNT } from './zone-model.ts';

/**
 * Mean probability of the likeliest sign. Zones that were read at all came to 0.9 and more, even with a net hardly
 * trained; other text taken for a zone to 0.7 at most.
 */
const LEAST_CLARITY = 0.6;
/** The same where no two check digits speak for the zone. */
const LEAST_CLARITY_ALONE = 0.8;
const MOST_OUT_OF_PLACE = 0.12;
const MOST_OUT_OF_PLACE_UNDER_DIGITS = 0.25;

/**
 * A zone must be legible, and either begin as its layout does with signs in their places, or fulfil so many check
 * digits that chance is no explanation. One-line and national layouts must do both.
 */
export function isPlausible(hypothesis: ZoneHypothesis, today: string): boolean {
  const { model, search } = hypothesis;
  const clear = clarity(hypothesis);
  if (clear < LEAST_CLARITY) return false;
  const { layout } = model;
  const lines = textLines(model, search.signs);
  const { checkDigits, doubts } = readZone(layout.format, lines, today);
  const right = checkDigits.filter((digit) => digit.state === 'right').length;
  const begins = layout.begins.test(lines[codeLineOf(layout)] ?? '');
  const strange = outOfPlace(layout.format, lines).length / model.size;
  if (layout.lineLengths.length === 1 || layout.national) {
    const stateKnown = !doubts.some((doubt) => doubt.code === 'state.unknown');
    const digitsSpeak = right > 0 || checkDigits.length === 0;
    return begins && stateKnown && digitsSpeak && clear >= LEAST_CLARITY_ALONE && strange <= MOST_OUT_OF_PLACE;
  }
  if (right >= 2 && strange <= MOST_OUT_OF_PLACE_UNDER_DIGITS) return true;
  return begins && clear >= LEAST_CLARITY_ALONE && strange <= MOST_OUT_OF_PLACE && search.signs.includes(SIGN_COUNT - 1);
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

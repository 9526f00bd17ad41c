/** Tells a machine-readable zone from other text that happens to come in lines of fitting length. */
import { readZone } from '../../../shared/mrz/fields.ts';
import { codeLineOf } from '../../../shared/mrz/formats.ts';
import { outOfPlace } from '../../../shared/mrz/places.ts';
import { textLines, type ZoneHypothesis } from './hypotheses.ts';
import { LEAST_CLARITY, MOST_OUT_OF_PLACE_UNDER_DIGITS, clarityOf } from './out-of-question.ts';
import { SIGN_COUNT } from './zone-model.ts';

const MOST_OUT_OF_PLACE = 0.12;

/**
 * A zone must be legible, and either begin as its layout does with signs in their places, or fulfil so many check
 * digits, with a state there is, that chance is no explanation. One-line and national layouts must do both.
 */
export function isPlausible(hypothesis: ZoneHypothesis, today: string): boolean {
  const { model, search, evidence } = hypothesis;
  if (clarityOf(evidence) < LEAST_CLARITY) return false;
  const { layout } = model;
  const lines = textLines(model, search.signs);
  const { checkDigits, doubts } = readZone(layout.format, lines, today);
  const right = checkDigits.filter((digit) => digit.state === 'right').length;
  const begins = layout.begins.test(lines[codeLineOf(layout)] ?? '');
  const strange = outOfPlace(layout.format, lines).length / model.size;
  const stateKnown = !doubts.some((doubt) => doubt.code === 'state.unknown');
  if (layout.lineLengths.length === 1 || layout.national) {
    const digitSpeaks = right > 0 || checkDigits.length === 0;
    return begins && stateKnown && digitSpeaks && strange <= MOST_OUT_OF_PLACE;
  }
  // Digits that came right only because the search bent the text to them say nothing: it bends random signs as well.
  const seen = readZone(layout.format, textLines(model, search.eye), today).checkDigits;
  const rightAsSeen = seen.filter((digit) => digit.state === 'right').length;
  const digitsSpeak = right >= 2 && rightAsSeen >= 2 && (begins || stateKnown);
  if (digitsSpeak && strange <= MOST_OUT_OF_PLACE_UNDER_DIGITS) return true;
  return begins && strange <= MOST_OUT_OF_PLACE && search.signs.includes(SIGN_COUNT - 1);
}

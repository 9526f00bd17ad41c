/** What no search can make a zone of, told from the evidence alone: searching other print takes longest of all. */
import type { MrzLayout } from '../../../shared/mrz/formats.ts';
import { SIGN_COUNT, zoneModel } from './zone-model.ts';

/** Mean probability of the likeliest sign. Zones that were read at all came to 0.87 and more, other text to 0.73 at most. */
export const LEAST_CLARITY = 0.8;
/** Share of signs that do not belong where they stand with which check digits may still make a zone credible. */
export const MOST_OUT_OF_PLACE_UNDER_DIGITS = 0.25;
/** A sign so many nats likelier than any its place allows stays: the search's own costs come to 5 and 3. */
const STAYS = 9;

/** Mean probability of the likeliest sign of each place. */
export function clarityOf(evidence: Float64Array): number {
  let total = 0;
  for (let row = 0; row < evidence.length; row += SIGN_COUNT) {
    let most = -Infinity;
    for (let c = row; c < row + SIGN_COUNT; c += 1) most = Math.max(most, evidence[c] ?? -Infinity);
    total += Math.exp(most);
  }
  return (total * SIGN_COUNT) / evidence.length;
}

/** Whether this can never become a plausible zone of the layout: too unclear, or too many plain signs out of place. */
export function isOutOfQuestion(layout: MrzLayout, evidence: Float64Array): boolean {
  if (clarityOf(evidence) < LEAST_CLARITY) return true;
  const [plain, pnrus] = [zoneModel(layout, false, null).prior, zoneModel(layout, true, null).prior];
  let strange = 0;
  for (let row = 0; row < evidence.length; row += SIGN_COUNT) {
    let [most, allowed] = [-Infinity, -Infinity];
    for (let c = row; c < row + SIGN_COUNT; c += 1) {
      const nats = evidence[c] ?? -Infinity;
      most = Math.max(most, nats);
      if (Math.max(plain[c] ?? 0, pnrus[c] ?? 0) > -4) allowed = Math.max(allowed, nats);
    }
    if (most - allowed > STAYS) strange += 1;
  }
  return strange * SIGN_COUNT > MOST_OUT_OF_PLACE_UNDER_DIGITS * evidence.length;
}

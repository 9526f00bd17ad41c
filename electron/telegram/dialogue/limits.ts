import type { Dialogue } from './state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What one resident may send; more is a mishap or malice, and others want to be answered too. */
const MESSAGES_A_MINUTE = 20;
const MESSAGES_AN_HOUR = 100;
const PICTURES_AN_HOUR = 10;

export type Counted = { readonly dialogue: Dialogue; readonly verdict: 'fine' | 'tellOnce' | 'quiet' };

/** Counts one more message. What is over the limit is not counted, so the limit ends by itself. */
export function countMessage(dialogue: Dialogue, now: number): Counted {
  const times = since(dialogue.messageTimes, now, HOUR_MS);
  const inMinute = since(times, now, MINUTE_MS).length;
  if (inMinute < MESSAGES_A_MINUTE && times.length < MESSAGES_AN_HOUR) {
    return { verdict: 'fine', dialogue: { ...dialogue, messageTimes: [...times, now], toldOfLimit: false } };
  }
  return {
    verdict: dialogue.toldOfLimit ? 'quiet' : 'tellOnce',
    dialogue: { ...dialogue, messageTimes: times, toldOfLimit: true },
  };
}

/** Counts one more picture, likewise. */
export function countPicture(dialogue: Dialogue, now: number): Counted {
  const times = since(dialogue.pictureTimes, now, HOUR_MS);
  if (times.length < PICTURES_AN_HOUR) {
    return { verdict: 'fine', dialogue: { ...dialogue, pictureTimes: [...times, now], toldOfPictures: false } };
  }
  return {
    verdict: dialogue.toldOfPictures === true ? 'quiet' : 'tellOnce',
    dialogue: { ...dialogue, pictureTimes: times, toldOfPictures: true },
  };
}

/** A clock that was set back must not lock anybody out, so times to come do not count. */
const since = (times: readonly number[], now: number, ms: number): number[] =>
  times.filter((at) => at > now - ms && at <= now);

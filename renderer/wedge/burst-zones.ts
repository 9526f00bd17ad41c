import { readingOfLines } from '../../shared/mrz/text-reading.ts';
import { zonesInText, type ZoneLines } from '../../shared/mrz/text-zones.ts';
import type { Stroke } from './key-signs.ts';

/** What an administrator programmed the reader to send around the lines; '' where nothing. */
export type WedgeFrame = { readonly prefix: string; readonly suffix: string };

export type BurstZones = { readonly zones: readonly ZoneLines[]; readonly sure: boolean; readonly by: 'code' | 'key' };

/** Text without prefix and suffix, whether they stand around the whole or around each line. */
function unframed(text: string, { prefix, suffix }: WedgeFrame): string {
  return text.split(/([\n\t]+)/).map((line) => {
    const from = prefix !== '' && line.startsWith(prefix.toUpperCase()) ? prefix.length : 0;
    const to = suffix !== '' && line.endsWith(suffix.toUpperCase()) ? line.length - suffix.length : line.length;
    return line.slice(from, Math.max(from, to));
  }).join('');
}

/**
 * The zones that strokes spell: by the keys' places, as a reader types on a US keyboard whatever layout the computer has,
 * or by the layout, for readers set to the same. Null where they spell none. `today` is YYYY-MM-DD.
 */
export function zonesOfStrokes(strokes: readonly Stroke[], frame: WedgeFrame, today: string): BurstZones | null {
  const found = (['code', 'key'] as const).flatMap((by): BurstZones[] => {
    const text = strokes.map((stroke) => (by === 'code' ? stroke.byCode : stroke.byKey)).join('');
    const zones = zonesInText(unframed(text, frame));
    const sure = zones.every((lines) => readingOfLines(lines, today)?.status === 'sure');
    return zones.length === 0 ? [] : [{ zones, sure, by }];
  });
  return found.find(({ sure }) => sure) ?? found[0] ?? null;
}

import { zonesInText, type ZoneLines } from '../../../shared/mrz/text-zones.ts';
import { readingOfLines } from '../../../shared/mrz/text-reading.ts';

/** More than the longest zone with all a reader may be programmed to send around it; what is older is not of this one. */
const MOST_SIGNS = 400;

/**
 * Puts together what a serial reader sends, which comes in pieces. `rest` is called once it has fallen silent: what is
 * there then is all there is.
 */
export type ZoneCollector = {
  /** The zones that are whole with these bytes. */
  take(bytes: Uint8Array): readonly ZoneLines[];
  /** The zones of what is left; null where something was sent and none is in it. */
  rest(): readonly ZoneLines[] | null;
};

/** `today`: YYYY-MM-DD. */
export function createZoneCollector(today: () => string): ZoneCollector {
  let text = '';
  const whole = (zones: readonly ZoneLines[]): boolean =>
    zones.length > 0 && zones.every((lines) => readingOfLines(lines, today())?.status === 'sure');
  return {
    take(bytes) {
      text = (text + Buffer.from(bytes).toString('latin1')).slice(-MOST_SIGNS);
      const zones = zonesInText(text);
      // A zone that is not sure may be the beginning of a longer one: it waits for silence.
      if (!whole(zones)) return [];
      text = '';
      return zones;
    },
    rest() {
      const zones = zonesInText(text);
      const sent = /[0-9A-Za-z<]/.test(text);
      text = '';
      return zones.length === 0 && sent ? null : zones;
    },
  };
}

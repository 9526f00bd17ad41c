import type { TextSource } from '../../shared/capture.ts';
import type { ZoneLines } from '../../shared/mrz/text-zones.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import type { WedgeEffect } from '../wedge/recogniser.ts';
import { openIfFree } from './capture-flow.ts';
import { sayRefused } from './say.ts';

type Taken = Extract<WedgeEffect, { kind: 'take' }>;
type Incomplete = Extract<WedgeEffect, { kind: 'incomplete' }>;

/** A reader sent whole zones. While it is tried out in the settings they are told there and kept nowhere. */
export function readerTaken({ zones, by, burst }: Taken): void {
  if (desk().readerTrial !== null) {
    desk().setReaderTrial({ kind: 'heard', signs: zones.flat().map((line) => line.length), by, widest: burst.widest });
    return;
  }
  void addZones(zones, 'reader');
}

/** A reader sent something that is no whole zone. */
export function readerIncomplete({ burst }: Incomplete): void {
  if (desk().readerTrial !== null) desk().setReaderTrial({ kind: 'incomplete', strokes: burst.strokes, widest: burst.widest });
  else sayRefused('lines.incomplete');
}

/** Puts zones that came as text into the queue and opens the first, unless something is on the desk already. */
export async function addZones(zones: readonly ZoneLines[], source: TextSource): Promise<void> {
  for (const lines of zones) {
    const answer = await request('capture:addLines', { lines: [...lines], source });
    if (!answer.ok) {
      sayRefused(answer.code);
      continue;
    }
    await openIfFree(answer.value.captureId);
    const { selection } = desk();
    const opened = selection.kind === 'capture' && selection.captureId === answer.value.captureId;
    if (!opened || desk().view !== 'desk') desk().sayGood(textsNow().readers.joined);
  }
}

import { describe, expect, it } from 'vitest';
import { createLiveReader, withFrames } from '../../../electron/ocr/live-reader.ts';
import type { FrameReading } from '../../../electron/ocr/read-frame.ts';
import type { ReadDocument, Reading } from '../../../shared/reading.ts';
import { specimenReading } from '../specimens.ts';

const SURE = specimenReading();
const document = SURE.documents[0] as ReadDocument;

/** The specimen as a still shows it that is in doubt, `change`d in its lines. */
function doubtful(change: (text: string) => string = (text) => text): Reading {
  const quad = [[5, 5], [6, 5], [6, 6], [5, 6]] as const;
  const lines = document.lines.map((line) => ({ ...line, text: change(line.text), quad }));
  return {
    ...SURE, status: 'check', quality: ['glare'],
    documents: [{ ...document, lines, status: 'check', doubts: [{ code: 'character.unsure', line: 0, column: 6 }], box: quad }],
  };
}

describe('a still after frames that were sure', () => {
  it('is sure with their signs, on its own lines', () => {
    const together = withFrames(doubtful((text) => text.replace('ERIKSSON', 'ER1KSSON')), document);
    expect(together).toMatchObject({ status: 'sure', quality: [], documents: [{ status: 'sure', doubts: [] }] });
    expect(together.documents[0]?.lines.map(({ text }) => text)).toEqual(document.lines.map(({ text }) => text));
    expect(together.documents[0]?.lines[0]?.quad[0]).toEqual([5, 5]);
    expect(together.documents[0]?.box?.[0]).toEqual([5, 5]);
  });

  it('stays as it is where it shows another document, several, none, or is sure by itself', () => {
    const other = doubtful((text) => text.replace(/[A-Z]/g, 'X'));
    for (const reading of [other, specimenReading(2), specimenReading(0), SURE]) expect(withFrames(reading, document)).toBe(reading);
    const still = doubtful();
    expect(withFrames(still, { ...document, format: 'MRVA' })).toBe(still);
    expect(withFrames(still, { ...document, status: 'check' })).toBe(still);
  });
});

describe('a live reader', () => {
  const frame = (state: FrameReading['state'], of: ReadDocument = document): FrameReading =>
    ({ state, document: of, frames: 2, width: 200, height: 100, outline: [[20, 50], [180, 50], [180, 90], [20, 90]], quality: [], clarity: 0.9 });

  it('tells places as shares, names only once it is sure, and the same mark for the same document', async () => {
    const states: FrameReading['state'][] = ['reading', 'sure', 'sure'];
    const live = createLiveReader(() => ({ add: async () => frame(states.shift() ?? 'searching') }));
    const first = await live.look('one', new Uint8Array());
    expect(first).toMatchObject({ state: 'reading', seen: null, name: null, outline: [[0.1, 0.5], [0.9, 0.5], [0.9, 0.9], [0.1, 0.9]] });
    const [second, third] = [await live.look('one', new Uint8Array()), await live.look('one', new Uint8Array())];
    expect(second).toMatchObject({ state: 'sure', name: 'ERIKSSON ANNA MARIA' });
    expect(second.seen).toMatch(/^[0-9a-f]{24}$/);
    expect(third.seen).toBe(second.seen);
    expect(live.together(doubtful(), second.seen ?? '').status).toBe('sure');
    const unknown = doubtful();
    expect(live.together(unknown, 'f'.repeat(24))).toBe(unknown);
  });

  it('begins anew with another session', async () => {
    let followed = 0;
    const live = createLiveReader(() => {
      followed += 1;
      return { add: async () => frame('reading') };
    });
    for (const session of ['one', 'one', 'two', 'two']) await live.look(session, new Uint8Array());
    expect(followed).toBe(2);
  });
});

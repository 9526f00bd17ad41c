/** Prints that readers are known to stumble over, each by its name. */
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../../../electron/ocr/decode/decode.ts';
import { checkDigitOf } from '../../../../shared/mrz/check-digit.ts';
import type { ReadDocument } from '../../../../shared/reading.ts';
import { simulateZone, type Simulation } from '../posterior-simulator.ts';

const TODAY = '2026-08-01';
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const;
const RUSSIAN_LINE = '4601234561RUS9001011F<<<<<<<1180807500037<84';

function decode(lines: readonly string[], byLine: Record<number, Simulation> = {}): ReadDocument {
  const document = decodeBlock(simulateZone(lines, { seed: 5 }, byLine), { today: TODAY });
  if (document === null) throw new Error('no zone was found');
  return document;
}
const texts = (document: ReadDocument): string[] => document.lines.map(({ text }) => text);

/** The second line of a passport whose number is the given one. */
function lineWithNumber(number: string): string {
  const front = `${number}${checkDigitOf(number)}UTO7408122F1204159ZE184226B<<<<<1`;
  return front + checkDigitOf(front.slice(0, 10) + front.slice(13, 20) + front.slice(21, 43));
}

describe('a printed sign that ICAO does not know', () => {
  it('comes out as the nearest sign, pointed out with the others it could be', () => {
    // A letter with a mark above it: mostly its own shape, partly others'.
    const document = decode(TD3, { 0: { seen: { 12: { M: 0.22, H: 0.18 } } } });
    expect(texts(document)).toEqual(TD3);
    expect(document.status).toBe('check');
    const doubt = document.doubts.find(({ line, column }) => line === 0 && column === 12);
    expect(doubt).toMatchObject({ code: 'character.unsure', field: 'surname' });
    expect(doubt?.alternatives?.map(({ char }) => char).sort()).toEqual(['H', 'M']);
  });

  it('keeps its place where it resembles none, and the places after it keep theirs', () => {
    // An apostrophe: the eye finds nothing there.
    const lines = [`P<UTOO<CONNOR<<ANNA${'<'.repeat(25)}`, TD3[1]];
    const document = decode(lines, { 0: { unseen: [6] } });
    expect(document.status).toBe('check');
    expect(texts(document)[0]?.slice(7)).toBe(lines[0]?.slice(7));
    expect(document.doubts).toContainEqual(expect.objectContaining({ line: 0, column: 6 }));
  });
});

describe('signs cut by the picture\'s edge', () => {
  // Half an X is a Y, and the two differ by ten under the weights 7 and 3: the check digit does not see it.
  const printed = [TD3[0], lineWithNumber('XXXXXXXXX')];
  const misread = [TD3[0], `YY${printed[1]?.slice(2) ?? ''}`];
  const read = (shown: number): ReadDocument | null => {
    const lines = simulateZone(misread, { seed: 5 }).map((line, row) =>
      (row === 0 ? line : { ...line, shown: new Float32Array(line.steps).fill(shown, 0, 24).fill(1, 24) }));
    return decodeBlock(lines, { today: TODAY });
  };

  it('are never sure, and it is said where', () => {
    expect(read(1)).toMatchObject({ status: 'sure', checkDigits: expect.arrayContaining([
      { guards: 'documentNumber', line: 1, column: 9, state: 'right' },
    ]) });
    for (const shown of [0.85, 0.6, 0.3]) {
      const document = read(shown);
      expect(document?.status).toBe('check');
      expect(document?.doubts).toContainEqual({ code: 'line.clipped', line: 1, column: 0 });
    }
  });

  it('leave alone the lines that are whole', () => {
    expect(read(0.6)?.doubts.filter(({ line }) => line === 0)).toEqual([]);
  });
});

describe('letters and digits that look alike in a number', () => {
  it('stay letters where the print and the check digit say so', () => {
    const lines = [TD3[0], lineWithNumber('AO8O26475')];
    const document = decode(lines);
    expect(texts(document)).toEqual(lines);
    expect(document).toMatchObject({ status: 'sure', fields: { documentNumber: { value: 'AO8O26475' } } });
  });

  it('are never exchanged in silence: the change is a doubt with what was seen instead, and nothing is sure', () => {
    const lines = [TD3[0], lineWithNumber('A08026475')];
    const document = decode(lines, { 1: { seen: { 3: { O: 0.6 } } } });
    expect(texts(document)).toEqual(lines);
    expect(document.status).toBe('check');
    const doubt = document.doubts.find(({ code }) => code === 'character.changed');
    expect(doubt).toMatchObject({ field: 'documentNumber', line: 1, column: 3, read: 'O' });
    expect(doubt?.alternatives?.map(({ char }) => char)).toContain('O');
  });
});

describe('a Russian internal passport', () => {
  it('whose name was cut at the field\'s end gives what is there in Cyrillic and says that it was cut', () => {
    // The rules cut the patronymic first, here after its fourth letter.
    const line = 'PNRUSKONSTANTINOPOLXSKIQ<<ALEKSANDR<ALEK';
    const lines = [line.padEnd(44, 'S').slice(0, 44), RUSSIAN_LINE];
    const document = decode(lines);
    expect(texts(document)).toEqual(lines);
    expect(document.cyrillic?.surname).toBe('КОНСТАНТИНОПОЛЪСКИЙ');
    expect(document.cyrillic?.givenNames).toMatch(/^АЛЕКСАНДР АЛЕК/);
    expect(document.doubts).toContainEqual(expect.objectContaining({ code: 'name.truncated' }));
    expect(document.status).toBe('sure');
  });

  it('keeps the digits of its names, which are letters, and doubts none of them', () => {
    const lines = [`PNRUS3EPUR3ENKO<<2LKA<96MILXEVNA${'<'.repeat(12)}`, RUSSIAN_LINE];
    const document = decode(lines);
    expect(texts(document)).toEqual(lines);
    expect(document.doubts).toEqual([]);
  });
});

describe('cards of one line', () => {
  const closed = (body: string): string => body + checkDigitOf(body);

  it.each(['CHE', 'NLD'])('from %s are read by their closing digit', (state) => {
    const line = closed(`D1${state}15094962111659VW87Q4R1ZZ`.slice(0, 29));
    const document = decode([line]);
    expect(texts(document)).toEqual([line]);
    expect(document).toMatchObject({ format: 'IDL', fields: { issuingState: { value: state } } });
  });

  it('are doubted where the closing digit is wrong', () => {
    const right = closed('D1CHE15094962111659VW87Q4R1ZZ');
    const line = right.slice(0, 29) + ((Number(right[29]) + 1) % 10);
    const document = decodeBlock(simulateZone([line], { seed: 5 }), { today: TODAY });
    expect(document?.status ?? 'check').toBe('check');
  });
});

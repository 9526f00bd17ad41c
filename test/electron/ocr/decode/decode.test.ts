import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../../../electron/ocr/decode/decode.ts';
import { checkDigitOf } from '../../../../shared/mrz/check-digit.ts';
import type { ReadDocument } from '../../../../shared/reading.ts';
import { randomOf, simulateLine, simulateZone, type Simulation } from '../posterior-simulator.ts';

const TODAY = '2026-08-01';
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TD2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const FRA_ID = ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '9409923102854CORINNE<<<<<<<6512068F4'];
const FRA_DL = ['D1FRA13AA000026181231MARTIN<<9'];
const CHE_DL = ['AAA001D<<', 'FACHE305142128001<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<'];
const BELGIAN = [
  'IDBEL600000257<6642<<<<<<<<<<<', '1301014F2311207BEL130101123594', 'SPECIMEN<<SPECIMEN<<<<<<<<<<<<',
];
const GERMAN = ['P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4'];
const PNRUS = ['PNRUSKUZ9MINA<<N2LLI<7R9EVNA<<<<<<<<<<<<<<<<', '4601234561RUS9001011F<<<<<<<1180807500037<84'];

type Seen = NonNullable<Simulation['seen']>;

function decode(lines: readonly string[], options: Simulation = {}, byLine: Record<number, Simulation> = {}): ReadDocument {
  const document = decodeBlock(simulateZone(lines, { seed: 3, ...options }, byLine), { today: TODAY });
  if (document === null) throw new Error('no zone was found');
  return document;
}
const seenAt = (line: number, seen: Seen): Record<number, Simulation> => ({ [line]: { seen } });
const texts = (document: ReadDocument): string[] => document.lines.map((line) => line.text);
const codes = (document: ReadDocument): string[] => document.doubts.map((doubt) => doubt.code);

describe('clean zones', () => {
  const zones = { TD3: [TD3], TD1: [TD1], TD2: [TD2], 'FRA-ID': [FRA_ID], 'FRA-DL': [FRA_DL] } as const;

  it('come out exact and sure, each in its own format', () => {
    for (const [format, [lines]] of Object.entries(zones)) {
      const document = decode(lines);
      expect(texts(document)).toEqual(lines);
      expect(document).toMatchObject({ format, status: 'sure', doubts: [] });
    }
  });

  it('tell visas from passports and cards by their first sign', () => {
    const a = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX7408122F96121096ZE184226B<<<<<<'];
    const b = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX7408122F9612109<<<<<<<<'];
    expect(decode(a)).toMatchObject({ format: 'MRVA', status: 'sure' });
    expect(decode(b)).toMatchObject({ format: 'MRVB', status: 'sure' });
  });

  it('of a Swiss licence, which has no check digit at all, are exact but never sure', () => {
    const document = decode(CHE_DL);
    expect(texts(document)).toEqual(CHE_DL);
    expect(document).toMatchObject({ format: 'CHE-DL', status: 'check' });
  });

  it('of one line with the issuer\'s own contents are read by their closing digit', () => {
    const body = 'D1NLD15094962111659VW87Q4R1ZZ<'.slice(0, 29);
    const line = body + checkDigitOf(body);
    expect(decode([line])).toMatchObject({ format: 'IDL', fields: { issuingState: { value: 'NLD' } } });
  });

  it('read the specialities: D<<, long Belgian numbers, PNRUS with its Cyrillic', () => {
    expect(decode(GERMAN)).toMatchObject({ status: 'sure', fields: { nationality: { value: 'D' } } });
    expect(texts(decode(BELGIAN))).toEqual(BELGIAN);
    expect(decode(BELGIAN)).toMatchObject({ status: 'sure', fields: { documentNumber: { value: '600000257664' } } });
    const russian = decode(PNRUS);
    expect(texts(russian)).toEqual(PNRUS);
    expect(russian).toMatchObject({
      status: 'sure', cyrillic: { surname: 'КУЗЬМИНА', givenNames: 'НЁЛЛИ ЮРЬЕВНА' },
      fields: { documentNumber: { value: '4601123456' } },
    });
  });

  it('take a filler as the check digit of an empty field', () => {
    const lines = ['P<IRLONEILL<<JOSEPH<PAUL<<<<<<<<<<<<<<<<<<<<', 'XN00005186IRL6105251M2303152<<<<<<<<<<<<<<<2'];
    const document = decode(lines);
    expect(texts(document)).toEqual(lines);
    expect(document.status).toBe('sure');
    expect(document.checkDigits).toContainEqual({ guards: 'optionalData', line: 1, column: 42, state: 'empty' });
  });

  it('keep unknown parts of a birth date', () => {
    const birth = `83<<<<${checkDigitOf('83<<<<')}`;
    const front = `L898902C36UTO${birth}F1204159ZE184226B<<<<<1`;
    const line = front + checkDigitOf(front.slice(0, 10) + front.slice(13, 20) + front.slice(21, 43));
    const document = decode([TD3[0] ?? '', line]);
    expect(texts(document)[1]).toBe(line);
    expect(document).toMatchObject({ status: 'sure', fields: { birthDate: { value: '1983-00-00' } } });
  });

  it('place each line on the picture from its first sign to its last', () => {
    const [line] = decode(TD3, { marginLeft: 3, marginRight: 5 }).lines;
    const [left, right] = [line?.quad[0][0] ?? 0, line?.quad[1][0] ?? 0];
    expect(left / 10 / 4.75).toBeCloseTo(3, 0);
    expect((right - left) / 10 / 4.75).toBeCloseTo(44, 0);
  });
});

describe('doubtful signs', () => {
  it('are settled by check digits, and said to be changed', () => {
    // The number's second sign is 8; the eye sees B a little more often.
    const document = decode(TD3, {}, seenAt(1, { 1: { B: 0.6 } }));
    expect(texts(document)).toEqual(TD3);
    expect(document.status).toBe('check');
    expect(document.doubts).toContainEqual(expect.objectContaining({
      code: 'character.changed', field: 'documentNumber', line: 1, column: 1, read: 'B',
    }));
    expect(document.lines[1]?.characters[1]?.alternatives.map((other) => other.char)).toContain('B');
  });

  it('are never settled against strong evidence: the wrong check digit is reported instead', () => {
    const printed = [TD3[0] ?? '', (TD3[1] ?? '').replace('L898902C36', 'L898902C37')];
    const document = decode(printed);
    expect(texts(document)).toEqual(printed);
    expect(document.status).toBe('check');
    expect(document.checkDigits).toContainEqual({ guards: 'documentNumber', line: 1, column: 9, state: 'wrong' });
  });

  it('that weigh the same for every check digit are not sure, however right the digits', () => {
    // G and 6 are twins modulo ten.
    const number = 'AB6134567';
    const front = `${number}${checkDigitOf(number)}UTO7408122F1204159ZE184226B<<<<<1`;
    const line = front + checkDigitOf(front.slice(0, 10) + front.slice(13, 20) + front.slice(21, 43));
    const document = decode([TD3[0] ?? '', line], {}, seenAt(1, { 2: { G: 0.35 } }));
    expect(document.status).toBe('check');
    expect(document.doubts).toContainEqual(expect.objectContaining({ code: 'character.unsure', line: 1, column: 2 }));
  });

  it('include a hole in a number, which counts as much as the digit 0 for every check digit', () => {
    const holed = [TD3[0] ?? '', (TD3[1] ?? '').replace('L898902C3', 'L8989<2C3')];
    const document = decode(holed);
    expect(document).toMatchObject({ status: 'check', fields: { documentNumber: { check: 'right' } } });
    expect(document.doubts).toContainEqual(expect.objectContaining({
      code: 'character.unsure', field: 'documentNumber', line: 1, column: 5,
    }));
  });

  it('in names are never sure, as nothing guards them, and it is said where to look', () => {
    for (const [column, seen] of [[7, { S: 0.3 }], [15, { H: 0.2 }], [20, { N: 0.03 }]] as const) {
      const document = decode(TD3, {}, seenAt(0, { [column]: seen }));
      expect(document.status).toBe('check');
      expect(document.doubts).toContainEqual(expect.objectContaining({ code: 'character.unsure', line: 0, column }));
    }
  });

  it('in a name become letters when they hardly differ, and say so', () => {
    const lines = [(TD3[0] ?? '').replace('ERIKSSON', 'ERIKSSOO'), TD3[1] ?? ''];
    const document = decode(lines, {}, seenAt(0, { 12: { 0: 0.55 } }));
    expect(texts(document)[0]).toBe(lines[0]);
    expect(document.doubts).toContainEqual(
      expect.objectContaining({ code: 'character.changed', read: '0', column: 12 }));
  });

  it('leave a digit that is plainly printed in a name', () => {
    const lines = [(TD3[0] ?? '').replace('MARIA', 'MAR1A'), TD3[1] ?? ''];
    const document = decode(lines, {}, seenAt(0, { 23: { I: 0.001 } }));
    expect(texts(document)).toEqual(lines);
    expect(document.status).toBe('check');
    expect(codes(document)).toContain('letter.outOfPlace');
  });

  it('leave a genuine letter O in a number, which the digits confirm', () => {
    const number = 'A08O26475';
    const front = `${number}${checkDigitOf(number)}UTO7408122F1204159ZE184226B<<<<<1`;
    const line = front + checkDigitOf(front.slice(0, 10) + front.slice(13, 20) + front.slice(21, 43));
    const document = decode([TD3[0] ?? '', line], {}, seenAt(1, { 3: { 0: 0.4 } }));
    expect(texts(document)[1]).toBe(line);
    expect(document.fields.documentNumber?.value).toBe(number);
  });

  it('in a state prefer one that exists, and a nonexistent one plainly printed stays', () => {
    const near = decode(TD3, {}, seenAt(1, { 11: { I: 0.55 } }));
    expect(near.fields.nationality?.value).toBe('UTO');
    const odd = [(TD3[0] ?? '').replace('UTO', 'QQX'), TD3[1] ?? ''];
    const document = decode(odd);
    expect(texts(document)).toEqual(odd);
    expect(document).toMatchObject({ status: 'check' });
    expect(codes(document)).toContain('state.unknown');
  });
});

describe('damaged and odd zones', () => {
  it('say that a column was cut off, at either end', () => {
    const left = decode(TD3, { marginLeft: -1 });
    expect(left.status).toBe('check');
    expect(left.doubts).toContainEqual({ code: 'line.clipped', line: 0, column: 0 });
    expect(texts(left)[0]?.slice(1)).toBe(TD3[0]?.slice(1));
    const right = decode(TD3, { marginRight: -1 });
    expect(right.status).toBe('check');
    expect(right.doubts).toContainEqual({ code: 'line.clipped', line: 1, column: 43 });
  });

  it('are found among a line too many, above or below', () => {
    const junk = simulateLine('DATE0OF0ISSUE00000AUTHORITY', { seed: 9, pitch: 3.1 }, 3);
    for (const lines of [[junk, ...simulateZone(TD3)], [...simulateZone(TD3), junk]]) {
      const document = decodeBlock(lines, { today: TODAY });
      expect(document?.format).toBe('TD3');
      expect(document === null ? [] : texts(document)).toEqual(TD3);
    }
  });

  it('are read through a hole by their check digits, and are not sure', () => {
    const document = decode(TD3, {}, { 1: { unseen: [3] } });
    expect(document.status).toBe('check');
    expect(texts(document)[1]?.slice(4)).toBe(TD3[1]?.slice(4));
  });

  it('without an issuer are read as printed and looked at', () => {
    const lines = [`P<<<<ERIKSSON<<ANNA<MARIA${'<'.repeat(19)}`, TD3[1] ?? ''];
    const document = decode(lines);
    expect(texts(document)).toEqual(lines);
    expect(document.status).toBe('check');
  });

  it('are nothing when they are other text', () => {
    const words = 'THE QUICK BROWN FOX JUMPS OVER A LAZY DOG AND RUNS AWAY'.replaceAll(' ', '');
    for (const text of [[words.slice(0, 44), words.slice(0, 44)], [words.slice(0, 30)], [words.slice(0, 9)]]) {
      expect(decodeBlock(simulateZone(text), { today: TODAY })).toBeNull();
    }
    expect(decodeBlock([], { today: TODAY })).toBeNull();
    expect(decodeBlock([simulateLine('')], { today: TODAY })).toBeNull();
  });
});

describe('many noisy zones', () => {
  const random = randomOf(11);
  const pick = (from: string): string => from.charAt(Math.floor(random() * from.length));
  const some = (from: string, count: number): string => Array.from({ length: count }, () => pick(from)).join('');
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const two = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');

  function passport(): string[] {
    const names = `${some(LETTERS, 4 + Math.floor(random() * 9))}<<${some(LETTERS, 3 + Math.floor(random() * 9))}`;
    const number = some(`${LETTERS}0123456789`, 2) + some('0123456789', 7);
    const birth = `${two(99)}${two(12)}${two(28)}`;
    const expiry = `${two(40)}${two(12)}${two(28)}`;
    const optional = random() < 0.5 ? '<'.repeat(14) : some('0123456789', 9).padEnd(14, '<');
    const guarded = (text: string): string => text + checkDigitOf(text);
    const body = `${guarded(number)}UTO${guarded(birth)}${pick('MF')}${guarded(expiry)}${guarded(optional)}`;
    const composite = checkDigitOf(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43));
    return [`P<UTO${names}`.padEnd(44, '<'), body + composite];
  }

  it('are mostly exact when clean, and never wrong where sure, however noisy', { timeout: 180_000 }, () => {
    for (const [noise, least] of [[0.1, 0.98], [0.4, 0.85], [0.7, 0]] as const) {
      let exact = 0;
      for (let seed = 0; seed < 25; seed += 1) {
        const lines = passport();
        const document = decodeBlock(simulateZone(lines, { seed: seed + 1, noise }), { today: TODAY });
        const right = document !== null && texts(document).join() === lines.join();
        if (right) exact += 1;
        if (document?.status === 'sure') expect(right).toBe(true);
      }
      expect(exact / 25).toBeGreaterThanOrEqual(least);
    }
  });
});

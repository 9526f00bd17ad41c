import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { readingOfLines } from '../../../shared/mrz/text-reading.ts';

const TODAY = '2026-08-01';
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const;

const withSign = (line: 0 | 1, column: number, sign: string): string[] =>
  TD3.map((text, index) => (index === line ? text.slice(0, column) + sign + text.slice(column + 1) : text));

describe('a reading of lines', () => {
  it('is sure with all check digits right and every sign in its place', () => {
    const reading = readingOfLines(TD3, TODAY);
    expect(reading).toMatchObject({ status: 'sure', width: 0, height: 0, documents: [{ status: 'sure', format: 'TD3', doubts: [] }] });
    expect(reading?.documents[0]?.box).toBeUndefined();
    expect(reading?.documents[0]?.fields).toMatchObject({
      surname: { value: 'ERIKSSON' }, documentNumber: { value: 'L898902C3', check: 'right' }, birthDate: { value: '1974-08-12' },
    });
  });

  it('is never sure with any guarded sign changed to one that counts otherwise', () => {
    const guarded = [...Array.from({ length: 10 }, (_, at) => at), ...Array.from({ length: 7 }, (_, at) => 13 + at),
      ...Array.from({ length: 23 }, (_, at) => 21 + at)];
    const value = (sign: string): number => (sign === '<' ? 0 : SIGNS.indexOf(sign)) % 10;
    fc.assert(fc.property(fc.constantFrom(...guarded), fc.constantFrom(...SIGNS), (column, sign) => {
      fc.pre(value(sign) !== value(TD3[1].charAt(column)));
      expect(readingOfLines(withSign(1, column, sign), TODAY)?.status).toBe('check');
    }));
  });

  it('points at a digit in a name, a state nobody knows, and a document code no layout has', () => {
    const doubts = (lines: readonly string[]) => readingOfLines(lines, TODAY)?.documents[0]?.doubts.map(({ code }) => code);
    expect(doubts(withSign(0, 6, '0'))).toEqual(['letter.outOfPlace']);
    expect(doubts(withSign(0, 3, 'Q'))).toContain('state.unknown');
    expect(doubts(withSign(0, 0, 'F'))).toEqual(['format.unsure']);
  });

  it('is never sure of a licence that has no check digits', () => {
    const lines = ['AAA001D<<', 'FACHE305142128001<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<'];
    expect(readingOfLines(lines, TODAY)?.status).toBe('check');
  });

  it('gives back the Cyrillic of a Russian internal passport', () => {
    const lines = ['PNRUSIMQREK<<EVGENIQ<ALEKSANDROVI3<<<<<<<<<<', '3900000000RUS8207233M<<<<<<<4051205500060<62'];
    expect(readingOfLines(lines, TODAY)?.documents[0]?.cyrillic?.givenNames).toBe('ЕВГЕНИЙ АЛЕКСАНДРОВИЧ');
  });

  it('is none where the lines fit no layout', () => {
    for (const lines of [[], [TD3[0]], [TD3[0].slice(1), TD3[1]], TD3.map((line) => line.toLowerCase())]) {
      expect(readingOfLines(lines, TODAY)).toBeNull();
    }
  });
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactToken, nameWords, normalNumber, prefixQueryToken, prefixTokens, TOKEN_BYTES,
} from '../../../electron/db/blind-index.ts';

const key = randomBytes(32);
const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ');
const nameWord = fc.array(letters, { minLength: 1, maxLength: 20 }).map((signs) => signs.join(''));
const name = fc.array(nameWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

const findsBy = (names: string[], query: string, under = key): boolean => {
  const tokens = new Set(prefixTokens(under, names).map((token) => token.toString('hex')));
  return nameWords(query).every((word) => tokens.has(prefixQueryToken(key, word).toString('hex')));
};

describe('the blind index of names', () => {
  it('finds a name by any beginning of any of its words', () => {
    fc.assert(fc.property(name, fc.nat(), fc.nat(), (whole, which, length) => {
      const words = whole.split(' ');
      const word = words[which % words.length] ?? '';
      expect(findsBy([whole], word.slice(0, 1 + (length % word.length)).toLowerCase())).toBe(true);
    }));
  });

  it('finds nothing by a word with which no word of the name begins', () => {
    fc.assert(fc.property(name, nameWord, (whole, word) => {
      fc.pre(!nameWords(whole).some((own) => own.startsWith(nameWords(word)[0] ?? '')));
      expect(findsBy([whole], word)).toBe(false);
    }));
  });

  it('finds nothing under another key', () => {
    fc.assert(fc.property(name, (whole) => {
      expect(findsBy([whole], whole, randomBytes(32))).toBe(false);
    }));
  });

  it('finds a word longer than it keeps beginnings of', () => {
    expect(findsBy(['VENKATANARASIMHARAJUVARIPETA'], 'Venkatanarasimharajuvaripeta')).toBe(true);
  });

  it.each([
    ['Ёлкина', 'елк'], ['ЕЛКИНА', 'Ёлк'], ["O'Neil", 'oneil'], ['ONEIL', "o'ne"], ['Müller', 'MULL'],
    ['Салтыков-Щедрин', 'щед'], ['GARCIA LORCA', 'lor gar'], ['Straße', 'STRASS'],
  ])('finds %s by %s', (whole, query) => {
    expect(findsBy([whole], query)).toBe(true);
  });
});

describe('an exact token', () => {
  it('differs whenever kind or parts differ, wherever the cut between parts lies', () => {
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 3 }), fc.array(fc.string(), { maxLength: 3 }), (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(exactToken(key, 'person', one).equals(exactToken(key, 'person', other))).toBe(same);
      expect(exactToken(key, 'person', one).equals(exactToken(key, 'document', one))).toBe(false);
      expect(exactToken(key, 'person', one)).toHaveLength(TOKEN_BYTES);
    }));
  });

  it('takes a number however it is spaced', () => {
    expect(normalNumber(' 45 10-123456<< ')).toBe('4510123456');
    expect(normalNumber('l898902c3')).toBe('L898902C3');
  });
});

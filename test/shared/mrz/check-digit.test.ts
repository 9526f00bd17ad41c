import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNS, classOfSign, isMrzText } from '../../../shared/mrz/alphabet.ts';
import { checkDigitOf, signValue } from '../../../shared/mrz/check-digit.ts';

const mrzText = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 44 });

describe('check digits', () => {
  it('agrees with the examples of Doc 9303', () => {
    expect(checkDigitOf('520727')).toBe('3');
    expect(checkDigitOf('AB2134<<<')).toBe('5');
    expect(checkDigitOf('L898902C3')).toBe('6');
    expect(checkDigitOf('ZE184226B<<<<<')).toBe('1');
  });

  it('gives zero for nothing but fillers', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 44 }), (n) => checkDigitOf('<'.repeat(n)) === '0'));
  });

  it('catches every change of one sign, unless the two signs weigh the same modulo ten', () => {
    fc.assert(fc.property(mrzText, fc.nat(), fc.constantFrom(...SIGNS), (text, at, sign) => {
      fc.pre(text.length > 0);
      const place = at % text.length;
      const changed = text.slice(0, place) + sign + text.slice(place + 1);
      const twin = signValue(sign) % 10 === signValue(text.charAt(place)) % 10;
      expect(checkDigitOf(changed) === checkDigitOf(text)).toBe(twin);
    }));
  });

  it('adds up piece by piece when pieces are whole groups of three', () => {
    fc.assert(fc.property(mrzText, mrzText, (a, b) => {
      const whole = a.slice(0, a.length - (a.length % 3));
      const sum = (Number(checkDigitOf(whole)) + Number(checkDigitOf(b))) % 10;
      expect(checkDigitOf(whole + b)).toBe(String(sum));
    }));
  });

  it('refuses signs no zone may hold', () => {
    expect(() => checkDigitOf('AB-1')).toThrow(RangeError);
  });
});

describe('the alphabet', () => {
  it('numbers its signs from one, the blank being zero', () => {
    expect(Array.from(SIGNS, classOfSign)).toEqual(Array.from(SIGNS, (_, index) => index + 1));
    expect(classOfSign('0')).toBe(1);
    expect(classOfSign('<')).toBe(37);
    expect(classOfSign('-')).toBe(0);
    expect(isMrzText('AB<1')).toBe(true);
    expect(isMrzText('ab')).toBe(false);
  });
});

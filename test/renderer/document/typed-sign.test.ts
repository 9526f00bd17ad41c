import { describe, expect, it } from 'vitest';
import { typedSign, withSign } from '../../../renderer/document/typed-sign.ts';

describe('typing a sign of the zone', () => {
  it.each([
    ['a', 'KeyA', 'A'],
    ['7', 'Digit7', '7'],
    ['<', 'IntlBackslash', '<'],
    [' ', 'Space', '<'],
    ['ф', 'KeyA', 'A'],
    ['Щ', 'KeyO', 'O'],
    ['б', 'Comma', '<'],
  ])('takes %s on %s for %s', (key, code, sign) => {
    expect(typedSign({ key, code })).toBe(sign);
  });

  it.each([
    ['Enter', 'Enter'],
    ['Tab', 'Tab'],
    ['ArrowLeft', 'ArrowLeft'],
    ['!', 'Digit1'],
    ['Shift', 'ShiftLeft'],
  ])('leaves %s alone', (key, code) => {
    expect(typedSign({ key, code })).toBeNull();
  });

  it('never changes the length of a line', () => {
    expect(withSign('ABC<', 3, 'D')).toBe('ABCD');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyrillicOfPnrus, pnrusNameField, pnrusOfCyrillic, readPnrusNumber } from '../../../shared/mrz/pnrus.ts';

const LETTERS = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ';
const name = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 45 });

describe('the code of a Russian internal passport', () => {
  it('gives back every Cyrillic name exactly', () => {
    fc.assert(fc.property(name, (cyrillic) => {
      const coded = pnrusOfCyrillic(cyrillic);
      expect(coded).toMatch(/^[A-Z2-46-9]+$/);
      expect(cyrillicOfPnrus(coded ?? '')).toBe(cyrillic);
    }));
  });

  it('uses a different sign for every letter', () => {
    expect(new Set(pnrusOfCyrillic(LETTERS)).size).toBe(33);
  });

  it('reads the examples of the rules', () => {
    expect(cyrillicOfPnrus('BAQRAMOV')).toBe('БАЙРАМОВ');
    expect(cyrillicOfPnrus('AMIR<IL9GAM<<0GLY')).toBeNull();
    expect(cyrillicOfPnrus('AMIR<IL9GAM<OGLY')).toBe('АМИР ИЛЬГАМ ОГЛЫ');
    expect(pnrusOfCyrillic('Салтыков-Щедрин')).toBe('SALTYKOV<WEDRIN');
    expect(pnrusOfCyrillic('SMITH')).toBeNull();
  });

  it('cuts the patronymic first, then the given name, then the surname', () => {
    expect(pnrusNameField('IVANOV', 'PETR', 'SERGEEVI3')).toBe('IVANOV<<PETR<SERGEEVI3'.padEnd(39, '<'));
    expect(pnrusNameField('A'.repeat(20), 'B'.repeat(12), 'C'.repeat(10)))
      .toBe(`${'A'.repeat(20)}<<${'B'.repeat(12)}<CCCC`);
    expect(pnrusNameField('A'.repeat(30), 'B'.repeat(12), 'C'.repeat(10))).toBe(`${'A'.repeat(30)}<<BBBBB<C`);
    expect(pnrusNameField('A'.repeat(45), 'B'.repeat(12), 'C'.repeat(10))).toBe(`${'A'.repeat(34)}<<B<C`);
  });

  it('always fills exactly 39 places', () => {
    fc.assert(fc.property(name, name, fc.option(name, { nil: '' }), (a, b, c) => {
      const [surname, given, patronymic] = [a, b, c].map((part) => pnrusOfCyrillic(part) ?? '');
      expect(pnrusNameField(surname ?? '', given ?? '', patronymic ?? '')).toHaveLength(39);
    }));
  });

  it('joins the series from its two places and reads issue and division', () => {
    expect(readPnrusNumber('460123456', '1180807500037<', '2026-08-01'))
      .toEqual({ number: '4601123456', issueDate: '2018-08-07', divisionCode: '500-037' });
    expect(readPnrusNumber('460123456', '<<<<<<<<<<<<<<', '2026-08-01'))
      .toEqual({ number: null, issueDate: '', divisionCode: '' });
  });
});

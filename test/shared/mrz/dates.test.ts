import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysInMonth, isPossibleIso, readMrzDate, yearsBetween } from '../../../shared/mrz/dates.ts';

const TODAY = '2026-08-01';
const upTo = (max: number, min = 1) => fc.integer({ min, max });
const day = fc.tuple(upTo(2099, 1900), upTo(12), upTo(31))
  .filter(([y, m, d]) => d <= daysInMonth(y, m))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);

/** YYMMDD of a YYYY-MM-DD. */
const mrzDateOf = (iso: string): string => iso.slice(2).replaceAll('-', '');

describe('dates of a zone', () => {
  it('reads every expiry as 20yy', () => {
    fc.assert(fc.property(day, day, (iso, today) => {
      const read = readMrzDate(mrzDateOf(iso), 'expiry', today);
      fc.pre(isPossibleIso(`20${iso.slice(2)}`));
      expect(read).toEqual({ kind: 'date', iso: `20${iso.slice(2)}`, complete: true });
    }));
  });

  it('never reads a birth in the future, and never one more than a century ago that could be later', () => {
    fc.assert(fc.property(day, fc.constantFrom('2026-08-01', '2030-02-28', '2099-12-31'), (iso, today) => {
      const read = readMrzDate(mrzDateOf(iso), 'birth', today);
      if (read.kind !== 'date') return;
      expect(read.iso <= today).toBe(true);
      if (read.iso.startsWith('19')) expect(`20${read.iso.slice(2)}` > today).toBe(true);
    }));
  });

  it('gives back the birth date it was made from, within the last hundred years', () => {
    fc.assert(fc.property(day, (iso) => {
      fc.pre(iso <= TODAY && iso > '1926-08-01');
      expect(readMrzDate(mrzDateOf(iso), 'birth', TODAY)).toEqual({ kind: 'date', iso, complete: true });
    }));
  });

  it('keeps unknown parts as zeros, whether fillers or zeros are printed', () => {
    expect(readMrzDate('83<<<<', 'birth', TODAY)).toEqual({ kind: 'date', iso: '1983-00-00', complete: false });
    expect(readMrzDate('8307<<', 'birth', TODAY)).toEqual({ kind: 'date', iso: '1983-07-00', complete: false });
    expect(readMrzDate('830000', 'birth', TODAY)).toEqual({ kind: 'date', iso: '1983-00-00', complete: false });
    expect(readMrzDate('<<<<<<', 'birth', TODAY)).toEqual({ kind: 'empty' });
  });

  it('calls dates impossible that no calendar has', () => {
    for (const raw of ['831301', '830230', '990229', '83<<12', '8A0101', '<<0101', '83<101', '8301']) {
      expect(readMrzDate(raw, 'birth', TODAY)).toEqual({ kind: 'impossible' });
    }
    expect(readMrzDate('000229', 'birth', TODAY)).toMatchObject({ iso: '2000-02-29' });
    expect(isPossibleIso('1983-00-00')).toBe(true);
    expect(isPossibleIso('1983-00-12')).toBe(false);
    expect(isPossibleIso('1983-02-30')).toBe(false);
    expect(isPossibleIso('12.02.1983')).toBe(false);
  });

  it('counts years by birthdays', () => {
    expect(yearsBetween('2008-08-01', TODAY)).toBe(18);
    expect(yearsBetween('2008-08-02', TODAY)).toBe(17);
    expect(yearsBetween('2008-00-00', TODAY)).toBe(17);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

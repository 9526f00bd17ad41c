import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dotDate,
  isCalendarDate,
  localDay,
  readDate,
  showDate,
  showMoment,
} from '../../../renderer/fields/date-text.ts';

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('dates on the screen', () => {
  it('shows and takes back every day of two centuries', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(readDate(showDate(day))).toBe(day);
      }),
    );
  });

  it('types out to the same day with digits alone, the dots come by themselves', () => {
    fc.assert(
      fc.property(days, (day) => {
        const digits = showDate(day).replaceAll('.', '');
        const typed = [...digits].reduce((shown, digit) => dotDate(shown + digit, shown), '');
        expect(readDate(typed)).toBe(day);
      }),
    );
  });

  it('lets dots be typed after one digit', () => {
    const typed = [...'1.2.1990'].reduce((shown, sign) => dotDate(shown + sign, shown), '');
    expect(readDate(typed)).toBe('1990-02-01');
  });

  it('takes off a dot that is deleted', () => {
    expect(dotDate('12', '12.')).toBe('12');
  });

  it('shows unknown parts as dashes and keeps them unknown', () => {
    expect(showDate('1974-00-00')).toBe('––.––.1974');
    expect(readDate('––.––.1974')).toBe('1974-00-00');
  });

  it('never passes half a date for a whole one', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 9 }), (day, length) => {
        expect(isCalendarDate(readDate(showDate(day).slice(0, length)))).toBe(false);
      }),
    );
  });

  it.each(['31.02.2026', '00.01.2026', '12.13.2026'])('knows that %s is no day of the calendar', (text) => {
    expect(isCalendarDate(readDate(text))).toBe(false);
  });

  it('says the day and the minute on this desk', () => {
    const moment = new Date(2026, 10, 21, 9, 5);
    expect(localDay(moment)).toBe('2026-11-21');
    expect(showMoment(moment.getTime())).toBe('21.11.2026 09:05');
  });
});

import { states } from 'mrz';
import { describe, expect, it } from 'vitest';
import { STATE_CODES, isKnownState, stateName } from '../../../shared/mrz/countries.ts';

describe('states', () => {
  it('knows every code the npm parser knows', () => {
    const missing = Object.keys(states).filter((code) => !isKnownState(code));
    expect(missing).toEqual([]);
  });

  it('has a Russian and an English name for every code, and they differ', () => {
    for (const code of STATE_CODES) {
      const [ru, en] = [stateName(code, 'ru'), stateName(code, 'en')];
      expect(ru, code).toMatch(/[а-яё]/i);
      expect(en, code).toMatch(/^[^а-яё]+$/i);
    }
  });

  it('names Germany by its one-letter code', () => {
    expect(stateName('D', 'en')).toBe('Germany');
    expect(stateName('RUS', 'ru')).toBe('Россия');
  });

  it('knows no code that nobody assigned', () => {
    for (const code of ['', 'QQQ', 'DDR', '123', 'D<<']) {
      expect(isKnownState(code)).toBe(false);
      expect(stateName(code, 'en')).toBeNull();
    }
  });
});

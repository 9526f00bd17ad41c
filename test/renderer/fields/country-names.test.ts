import { describe, expect, it } from 'vitest';
import { countryCodes, countryFits, countryName } from '../../../renderer/fields/country-names.ts';

describe('countries in a field', () => {
  it.each([
    ['RUS', 'ru', 'Россия'],
    ['D', 'ru', 'Германия'],
    ['D', 'en', 'Germany'],
    ['XXA', 'en', 'Stateless person (1954 Convention)'],
  ] as const)('calls %s in %s %s', (code, language, name) => {
    expect(countryName(code, language)).toBe(name);
  });

  it('shows a code nobody knows as it is', () => {
    expect(countryName('QQQ', 'ru')).toBe('QQQ');
  });

  it('is found by code, by the beginning of the name and of any word of it', () => {
    expect(countryFits('GBR', 'gb', 'ru')).toBe(true);
    expect(countryFits('DEU', 'герм', 'ru')).toBe(true);
    expect(countryFits('NZL', 'зел', 'ru')).toBe(true);
    expect(countryFits('NZL', 'ландия', 'ru')).toBe(false);
  });

  it('stands in the order of the names in the language of the desk', () => {
    const names = countryCodes('ru').map((code) => countryName(code, 'ru'));
    expect(names).toEqual(names.toSorted(new Intl.Collator('ru').compare));
  });
});

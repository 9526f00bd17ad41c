import { describe, expect, it } from 'vitest';
import { DELIVERY_CODES } from '../../../shared/delivery.ts';
import { ERROR_CODES } from '../../../shared/errors.ts';
import { SOURCE_CODES } from '../../../shared/sources.ts';
import { countIn } from '../../../renderer/texts/plural.ts';
import { en } from '../../../renderer/texts/en.ts';
import { ru } from '../../../renderer/texts/ru.ts';

/** Every text of a catalogue with its path; texts with a number or a name in them are tried with some. */
function texts(of: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(of).flatMap(([key, value]: [string, unknown]): readonly (readonly [string, string])[] => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[name, value]];
    if (typeof value === 'function') return [[name, String((value as (...given: unknown[]) => string)(2, 2, 2))]];
    return typeof value === 'object' && value !== null ? texts(value, name) : [];
  });
}

describe.each([
  ['Russian', ru],
  ['English', en],
] as const)('the %s catalogue', (_, catalogue) => {
  it('has a sentence for every error, doubt, warning, quality hint, failed delivery and failed device', () => {
    const { errors, doubts, warnings, quality, deliveryCodes, sourceCodes } = catalogue;
    for (const code of ERROR_CODES) expect(errors[code]).toBeTruthy();
    for (const code of DELIVERY_CODES) expect(deliveryCodes[code]).toBeTruthy();
    for (const code of SOURCE_CODES) expect(sourceCodes[code]).toBeTruthy();
    for (const [name, text] of texts({ errors, doubts, warnings, quality, deliveryCodes, sourceCodes })) expect(text, name).toMatch(/[.!]$/);
  });

  it('says something for every text but the state that needs no word', () => {
    const silent = texts(catalogue)
      .filter(([, text]) => text.trim() === '')
      .map(([name]) => name);
    expect(silent).toEqual(['fields.states.plain']);
  });

  it('keeps double spaces and stray ends out', () => {
    for (const [name, text] of texts(catalogue)) expect(text, name).not.toMatch(/ {2}|^ | $|undefined|NaN/);
  });
});

describe('the catalogues', () => {
  it('say the same things', () => {
    expect(texts(en).map(([name]) => name)).toEqual(texts(ru).map(([name]) => name));
  });

  it('leave no Latin sentence in Russian and no Cyrillic one in English', () => {
    const cyrillic = texts(en)
      .filter(([, text]) => /[а-яё]/i.test(text))
      .map(([name]) => name);
    expect(cyrillic).toEqual(['settings.languages.ru']);
    const latin = texts(ru)
      .filter(([, text]) => /[a-z]{3,}/i.test(text) && !/[а-яё]/i.test(text))
      .map(([name]) => name);
    expect(latin.toSorted()).toEqual([
      'destinations.sseKinds.AES256',
      'destinations.sseKinds.aws:kms',
      'keys.names.alt',
      'keys.names.ctrl',
      'keys.names.delete',
      'keys.names.enter',
      'keys.names.escape',
      'keys.names.tab',
      'settings.about',
      'settings.languages.en',
    ]);
  });

  it.each([
    [1, '1 снимок'],
    [2, '2 снимка'],
    [5, '5 снимков'],
    [11, '11 снимков'],
    [21, '21 снимок'],
    [112, '112 снимков'],
  ])('count %i in Russian as %s', (count, words) => {
    expect(countIn('ru')(count, { one: 'снимок', few: 'снимка', many: 'снимков', other: 'снимка' })).toBe(words);
  });
});

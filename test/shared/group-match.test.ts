import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchGuest, type Candidate, type Holder } from '../../shared/group-match.ts';
import { nameSkeleton, soundsAlike } from '../../shared/name-skeleton.ts';

const holder = (change: Partial<Holder> = {}): Holder =>
  ({ surname: 'IVANOV', givenNames: 'SERGEI', birthDate: '1990-02-01', documentNumber: '751234567', ...change });
const guest = (id: string, change: Partial<Candidate> = {}): Candidate =>
  ({ id, surname: 'Иванов', givenNames: 'Сергей', birthDate: '1990-02-01', documentNumber: '', room: '', ...change });

describe('names written in two ways', () => {
  it.each([
    ['СЕРГЕЙ', 'SERGEI'], ['SERGEY', 'SERGEI'], ['ЮЛИЯ', 'IULIIA'], ['YULIYA', 'JULIA'], ['МАРИЯ', 'MARIA'], ['ЕВГЕНИЙ', 'YEVGENIY'],
    ['ЩЕРБАКОВ', 'SHCHERBAKOV'], ['ЧАЙКОВСКИЙ', 'TCHAIKOVSKY'], ['ХАРИТОНОВ', 'KHARITONOV'], ['ФЁДОР', 'FEDOR'], ['FYODOR', 'FEDOR'],
    ['МЮЛЛЕР', 'MUELLER'], ['MÜLLER', 'MUELLER'], ['ИЛЬЯ', 'ILIA'], ['НАТАЛЬЯ', 'NATALIIA'], ['ЖУКОВ', 'ZHUKOV'], ['ЦОЙ', 'TSOI'],
    ['ALEXANDER', 'ALEKSANDR'], ['SØRENSEN', 'SOERENSEN'], ['GROẞ', 'GROSS'], ['О’НИЛ', 'ONIL'], ['WITTMANN', 'ВИТТМАНН'],
  ])('%s is %s', (one, other) => expect(soundsAlike(one, other)).toBe(true));

  it.each([
    ['ИВАНОВ', 'ПЕТРОВ'], ['АННА', 'ИННА'], ['IVAN', 'IVANA'], ['КИМ', 'ТИМ'], ['LEE', 'LEI'], ['МАРИЯ', 'МАРИНА'],
  ])('%s is not %s', (one, other) => expect(soundsAlike(one, other)).toBe(false));

  it('compares any two words, the same from both sides, without an end', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (one, other) =>
      soundsAlike(one, other) === soundsAlike(other, one) && nameSkeleton(nameSkeleton(one)).length <= 2 * one.length * 4));
  });
});

describe('a document and a list of guests', () => {
  it('is matched by its number, however it is written', () => {
    const list = [guest('a', { surname: 'Кто-то', birthDate: '', documentNumber: '75 1234567' }), guest('b')];
    expect(matchGuest(holder(), list)).toEqual({ kind: 'matched', id: 'a', by: 'number' });
  });

  it('is matched by names and birth date, in any order and with a patronymic', () => {
    expect(matchGuest(holder(), [guest('a', { givenNames: 'Сергей Петрович' })])).toMatchObject({ id: 'a', by: 'person' });
    expect(matchGuest(holder(), [guest('a', { surname: 'Sergey', givenNames: 'Ivanov' })])).toMatchObject({ id: 'a', by: 'person' });
    expect(matchGuest(holder({ givenNames: 'SERGEI JUNIOR' }), [guest('a')])).toMatchObject({ id: 'a', by: 'person' });
  });

  it('is matched by the names alone where the list says no birth date', () => {
    expect(matchGuest(holder(), [guest('a', { birthDate: '' })])).toMatchObject({ kind: 'matched', by: 'name' });
  });

  it('is asked about where two fit, the birth date is another, or nobody is like it', () => {
    expect(matchGuest(holder(), [guest('a'), guest('b')])).toEqual({ kind: 'asked', guess: 'a' });
    expect(matchGuest(holder(), [guest('a', { birthDate: '1991-02-01' })])).toEqual({ kind: 'asked', guess: 'a' });
    expect(matchGuest(holder(), [guest('a', { surname: 'Смит', givenNames: 'Джон', birthDate: '' })])).toEqual({ kind: 'asked', guess: null });
    expect(matchGuest(holder(), [guest('a', { birthDate: '', documentNumber: '999999999' })])).toMatchObject({ kind: 'asked' });
  });

  it('is not matched by a number that stands beside another person', () => {
    const other = guest('a', { surname: 'Смит', givenNames: 'Джон', birthDate: '1950-01-01', documentNumber: '751234567' });
    expect(matchGuest(holder(), [other])).toMatchObject({ kind: 'asked' });
  });
});

import { describe, expect, it } from 'vitest';
import { guessColumns, guestsOf, listDate } from '../../shared/guest-list.ts';

const guests = (table: readonly (readonly string[])[]) => {
  const { roles, heading } = guessColumns(table);
  return { roles, ...guestsOf(table, roles, heading) };
};

describe('a list of guests', () => {
  it('is understood by its headings, in Russian and English', () => {
    expect(guests([
      ['№', 'Фамилия', 'Имя', 'Дата рождения', 'Паспорт', 'Комната'],
      ['1', 'Иванов', 'Сергей Петрович', '01.02.1990', '75 1234567', '201'],
    ])).toMatchObject({
      roles: ['none', 'surname', 'givenNames', 'birthDate', 'documentNumber', 'room'], skipped: 0,
      guests: [{ surname: 'Иванов', givenNames: 'Сергей Петрович', birthDate: '1990-02-01', documentNumber: '75 1234567', room: '201' }],
    });
    expect(guests([['Full name', 'DOB'], ['Eriksson, Anna Maria', '1974-08-12']]).guests)
      .toMatchObject([{ surname: 'Eriksson', givenNames: 'Anna Maria', birthDate: '1974-08-12' }]);
  });

  it('is understood by what stands in it where there is no heading', () => {
    expect(guests([['1', 'Eriksson Anna', '12.08.1974', 'L898902C3'], ['2', 'Stevenson Peter', '', 'D23145890']])).toMatchObject({
      roles: ['none', 'name', 'birthDate', 'documentNumber'], guests: [{ surname: 'Eriksson' }, { surname: 'Stevenson', birthDate: '' }],
    });
    expect(guests([['Eriksson Anna'], ['Stevenson Peter']]).guests).toHaveLength(2);
  });

  it('leaves out rows that name nobody, and says how many', () => {
    expect(guests([['Surname', 'Given names'], ['Eriksson', 'Anna'], ['', ''], ['', '']])).toMatchObject({ skipped: 0, guests: [{}] });
    expect(guests([['Surname', 'DOB'], ['Eriksson', '12.08.1974'], ['', '01.01.2000']])).toMatchObject({ skipped: 1, guests: [{}] });
  });

  it('takes no day that there is not', () => {
    expect(['31.02.1990', '1990-13-01', '12.08', 'soon', '2.1.1990'].map(listDate)).toEqual(['', '', '', '', '1990-01-02']);
  });
});

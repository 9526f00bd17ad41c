import { expect, it } from 'vitest';
import { tableOf } from '../../../electron/pages/guest-table.ts';
import { madeWorkbook } from './made-workbook.ts';

const text = (content: string): Promise<unknown> => tableOf(Buffer.from(content, 'utf8'));

it('reads what is copied from a spreadsheet, CSV of either separator, and bare names', async () => {
  expect(await text('Eriksson\tAnna\r\nStevenson\tPeter\r\n')).toEqual([['Eriksson', 'Anna'], ['Stevenson', 'Peter']]);
  expect(await text('\u{FEFF}Фамилия;Имя\r\n"Иванов; мл.";Сергей')).toEqual([['Фамилия', 'Имя'], ['Иванов; мл.', 'Сергей']]);
  expect(await text('a,b,c\n1,2,3\n\n')).toEqual([['a', 'b', 'c'], ['1', '2', '3']]);
  expect(await text('Eriksson, Anna\nStevenson, Peter')).toEqual([['Eriksson, Anna'], ['Stevenson, Peter']]);
});

it('reads what Excel in Russian saves', async () => {
  expect(await tableOf(Buffer.from([0xd4, 0xc8, 0xce, 0x3b, 0x31, 0x0d, 0x0a]))).toEqual([['ФИО', '1']]);
});

it('reads the first sheet of a workbook, dates as days', async () => {
  const workbook = madeWorkbook([['Surname', 'Born', 'Room'], ['Иванов', { date: '1990-02-01' }, 201]]);
  expect(await tableOf(workbook)).toEqual([['Surname', 'Born', 'Room'], ['Иванов', '1990-02-01', '201']]);
});

it('refuses what is no list', async () => {
  await expect(tableOf(Buffer.from('PK\u0003\u0004 and then nothing'))).rejects.toMatchObject({ code: 'list.unreadable' });
  await expect(tableOf(Buffer.from([1, 0, 2, 0]))).rejects.toMatchObject({ code: 'list.unreadable' });
  await expect(text(' \n\n')).rejects.toMatchObject({ code: 'list.empty' });
});

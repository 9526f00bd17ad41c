import { expect, it } from 'vitest';
import { csvCell, csvFile } from '../../electron/csv-cell.ts';

it('quotes what CSV must quote, and lets no cell be a formula', () => {
  expect(['plain', 'a,b', 'say "x"', 'two\nlines', '-', ''].map(csvCell))
    .toEqual(['plain', '"a,b"', '"say ""x"""', '"two\nlines"', '-', '']);
  expect(['=1+1', '+1', '-1+1', '@SUM(A1)', '\tx', '=A("b";"c")'].map(csvCell))
    .toEqual(["'=1+1", "'+1", "'-1+1", "'@SUM(A1)", "'\tx", '"\'=A(""b"";""c"")"']);
});

it('begins with the mark of UTF-8 and ends every line', () => {
  expect(csvFile([['a', 'b'], ['\u0436', '']]).toString('utf8')).toBe('\u{FEFF}a,b\r\n\u0436,\r\n');
});

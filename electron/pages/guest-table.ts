/** Tables of guests: CSV and text as pasted, and Excel's own format. Runs in the pages child, as files come from anywhere. */
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/universal';
import { DeskError } from '../../shared/errors.ts';
import type { GuestTable } from '../../shared/group.ts';

/** No list of guests is larger; what is in more rows and columns is not looked at. */
const MOST_ROWS = 1000;
const MOST_COLUMNS = 30;
const MOST_SIGNS = 200;

/** The first sheet of a workbook, or the rows of a text. Throws `list.unreadable`, `list.empty`. */
export async function tableOf(bytes: Uint8Array): Promise<GuestTable> {
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = isWorkbook ? await rowsOfWorkbook(bytes) : rowsOfText(textOf(bytes));
  const table = rows
    .map((row) => row.slice(0, MOST_COLUMNS).map((cell) => cell.trim().slice(0, MOST_SIGNS)))
    .filter((row) => row.some((cell) => cell !== ''))
    .slice(0, MOST_ROWS);
  if (table.length === 0) throw new DeskError('list.empty');
  return table;
}

async function rowsOfWorkbook(bytes: Uint8Array): Promise<string[][]> {
  try {
    const rows = await readSheet(new Uint8Array(bytes).buffer);
    return rows.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))));
  } catch (cause) {
    throw new DeskError('list.unreadable', 'the workbook does not open', { cause });
  }
}

/** Text of Excel in Russian comes in Windows' own encoding; what is no UTF-8 is taken for that. */
function textOf(bytes: Uint8Array): string {
  if (bytes.subarray(0, 4096).includes(0)) throw new DeskError('list.unreadable', 'neither a text nor a workbook');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** The delimiter is found out; a list of bare names has none, and its commas part surname and given names. */
function rowsOfText(text: string): string[][] {
  const delimiters = ['\t', ';', ','].filter((sign) => text.includes(sign));
  const [delimiter] = delimiters.filter((sign) => sign !== ',' || /,[^\n]*,/.test(text));
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiter ?? '\u0001', skipEmptyLines: true });
  return data;
}

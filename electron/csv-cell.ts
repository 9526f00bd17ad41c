/** Spreadsheets take a cell that begins so for a formula; a dash alone is none. */
const FORMULA = /^(?:[=+@\t\r]|-.)/;

/** A cell of a CSV file (RFC 4180) that no spreadsheet runs as a formula, whatever it holds. */
export function csvCell(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a file: a mark first, so that spreadsheets take it for UTF-8. */
export const csvFile = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\u{FEFF}${rows.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`);

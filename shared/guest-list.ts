/** What the columns of a list of guests mean, and the guests it names. Lists come from anywhere: hotels, schools, agencies. */
import { expectedGuest, MOST_GUESTS, type ExpectedGuest, type GuestTable } from './group.ts';

export const COLUMN_ROLES = ['none', 'name', 'surname', 'givenNames', 'birthDate', 'documentNumber', 'room'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** By what people write above columns, in Russian and English. The first that fits; a role is given once. */
const HEADS: readonly (readonly [ColumnRole, RegExp])[] = [
  ['birthDate', /рожд|birth|\bdob\b|born/i],
  ['documentNumber', /паспорт|документ|passport|document|\bid\b/i],
  ['room', /комнат|размещ|room|апартам/i],
  ['surname', /фамил|surname|last|family/i],
  ['name', /ф\.?\s?и\.?\s?о|guest|гост|full|^имя и фамилия/i],
  ['givenNames', /имя|имена|given|first/i],
  ['name', /name/i],
];

/** What each column of the table most likely holds, and whether its first row is a heading. */
export function guessColumns(table: GuestTable): { roles: ColumnRole[]; heading: boolean } {
  const width = Math.max(0, ...table.map((row) => row.length));
  const first = table[0] ?? [];
  const heads = rolesOnce(Array.from({ length: width }, (_, column) =>
    HEADS.find(([, pattern]) => pattern.test(first[column] ?? ''))?.[0] ?? 'none'));
  const heading = heads.some((role) => role !== 'none') && !first.some((cell) => listDate(cell) !== '');
  const rows = heading ? table.slice(1) : table;
  if (heading && heads.some((role) => role === 'name' || role === 'surname')) return { roles: heads, heading };
  return { roles: rolesOnce(Array.from({ length: width }, (_, column) => roleOfCells(rows.map((row) => row[column] ?? '')))), heading };
}

function rolesOnce(roles: readonly ColumnRole[]): ColumnRole[] {
  return roles.map((role, index) => (roles.indexOf(role) === index ? role : 'none'));
}

/** By most of what stands in a column. */
function roleOfCells(cells: readonly string[]): ColumnRole {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const most = (test: (cell: string) => boolean): boolean => filled.filter(test).length * 2 > filled.length;
  if (most((cell) => listDate(cell) !== '')) return 'birthDate';
  if (most((cell) => /^[\p{L}\d\s№-]{6,}$/u.test(cell) && (cell.match(/\d/g) ?? []).length >= 5)) return 'documentNumber';
  if (most((cell) => /^\p{L}[\p{L}\s.,'’<-]*$/u.test(cell) && cell.length > 1)) return 'name';
  return 'none';
}

/** A day as lists write it, as YYYY-MM-DD; '' for anything else. */
export function listDate(cell: string): string {
  const text = cell.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text);
  const parts = iso ? [iso[1], iso[2], iso[3]] : /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text)?.slice(1, 4).reverse();
  if (parts === undefined) return '';
  const [year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date ? '' : date;
}

/** The guests of a table, and how many of its rows name nobody. */
export function guestsOf(
  table: GuestTable, roles: readonly ColumnRole[], heading: boolean,
): { guests: ExpectedGuest[]; skipped: number } {
  const rows = (heading ? table.slice(1) : table).filter((row) => row.some((cell) => cell.trim() !== '')).slice(0, MOST_GUESTS);
  const guests = rows.flatMap((row) => {
    const cell = (role: ColumnRole): string => row[roles.indexOf(role)]?.trim().replace(/\s+/g, ' ') ?? '';
    const whole = splitName(cell('name'));
    const guest = expectedGuest.safeParse({
      surname: cell('surname') || whole.surname, givenNames: cell('givenNames') || whole.givenNames,
      birthDate: listDate(cell('birthDate')), documentNumber: cell('documentNumber').slice(0, 50), room: cell('room').slice(0, 40),
    });
    return guest.success ? [guest.data] : [];
  });
  return { guests, skipped: rows.length - guests.length };
}

/** The surname first, as lists have it, or before a comma. */
function splitName(name: string): { surname: string; givenNames: string } {
  const comma = name.indexOf(',');
  const at = comma >= 0 ? comma : name.indexOf(' ');
  if (at < 0) return { surname: name, givenNames: '' };
  return { surname: name.slice(0, at).trim(), givenNames: name.slice(at + 1).trim() };
}

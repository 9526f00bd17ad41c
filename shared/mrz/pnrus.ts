/**
 * The Russian internal passport's zone (document code `PN`, state `RUS`): names in a reversible code of Latin letters
 * and digits called «модернизированный клер», series, number, date of issue and division code in line 2.
 *
 * Sources: the layout and the cutting rules are those of приказ МВД России от 16.11.2020 № 773, приложение № 24 (before
 * it приказ МВД от 13.11.2017 № 851 and the ФМС rules of 2011). The letter table agrees in seven of the eight programs
 * that we found reading or making these zones; the eighth swaps Ю and Я, and is not followed. Ь = 9 is borne out by the
 * rules' own example IL9GAM (ИЛЬГАМ), Ё = 2 and Й = Q by published explanations of № 773.
 */
import { readMrzDate } from './dates.ts';

const CYRILLIC = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ';
const CODE = 'ABVGDE2JZIQKLMNOPRSTUFHC34WXY9678';

const toCyrillic = new Map(Array.from(CODE, (sign, index) => [sign, CYRILLIC.charAt(index)]));
const toCode = new Map(Array.from(CYRILLIC, (letter, index) => [letter, CODE.charAt(index)]));

/** Signs that occur in the code of a name: all letters but none unused, and the digits 2 3 4 6 7 8 9. */
export const PNRUS_NAME_SIGNS = CODE;

/**
 * Gives back the Cyrillic of a coded name; fillers become spaces (the code cannot tell a space from a hyphen). Null
 * when a sign is no code, as 0, 1 and 5 are not.
 */
export function cyrillicOfPnrus(coded: string): string | null {
  let text = '';
  for (const sign of coded) {
    const letter = sign === '<' || sign === ' ' ? ' ' : toCyrillic.get(sign);
    if (letter === undefined) return null;
    text += letter;
  }
  return text.trim().replace(/ +/g, ' ');
}

/** Codes a Cyrillic name, hyphens and spaces as fillers. Null when a letter is not Russian. */
export function pnrusOfCyrillic(name: string): string | null {
  let text = '';
  for (const letter of name.trim().toUpperCase()) {
    const sign = /[\s\-‐–]/.test(letter) ? '<' : toCode.get(letter);
    if (sign === undefined) return null;
    text += sign;
  }
  return text.replace(/<+/g, '<');
}

/**
 * The 39 places of names as the rules cut them: first the patronymic, then the given name (one initial of the
 * patronymic stays), then the surname (both initials stay). Arguments are coded already.
 */
export function pnrusNameField(surname: string, given: string, patronymic: string): string {
  const width = 39;
  const whole = [surname, '<<', given, patronymic === '' ? '' : `<${patronymic}`].join('');
  if (whole.length <= width) return whole.padEnd(width, '<');
  const front = `${surname}<<${given}`;
  if (front.length <= width - 2) return `${front}<${patronymic}`.slice(0, width);
  const initial = patronymic === '' ? '' : `<${patronymic.charAt(0)}`;
  if (surname.length <= width - 5) return `${front.slice(0, width - initial.length)}${initial}`.padEnd(width, '<');
  const initials = `<<${given.charAt(0)}${initial}`;
  return `${surname.slice(0, width - initials.length)}${initials}`;
}

export type PnrusNumber = {
  /** Four digits of series and six of number, together as they are written on the page; null when not all there. */
  readonly number: string | null;
  /** YYYY-MM-DD, '' when absent or impossible. */
  readonly issueDate: string;
  /** `NNN-NNN`, '' when absent. */
  readonly divisionCode: string;
};

/**
 * Series and number: three digits of the series and the six of the number stand in the number field, the fourth digit
 * of the series opens the optional data; date of issue (six) and division code (six) follow it.
 */
export function readPnrusNumber(numberField: string, optionalData: string, today: string): PnrusNumber {
  const digits = /^\d{9}$/.test(numberField) && /^\d/.test(optionalData);
  const issued = readMrzDate(optionalData.slice(1, 7), 'issue', today);
  const division = optionalData.slice(7, 13);
  return {
    number: digits ? `${numberField.slice(0, 3)}${optionalData.charAt(0)}${numberField.slice(3)}` : null,
    issueDate: issued.kind === 'date' ? issued.iso : '',
    divisionCode: /^\d{6}$/.test(division) ? `${division.slice(0, 3)}-${division.slice(3)}` : '',
  };
}

import { checkDigitOf } from '../../shared/mrz/check-digit.ts';
import { pnrusNameField, pnrusOfCyrillic } from '../../shared/mrz/pnrus.ts';

/** A person who does not exist, of Utopia (`UTO`) or, for the internal passport, of Russia. Dates YYMMDD. */
export type Person = {
  readonly surname: string; readonly givenNames: string; readonly number: string; readonly state: string;
  readonly birth: string; readonly sex: 'F' | 'M'; readonly expiry: string; readonly optional: string;
};

const pad = (text: string, width: number) => text.padEnd(width, '<').slice(0, width);
const names = ({ surname, givenNames }: Person, width: number) =>
  pad(`${surname.replaceAll(' ', '<')}<<${givenNames.replaceAll(' ', '<')}`, width);
const guarded = (text: string) => `${text}${checkDigitOf(text)}`;

/** Zone of a TD3 passport (ICAO Doc 9303-4). */
export function td3(person: Person): string[] {
  const number = guarded(pad(person.number, 9));
  const birth = guarded(person.birth);
  const expiry = guarded(person.expiry);
  const optional = guarded(pad(person.optional, 14));
  const composite = checkDigitOf(`${number}${birth}${expiry}${optional}`);
  return [`P<${person.state}${names(person, 39)}`, `${number}${person.state}${birth}${person.sex}${expiry}${optional}${composite}`];
}

/** Zone of a TD2 document (ICAO Doc 9303-6). */
export function td2(person: Person): string[] {
  const number = guarded(pad(person.number, 9));
  const birth = guarded(person.birth);
  const expiry = guarded(person.expiry);
  const optional = pad(person.optional, 7);
  const composite = checkDigitOf(`${number}${birth}${expiry}${optional}`);
  return [`I<${person.state}${names(person, 31)}`, `${number}${person.state}${birth}${person.sex}${expiry}${optional}${composite}`];
}

/** Zone of a TD1 card (ICAO Doc 9303-5). */
export function td1(person: Person): string[] {
  const number = guarded(pad(person.number, 9));
  const optional = pad(person.optional, 15);
  const birth = guarded(person.birth);
  const expiry = guarded(person.expiry);
  const composite = checkDigitOf(`${number}${optional}${birth}${expiry}${pad('', 11)}`);
  return [`I<${person.state}${number}${optional}`, `${birth}${person.sex}${expiry}${person.state}${pad('', 11)}${composite}`, names(person, 30)];
}

export type RussianPerson = {
  readonly surname: string; readonly given: string; readonly patronymic: string;
  /** Series and number, ten digits; issued YYMMDD; division code, six digits. */
  readonly number: string; readonly issued: string; readonly division: string;
  readonly birth: string; readonly sex: 'F' | 'M';
};

/** Zone of a Russian internal passport (MVD order 773 of 2020). */
export function pnrus(person: RussianPerson): string[] {
  const [surname, given, patronymic] = [person.surname, person.given, person.patronymic].map((name) => {
    const code = pnrusOfCyrillic(name);
    if (code === null) throw new Error('a specimen name that is not Russian');
    return code;
  });
  const number = guarded(`${person.number.slice(0, 3)}${person.number.slice(4)}`);
  const birth = guarded(person.birth);
  const optional = guarded(pad(`${person.number.charAt(3)}${person.issued}${person.division}`, 14));
  const composite = checkDigitOf(`${number}${birth}${pad('', 7)}${optional}`);
  return [`PNRUS${pnrusNameField(surname ?? '', given ?? '', patronymic ?? '')}`, `${number}RUS${birth}${person.sex}${pad('', 7)}${optional}${composite}`];
}

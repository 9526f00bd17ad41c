import { isPossibleIso } from '../../shared/mrz/dates.ts';
import type { Draft } from '../../shared/registration.ts';
import { exactToken, nameWords, normalNumber, prefixQueryToken, prefixTokens } from '../db/blind-index.ts';

/** What is known of a person and a document, for finding them again. Dates YYYY-MM-DD. */
export type Identity = {
  readonly documentNumber: string;
  readonly issuingState: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
};

/** Token of number and issuing state; null without a number. */
export function documentToken(key: Buffer, identity: Identity): Buffer | null {
  const number = normalNumber(identity.documentNumber);
  return number === '' ? null : exactToken(key, 'document', [number, identity.issuingState.trim().toUpperCase()]);
}

/** Token of names and birth date; null where one of them is missing or the date is known in part only. */
export function personToken(key: Buffer, identity: Identity): Buffer | null {
  const names = [nameWords(identity.surname), nameWords(identity.givenNames)].map((words) => words.join(' '));
  const { birthDate } = identity;
  if (names.join('') === '' || birthDate === '' || birthDate.includes('-00')) return null;
  return exactToken(key, 'person', [...names, birthDate]);
}

/** The identity a draft speaks of. */
export function identityOf(draft: Pick<Draft, 'fields'>): Identity {
  const { documentNumber, issuingState, surname, givenNames, birthDate } = draft.fields;
  return {
    documentNumber: documentNumber.value, issuingState: issuingState.value,
    surname: surname.value, givenNames: givenNames.value, birthDate: birthDate.value,
  };
}

/** Every token under which a registration can be found, each once. */
export function tokensOfDraft(key: Buffer, draft: Pick<Draft, 'fields' | 'cyrillic' | 'stay'>): Buffer[] {
  const identity = identityOf(draft);
  const number = normalNumber(identity.documentNumber);
  const dates = new Set([identity.birthDate, draft.stay.arrival].filter((date) => date !== ''));
  const tokens = [
    documentToken(key, identity),
    personToken(key, identity),
    number === '' ? null : exactToken(key, 'number', [number]),
    ...[...dates].map((date) => exactToken(key, 'date', [date])),
    ...prefixTokens(key, [identity.surname, identity.givenNames, draft.cyrillic.surname, draft.cyrillic.givenNames]),
  ];
  return tokens.filter((token) => token !== null);
}

/**
 * What a search line can mean: any one of the lists, all tokens of which a registration must have. A date means that
 * date; anything else a document number, or beginnings of names in any order. Empty for a line that can find nothing;
 * null for a line that is blank and so asks for everything.
 */
export function tokensOfQuery(key: Buffer, query: string): Buffer[][] | null {
  const text = query.trim();
  if (text === '') return null;
  const date = dateIn(text);
  if (date !== null) return [[exactToken(key, 'date', [date])]];
  const number = normalNumber(text);
  // The longest word is met by the fewest rows, so the look-up begins with it.
  const words = nameWords(text).sort((a, b) => b.length - a.length);
  return [
    ...(number === '' ? [] : [[exactToken(key, 'number', [number])]]),
    ...(words.length === 0 ? [] : [words.map((word) => prefixQueryToken(key, word))]),
  ];
}

/** DD.MM.YYYY or YYYY-MM-DD as YYYY-MM-DD; null for what is no date, also an impossible one. */
function dateIn(text: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && isPossibleIso(iso) ? iso : null;
}

/** What was read of a picture, in the words of the dialogue. */
import type { ReadDocument, Reading } from '../../shared/reading.ts';
import type { BotField } from '../../shared/texts/bot-ru.ts';
import { BOT_TEXTS, type BotLanguage } from '../../shared/texts/bot-texts.ts';
import type { Guest, ReadOutcome } from './dialogue/state.ts';

const PLAIN_FIELDS = [
  'surname', 'givenNames', 'sex', 'birthDate', 'nationality', 'documentNumber', 'expiryDate',
] as const satisfies readonly BotField[];

/** `null`: reading failed for good. */
export function outcomeOf(reading: Reading | null, language: BotLanguage): ReadOutcome {
  if (reading !== null && reading.documents.length > 0) return { kind: 'guests', guests: reading.documents.map(guestOf) };
  const { quality } = BOT_TEXTS[language];
  return { kind: 'nothing', advice: (reading?.quality ?? []).map((hint) => quality[hint]) };
}

function guestOf({ fields, cyrillic, doubts, status }: ReadDocument): Guest {
  const values: Partial<Record<BotField, string>> = {};
  for (const name of PLAIN_FIELDS) values[name] = fields[name]?.value ?? '';
  if (cyrillic?.surname) Object.assign(values, { cyrillicSurname: cyrillic.surname, cyrillicGivenNames: cyrillic.givenNames });
  const doubted = new Set<string>(doubts.flatMap(({ field }) => (field === undefined ? [] : [field])));
  const unsure = PLAIN_FIELDS.filter((name) => doubted.has(name) || fields[name]?.check === 'wrong');
  // A doubt about no field in particular is one about all of them.
  const marked: readonly BotField[] = status === 'check' && unsure.length === 0 ? PLAIN_FIELDS : unsure;
  return { values, typed: [], unsure: cyrillic?.surname ? marked.map(inCyrillic) : marked };
}

const inCyrillic = (name: BotField): BotField =>
  (name === 'surname' ? 'cyrillicSurname' : name === 'givenNames' ? 'cyrillicGivenNames' : name);

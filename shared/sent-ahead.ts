/** What a resident corrected of a document sent ahead, and how it comes into the draft. */
import type { FieldName } from './reading.ts';
import type { Draft } from './registration.ts';
import type { BotField } from './texts/bot-ru.ts';

/** Of one document of a picture. */
export type TypedAhead = Readonly<Partial<Record<BotField, string>>>;

/** The draft with what the resident typed in place of what was read; the desk still compares it with the document. */
export function withTypedAhead(draft: Draft, typed: TypedAhead): Draft {
  const { cyrillicSurname, cyrillicGivenNames, ...fields } = typed;
  const changed = Object.entries(fields) as [Exclude<BotField, 'cyrillicSurname' | 'cyrillicGivenNames'> & FieldName, string][];
  return {
    ...draft,
    fields: changed.reduce((all, [name, value]) => ({ ...all, [name]: { value, origin: 'resident' as const } }), draft.fields),
    cyrillic: {
      surname: cyrillicSurname ?? draft.cyrillic.surname, givenNames: cyrillicGivenNames ?? draft.cyrillic.givenNames,
    },
  };
}

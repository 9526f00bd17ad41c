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
  const fieldsNow = changed.reduce((all, [name, value]) => ({ ...all, [name]: { value, origin: 'resident' as const } }), draft.fields);
  // Names in Cyrillic bear no origin of their own: they share the one of the same name in Latin letters.
  const shared = (name: 'surname' | 'givenNames', cyrillic: string | undefined) =>
    (cyrillic === undefined ? {} : { [name]: { ...fieldsNow[name], origin: 'resident' as const } });
  return {
    ...draft,
    fields: { ...fieldsNow, ...shared('surname', cyrillicSurname), ...shared('givenNames', cyrillicGivenNames) },
    cyrillic: {
      surname: cyrillicSurname ?? draft.cyrillic.surname, givenNames: cyrillicGivenNames ?? draft.cyrillic.givenNames,
    },
  };
}

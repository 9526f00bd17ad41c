import { differences } from '../../shared/draft.ts';
import type { FieldName } from '../../shared/reading.ts';
import type { Draft, EarlierStay, Stay } from '../../shared/registration.ts';

/** A field of which the earlier registration knows something else. */
export type Difference = {
  readonly field: FieldName | 'phone' | 'note' | 'cyrillicSurname' | 'cyrillicGivenNames';
  readonly now: string;
  readonly before: string;
  /** Ticked for taking over until the person says otherwise. */
  readonly ticked: boolean;
};

/** What belongs to the paper itself: another document of the same person has its own. */
const OF_THE_PAPER: ReadonlySet<FieldName> = new Set([
  'documentCode',
  'documentNumber',
  'issuingState',
  'expiryDate',
  'optionalData',
]);

const KEPT_OF_STAY = ['phone', 'note'] as const satisfies readonly (keyof Stay)[];

/**
 * Fields that differ, in paper order, then Cyrillic names, phone and note. Room and days belong to the earlier stay and
 * are not offered. Ticked are all but the paper's own fields of another document, and numbers that come masked.
 */
export function differencesFrom(draft: Draft, { why, registration }: EarlierStay): readonly Difference[] {
  const read = differences(draft, registration).flatMap(({ field, now, earlier }): Difference[] => {
    // A masked number is not known here, so it can be neither compared nor taken over.
    if (earlier.includes('•')) return [];
    return [{ field, now, before: earlier, ticked: why === 'document' || now === '' || !OF_THE_PAPER.has(field) }];
  });
  const others: Difference[] = [];
  const offer = (field: Difference['field'], now: string, before: string): void => {
    if (before !== '' && before !== now) others.push({ field, now, before, ticked: true });
  };
  offer('cyrillicSurname', draft.cyrillic.surname, registration.cyrillic.surname);
  offer('cyrillicGivenNames', draft.cyrillic.givenNames, registration.cyrillic.givenNames);
  for (const field of KEPT_OF_STAY) offer(field, draft.stay[field], registration.stay[field]);
  return [...read, ...others];
}

/** The draft with the chosen fields taken from the earlier registration. */
export function takenOver(draft: Draft, chosen: readonly Difference[]): Draft {
  return chosen.reduce((changed, { field, before }): Draft => {
    switch (field) {
      case 'cyrillicSurname':
        return { ...changed, cyrillic: { ...changed.cyrillic, surname: before } };
      case 'cyrillicGivenNames':
        return { ...changed, cyrillic: { ...changed.cyrillic, givenNames: before } };
      case 'phone':
      case 'note':
        return { ...changed, stay: { ...changed.stay, [field]: before } };
      default:
        return { ...changed, fields: { ...changed.fields, [field]: { value: before, origin: 'earlier' } } };
    }
  }, draft);
}

import type { FieldName } from '../../shared/reading.ts';
import { request } from '../api.ts';
import { isCalendarDate } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';

/** What a guest is known by. */
export type KnownBy = Readonly<
  Record<Extract<FieldName, 'surname' | 'givenNames' | 'birthDate' | 'documentNumber' | 'issuingState'>, string>
>;

/** Asks whether the guest of a draft was here before. Not finding out is not worth a word: nothing is lost. */
export async function lookUpEarlier(key: string, guest: KnownBy): Promise<void> {
  const birthDate = isCalendarDate(guest.birthDate) ? guest.birthDate : '';
  const question = {
    ...guest,
    birthDate,
    documentNumber: guest.documentNumber.slice(0, 50),
    issuingState: guest.issuingState.slice(0, 3),
  };
  const mayBeKnown = question.documentNumber !== '' || (question.surname !== '' && birthDate !== '');
  const answer = mayBeKnown ? await request('registration:earlier', question) : { ok: true as const, value: [] };
  if (answer.ok) desk().changeDraft(key, (open) => ({ ...open, earlier: answer.value }));
}

import type { Draft } from '../../shared/registration.ts';
import { request } from '../api.ts';
import { isCalendarDate } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';

/** Asks whether the guest of a draft was here before. Failing to find out is not worth a word: nothing is lost by it. */
export async function lookUpEarlier(key: string, { fields }: Draft): Promise<void> {
  const birthDate = isCalendarDate(fields.birthDate.value) ? fields.birthDate.value : '';
  const question = {
    documentNumber: fields.documentNumber.value.slice(0, 50), issuingState: fields.issuingState.value.slice(0, 3),
    surname: fields.surname.value, givenNames: fields.givenNames.value, birthDate,
  };
  const mayBeKnown = question.documentNumber !== '' || (question.surname !== '' && birthDate !== '');
  const answer = mayBeKnown ? await request('registration:earlier', question) : { ok: true as const, value: [] };
  if (answer.ok) desk().changeDraft(key, (open) => ({ ...open, earlier: answer.value }));
}

import { useEffect } from 'react';
import type { Draft } from '../../shared/registration.ts';
import { lookUpEarlier } from '../flows/earlier-flow.ts';

/** Typing pauses this long before the guest is looked up, milliseconds. */
const PAUSE = 300;

/** Looks the guest up when the draft opens, and again when what a guest is known by has changed. */
export function useEarlierLookUp(key: string, { fields }: Draft): void {
  const surname = fields.surname.value;
  const givenNames = fields.givenNames.value;
  const birthDate = fields.birthDate.value;
  const documentNumber = fields.documentNumber.value;
  const issuingState = fields.issuingState.value;
  useEffect(() => {
    const guest = { surname, givenNames, birthDate, documentNumber, issuingState };
    const timer = setTimeout(() => {
      void lookUpEarlier(key, guest);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [key, surname, givenNames, birthDate, documentNumber, issuingState]);
}

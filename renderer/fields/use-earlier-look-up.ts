import { useEffect } from 'react';
import type { Draft } from '../../shared/registration.ts';
import { lookUpEarlier } from '../flows/earlier-flow.ts';

/** Typing pauses this long before the guest is looked up, milliseconds. */
const PAUSE = 300;

/** Looks the guest up when the draft opens, and again when what a guest is known by has changed. */
export function useEarlierLookUp(key: string, draft: Draft): void {
  const { surname, givenNames, birthDate, documentNumber, issuingState } = draft.fields;
  const known = [surname, givenNames, birthDate, documentNumber, issuingState].map((field) => field.value).join('\n');
  useEffect(() => {
    const timer = setTimeout(() => { void lookUpEarlier(key, draft); }, PAUSE);
    return () => clearTimeout(timer);
    // The draft itself changes with every key; only what a guest is known by asks anew.
  }, [key, known]);
}

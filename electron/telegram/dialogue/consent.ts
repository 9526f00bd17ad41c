import { BOT_TEXTS } from '../../../shared/texts/bot-texts.ts';
import type { Dialogue, Effect } from './state.ts';

/** Kept with every consent: which wording of `consent` it was given to. Raised whenever that wording changes. */
export const CONSENT_VERSION = '2026-11-1';

/** Asks for consent, after some words of why. */
export function askConsent({ language }: Dialogue, before = ''): Effect {
  const texts = BOT_TEXTS[language];
  return {
    kind: 'say', text: before === '' ? texts.consent : `${before}\n\n${texts.consent}`,
    buttons: [[{ text: texts.agree, data: 'c:yes' }, { text: texts.disagree, data: 'c:no' }]],
  };
}

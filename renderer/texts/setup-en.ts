import type { setupRu } from './setup-ru.ts';

/** Texts of the set-up that greets whoever starts the program for the first time. */
export const setupEn: typeof setupRu = {
  setup: {
    heading: 'Set-up',
    lead: 'Every step can be skipped. All of it is in the settings, too.',
    steps: { look: 'Language and look', bitrix: 'Bitrix24', s3: 'S3 storage', folder: 'Folder', policy: 'What is kept', ready: 'Ready' },
    leads: {
      look: 'First the program itself: which language it speaks and how it looks.',
      bitrix: 'Each confirmed guest becomes a contact in the CRM. The document number does not go there, only its hash.',
      s3: 'An encrypted copy of each registration in the cloud. Nobody reads it without this computer’s key.',
      folder: 'An encrypted copy of each registration in a folder. No accounts are needed.',
      policy: 'What of guests stays on this computer, for how long, and what goes to the CRM.',
      ready: 'Lay a document on the scanner, hold it to the camera, or drop a picture on the window.',
    },
    back: 'Back',
    next: 'Next',
    skipStep: 'Skip',
    leave: 'Skip all',
    finish: 'Start working',
    nowhere: 'Registrations are sent nowhere yet. This can be changed in the settings.',
    goesTo: (names) => `Registrations are sent to: ${names}.`,
    again: 'Go through the set-up again',
  },
};

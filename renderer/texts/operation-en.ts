import type { operationRu } from './operation-ru.ts';

/** Texts of how the program runs on its computer, in English. */
export const operationEn: typeof operationRu = {
  screen: {
    heading: 'The screen is locked',
    leads: { desk: 'Give the desk PIN.', administrator: 'Give the administrator PIN.' },
    labels: { desk: 'Desk PIN', administrator: 'Administrator PIN' },
    unlock: 'Unlock',
    byAdministrator: 'Unlock as administrator',
    byDesk: 'Unlock by the desk PIN',
    noPin: 'No desk PIN is set, so the screen cannot be locked. Set one: Settings → This computer.',
    lockNow: 'Lock the screen',
  },

  doctor: {
    lead: 'The program looks at itself and at this computer. The table can be copied and sent: it has no names, addresses or passwords.',
    run: 'Check again',
    running: 'Checking…',
    copy: 'Copy the table',
    copied: 'The table is copied.',
    summary: (bad) => (bad === 0 ? 'Nothing bad was found.' : `Needs attention: ${bad}.`),
    columns: { check: 'What', verdict: 'How', what: 'More, and what to do' },
  },

  logs: {
    lead: 'What the program did and what went wrong. There are no names, numbers or passwords here. Kept for 14 days.',
    show: 'Show',
    levels: { all: 'Everything', warn: 'Trouble only' },
    levelNames: { warn: 'Warning:', error: 'Error:' },
    again: 'Read again',
    export: 'Export all…',
    exported: (n) => `Lines written: ${n}.`,
    everything: 'Show all documents',
    one: (n) => `The way of one document, lines: ${n}.`,
    none: 'Nothing here.',
    more: 'Show more',
    follow: (id) => `The way of document ${id}`,
    columns: { at: 'When', event: 'What', document: 'Document', details: 'More' },
  },

  operation: {
    lockHeading: 'A screen nobody watches',
    lockAfter: 'Lock after',
    lockOff: 'Never',
    minutes: (n) => `${n} min`,
    lockNote: 'When nobody is at the desk the screen is locked and asks for the desk PIN. Bot and deliveries go on.',
    pinMissing: 'No desk PIN is set: until there is one the screen is not locked.',
    pinThere: 'A desk PIN is set. It unlocks the screen, and so does the administrator PIN.',
    pinLabel: 'New desk PIN, 4 to 12 digits',
    pinSet: 'Set a desk PIN',
    pinChange: 'Change the desk PIN',
    pinDone: 'The desk PIN is set.',
    pinShort: '4 to 12 digits are needed.',
    screenshots: 'In screenshots',
    screenshotsWords: { on: 'Hidden', off: 'Shown' },
    screenshotsNote: 'The window is left out of screenshots and recordings. A remote helper sees a black rectangle, too. Does nothing on Linux.',
  },
};

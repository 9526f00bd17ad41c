import type { groupsRu } from './groups-ru.ts';
import { countIn } from './plural.ts';

const count = countIn('en');
const guests = { one: 'guest', other: 'guests' };

/** Group check-ins in English. */
export const groupsEn: typeof groupsRu = {
  groups: {
    tab: 'Groups',
    heading: 'Groups',
    none: 'There is no group yet. Make one, paste the list of guests, and read their documents one after the other.',
    add: 'New group',
    edit: 'Change',
    progress: (done: number, of: number) => `${done} of ${of}`,
    done: 'done',
    checkIn: 'Check in now',
    checkInNote: 'While this is on, every document that is read is compared with this list.',
    checkingIn: 'checking in',
    stay: (days: string, rooms: string) => [days, rooms === '' ? '' : `rooms ${rooms}`].filter(Boolean).join(' · '),
    takeWaiting: 'Take from the queue',
    takeWaitingHint: 'Compare the documents that wait in the queue already, too.',
    confirmAll: (n: number) => (n === 0 ? 'Nothing to confirm' : `Confirm the sure ones: ${n}`),
    print: 'Print the list',
    remove: 'Delete the group',
    removeHeading: (name: string) => `Delete the group “${name}”?`,
    removeLead: 'The list is deleted. Confirmed registrations and pictures in the queue stay.',
    removed: (name: string) => `The group “${name}” is deleted`,
    columns: { number: 'No.', name: 'Guest', birth: 'Birth date', document: 'Document', room: 'Room', state: 'State', deeds: 'What to do' },
    states: { expected: 'not here yet', sure: 'read with certainty', check: 'look here', done: 'done' },
    by: { number: 'by number', person: 'by name and birth date', name: 'by name', hand: 'chosen by hand' },
    emptyList: 'There is no list: everybody whose document is read becomes a guest.',
    show: 'Show',
    showGuest: (name: string) => `Show the document of ${name}`,
    dropGuest: (name: string) => `Take ${name} off the list`,
    drop: 'Take off',
    askedHeading: 'Who is this?',
    askedLead: 'These documents are nobody’s on the list, or fit several guests.',
    askedWho: (name: string) => `Who is ${name}`,
    choose: 'Choose…',
    another: 'Another guest',
    nobody: 'Not of this group',
    form: {
      newHeading: 'New group', editHeading: 'Group', name: 'Name', nameProblem: 'Give the group a name.', expected: 'Guests expected',
      expectedProblem: 'A number from 0 to 500.', arrival: 'Arrival', departure: 'Departure', dateProblem: 'There is no such date.', rooms: 'Rooms',
      roomsHelp: 'Given to everybody who has none of their own on the list.',
      list: 'List of guests', listHelp: 'Copy rows from a spreadsheet or a letter. There need not be a list.',
      addList: 'Add guests', read: 'Read it', file: 'From a file…', heading: 'The first row is a heading', headingWords: { yes: 'yes', no: 'no' },
      column: (n: number) => `Column ${n}`,
      roles: {
        none: '—', name: 'Whole name', surname: 'Surname', givenNames: 'Given names', birthDate: 'Birth date', documentNumber: 'Document number',
        room: 'Room',
      },
      found: (n: number, skipped: number) =>
        `The list has ${count(n, guests)}${skipped === 0 ? '' : `, rows without a name left out: ${skipped}`}`,
      save: 'Save', cancel: 'Cancel',
    },
    confirmHeading: (n: number) => (n === 0 ? 'There is nobody to confirm yet' : `Register ${count(n, guests)}?`),
    previewRow: (name: string, number: string, room: string) => [name, number, room].filter(Boolean).join(' · '),
    previewMore: (n: number) => `and ${n} more`,
    heldBack: (name: string, why: string) => `Not now: ${name} — ${why}`,
    heldBackWhy: { unsure: 'the reader is not sure, look yourself', typed: 'something was corrected or added, confirm it yourself', warned: 'there is a warning, look yourself' },
    confirmNow: 'Register',
    confirmed: (n: number) => `Registered: ${n}`,
    confirmedSome: (n: number, failed: number) => `Registered: ${n}, failed: ${failed}. Look who is left.`,
    printed: (name: string, when: string) => `Group “${name}”, ${when}`,
  },
};

import type { intakeRu } from './intake-ru.ts';
import { countIn } from './plural.ts';

const count = countIn('en');

/** What brings many files at once, in English. */
export const intakeEn: typeof intakeRu = {
  folders: {
    lead:
      'Scanners and telephones put files into a folder, the desk takes them out by itself: it stores them encrypted, removes '
      + 'them from the folder and puts them into the queue. JPEG, PNG, WebP, TIFF, BMP and PDF will do, on network shares too.',
    none: 'The desk watches no folder yet.',
    add: 'Watch a folder…',
    addHeading: 'Take documents out of this folder?',
    willRemove: 'Each file is removed from the folder as soon as it is stored. Do not choose a folder of private pictures.',
    thereNow: (n: number) => `There ${n === 1 ? 'is' : 'are'} ${count(n, { one: 'file', other: 'files' })} now, taken at once.`,
    watch: 'Watch it',
    watched: (name: string) => `The desk watches “${name}”`,
    on: (name: string) => `Watch “${name}”`,
    off: 'Files are not taken from it now.',
    taken: (n: number, last: string) =>
      n === 0 ? 'Waits for files.' : `Taken since the start: ${n}, the last one ${last}.`,
    unread: 'These files cannot be read and were moved to the subfolder “unread”:',
    tried: (n: number) =>
      `It works: the desk may read and remove files there.${n === 0 ? '' : ` Documents there now: ${n}.`}`,
    remove: 'Watch no more',
    removeHeading: (name: string) => `Stop watching “${name}”?`,
    removeLead: 'The folder and its files stay. Nobody will take new files out of it.',
    removed: (name: string) => `The desk no longer watches “${name}”`,
  },
  batch: {
    tab: 'Import',
    heading: 'Import of files',
    lead: 'A folder or many files are read one after the other, each document joins the queue. The files stay where they are.',
    files: 'Files…',
    folder: 'Folder…',
    none: 'Nothing has been imported yet.',
    noFiles: 'There is no document in this folder: JPEG, PNG, WebP, TIFF, BMP or PDF.',
    list: 'Imports',
    count: (n: number) => count(n, { one: 'file', other: 'files' }),
    progress: (done: number, all: number) => `${done} of ${all}`,
    states: { running: 'under way', paused: 'stopped', cancelled: 'cancelled', finished: 'finished' },
    read: 'read',
    look: 'to look at',
    failed: 'failed',
    pause: 'Stop',
    resume: 'Go on',
    cancel: 'Cancel the rest',
    rerun: (n: number) => `Read again: ${n}`,
    rerunHint: 'What failed, and what an earlier version of the reader was not sure of.',
    report: 'Save the report…',
    reportSaved: 'Report saved',
    forget: 'Remove from the list',
    shown: { all: 'All', look: 'To look at', failed: 'Failed' },
    shownLabel: 'Which files to show',
    columns: { file: 'File', result: 'Result' },
    page: (name: string, page: number) => `${name}, page ${page}`,
    document: (name: string, n: number) => `${name}, document ${n}`,
    forgotten: 'Erased',
    outcomes: {
      waiting: 'waiting', reading: 'being read', read: 'read with certainty', look: 'look here', failed: 'not read',
      left: 'not imported',
    },
    unsure: 'the reader is not sure',
    noZone: 'no zone found',
    open: 'Show',
    openRow: (name: string) => `Show “${name}” on the desk`,
    nothing: 'There are no such files.',
    more: 'More',
  },
};

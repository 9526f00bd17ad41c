import { codesEn } from './codes-en.ts';
import { countIn } from './plural.ts';
import type { Texts } from './ru.ts';

const count = countIn('en');

/** Every text of the desk in English. */
export const en: Texts = {
  ...codesEn,

  views: { desk: 'Desk', registrations: 'Registrations', settings: 'Settings', keys: 'Keys' },

  queue: {
    heading: 'Queue',
    add: 'Open…',
    camera: 'Camera',
    byHand: 'By hand',
    waiting: (n) => (n === 0 ? 'Nobody is waiting' : count(n, { other: 'waiting' })),
    done: (n) => `Done: ${n}`,
    row: (n) => `Picture ${n}`,
    handRow: 'New registration',
    handSource: 'no picture',
    discard: 'Remove picture',
    dropHere: 'Let go: the pictures join the queue',
    states: {
      captured: 'waiting to be read',
      reading: (percent) => `reading, ${percent}%`,
      sure: 'read, sure',
      check: 'look here',
      none: 'no zone found',
      parked: 'not read',
      confirmed: 'registered',
    },
    sources: {
      scanner: 'scanner', camera: 'camera', reader: 'reader', folder: 'folder', drop: 'dropped',
      paste: 'pasted', file: 'file', bot: 'bot', typed: 'no picture',
    },
    announce: (title, state) => `${title}: ${state}`,
  },

  empty: {
    title: 'Show the program a document',
    lead: 'It reads the machine-readable zone on this very computer. Nothing is stored until you confirm.',
    drop: 'Drop one or several passport pictures here',
    open: 'Open files',
    paste: 'Paste a picture',
    camera: 'Take with the camera',
    byHand: 'Register without a picture',
    next: 'The next ones wait on the left: arrow down, arrow up.',
  },

  picture: {
    label: (title) => `Picture: ${title}`,
    zoomIn: 'Larger', zoomOut: 'Smaller', fit: 'Fit', turn: 'Turn',
    percent: (n) => `${n}%`,
    waiting: 'The picture appears here as soon as it is read',
    missing: 'The picture could not be shown',
    without: 'Registration without a picture',
    withoutLead: 'Type what the document says on the right. Without a surname and a number it cannot be confirmed.',
    document: (n, of) => `Document ${n} of ${of}`,
  },

  mrz: {
    heading: 'Machine-readable zone',
    line: (n) => `Line ${n} of the machine-readable zone`,
    sign: (line, column) => `Line ${line}, sign ${column}`,
    signOf: (name, char) => `${name}, sign “${char}”`,
    hint: 'Click a sign to correct it: everything is checked again at once.',
    right: 'the check digit fits',
    certainty: (percent) => `certainty ${percent}%`,
    replaceWith: (char) => `Put “${char}”`,
    corrected: 'corrected by hand',
  },

  fields: {
    heading: 'What the document says',
    names: {
      surname: 'Surname', givenNames: 'Given names', sex: 'Sex', birthDate: 'Birth date', nationality: 'Nationality',
      documentCode: 'Type', documentNumber: 'Document number', issuingState: 'Issued by', expiryDate: 'Expires',
      optionalData: 'Optional data',
    },
    cyrillicSurname: 'Surname in Cyrillic',
    cyrillicGivenNames: 'Given names in Cyrillic',
    sexes: { M: 'M', F: 'F', X: 'X' },
    sexNames: { M: 'male', F: 'female', X: 'unspecified' },
    origins: { mrz: 'MRZ', typed: 'typed', earlier: 'earlier' },
    originNames: { mrz: 'read from the machine-readable zone', typed: 'typed by hand', earlier: 'from an earlier registration' },
    states: { sure: 'sure', look: 'look here', stop: 'mend this', plain: '' },
    datePlaceholder: 'DD.MM.YYYY',
    country: (name, code) => `${name} (${code})`,
    noCountry: 'No such code or country',
    openCountries: 'Show the countries',
  },

  stay: {
    heading: 'Stay',
    optional: 'optional',
    names: { room: 'Room', arrival: 'Arrival', departure: 'Departure', phone: 'Phone', note: 'Note' },
    today: 'today',
  },

  attention: {
    heading: 'What to look at',
    none: 'The check digits fit; no doubts.',
    nothingRead: 'No machine-readable zone was found on the picture. Type what the picture shows.',
    looked: 'looked at',
    instead: 'instead of',
  },

  status: {
    sure: 'Read, sure', check: 'Look here', stop: 'Something to mend', hand: 'Typed by hand',
    reading: 'Reading…', captured: 'Waiting to be read', parked: 'Not read', confirmed: 'Already registered',
    none: 'No zone found',
  },

  confirm: {
    button: 'Confirm',
    lookNext: (n) => `Look at what is marked: ${n}`,
    blocked: 'First mend what is marked red',
    closed: 'The storage is closed, nothing can be saved',
    busy: 'Saving…',
    saved: (name) => `Saved: ${name}`,
    already: (name) => `Was saved already: ${name}`,
    retry: 'Read again',
    cancel: 'Stop reading',
    openRegistration: 'Open the registration',
    confirmedLead: 'This picture is confirmed. The registration is stored and can be found.',
    withoutName: 'no name',
  },

  earlier: {
    document: (date) => `This document was registered on ${date}.`,
    person: (date) => `A like guest was here on ${date}.`,
    compare: 'Compare',
    heading: 'The earlier registration beside the new one',
    lead: 'What is ticked is taken over from the earlier one.',
    field: 'Field', now: 'Now', before: 'Earlier',
    take: (n) => `Take over what is ticked: ${n}`,
    keep: 'Leave as it is',
    takeField: (name) => `Take over: ${name}`,
    allSame: 'Everything is as in the earlier registration.',
    empty: 'empty',
  },

  camera: {
    heading: 'Take with the camera',
    device: 'Camera',
    unnamed: (n) => `Camera ${n}`,
    starting: 'The camera is starting…',
    shoot: 'Take picture',
    several: 'Take several in a row',
    taken: (n) => `Joined the queue: ${n}`,
    guide: 'Keep the lines with “<<<” at the bottom of the frame: straight, sharp, without glare.',
    none: 'No camera was found. Plug one in and press “Look again”, or open a picture file.',
    denied: 'The camera is not allowed. Allow it for this program in the system’s camera privacy settings, then press “Look again”.',
    busy: 'Another program is using the camera. Close it and press “Look again”.',
    failed: 'The camera did not start. Unplug it, plug it in and press “Look again”.',
    again: 'Look again',
  },

  discard: {
    heading: 'Remove the picture?',
    lead: 'The picture and what was read from it are erased. Saved registrations stay as they are.',
    handHeading: 'Drop the registration you began?',
    handLead: 'What was typed is not saved and will be lost.',
    yes: 'Remove', no: 'Keep',
  },

  registrations: {
    heading: 'Registrations',
    search: 'Surname, document number or date',
    searchHint: 'Beginning of the surname, the whole number, or the birth date DD.MM.YYYY',
    from: 'From', to: 'To',
    columns: { name: 'Guest', birth: 'Born', nationality: 'Nationality', number: 'Number', room: 'Room', stay: 'Stay', confirmed: 'Confirmed' },
    nobody: 'Nothing was found. Check the beginning of the surname or take the dates away.',
    nobodyYet: 'No registrations yet. The first appears here as soon as it is confirmed.',
    more: 'Show more',
    found: (n, more) => `${more ? 'Shown' : 'Found'}: ${n}`,
    reveal: 'Show the number',
    hide: 'Hide the number',
    revealNote: 'Showing the number is written into the audit log.',
    print: 'Print',
    back: 'To the list',
    confirmedAt: 'Confirmed',
    source: 'Source',
    lines: 'MRZ lines',
    choose: 'Choose a registration on the left.',
    clearDates: 'Take the dates away',
    masked: (tail) => `number hidden, last signs ${tail}`,
  },

  settings: {
    heading: 'Settings',
    language: 'Language', languages: { system: 'As the system', ru: 'Русский', en: 'English' },
    theme: 'Look', themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    camera: 'Camera', defaultCamera: 'Default',
    cameraNote: 'Cameras show their names once a camera has been switched on.',
    about: (version) => `Kakdoma Desk ${version}`,
    double: 'Opened in the stand-in browser: not for work with real documents.',
    demo: 'Demonstration: the data is made up and will vanish.',
  },

  strip: {
    label: 'State of the program',
    reader: 'Reader', storage: 'Storage', destinations: 'Delivery',
    readers: { starting: 'starting', ready: 'ready', restarting: 'restarting', down: 'down' },
    wasm: 'ready, slow mode',
    unknown: 'finding out…',
    storageReady: 'open, key in the keychain', storageClosed: 'closed',
    noDestinations: 'not set up',
    sent: 'all delivered',
    waiting: (n) => `${n} waiting`,
    parked: (n) => `${n} stuck`,
    today: (n) => `Today: ${count(n, { one: 'registration', other: 'registrations' })}`,
    retryKeychain: 'Try again',
    demo: 'Demonstration',
  },

  keys: {
    heading: 'Keys',
    enter: 'Confirm; where there are doubts, go to the next',
    confirmNow: 'Confirm at once',
    escape: 'Back',
    tab: 'Next field, in the document’s order',
    arrows: 'Neighbouring picture in the queue',
    arrowsInField: 'The same from inside a field',
    open: 'Open files', paste: 'Paste a picture', camera: 'Camera', shoot: 'Take picture (in the camera window)',
    byHand: 'Registration without a picture', registrations: 'Registrations and search', discard: 'Remove picture',
    turn: 'Turn the picture', zoom: 'Larger, smaller, fit', help: 'This help',
    names: { enter: 'Enter', escape: 'Esc', tab: 'Tab', space: 'Space', delete: 'Delete', ctrl: 'Ctrl', alt: 'Alt' },
  },

  common: {
    news: 'News', close: 'Close', dismiss: 'Got it', skip: 'To the document’s fields',
    refused: (name, sentence) => `${name}: ${sentence}`,
    starting: 'The desk is opening…',
  },

  quality: {
    tooDark: 'The picture is dark: add light.',
    glare: 'There is glare on the picture: tilt the document or move the lamp.',
    outOfFocus: 'The picture is not sharp: hold the document farther away or wipe the lens.',
    tooSmall: 'The signs are too small: come closer or scan at 300 dots an inch or more.',
    clipped: 'Part of the document is outside the picture: take it whole.',
  },
};

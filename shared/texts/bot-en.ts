/** Every text of the bot in English. */
import type { BotTexts } from './bot-ru.ts';

export const botEn: BotTexts = {
  greeting: 'Hello! I help the front desk: I pass questions on to the staff and take your document before you arrive.',
  consent:
    'The computer at the desk reads the photo of a document: it is kept there encrypted, and only the staff see it. '
    + 'You can erase what you sent at any time: /delete. Do you agree that the data of the document is processed?',
  consentFirst: 'No document is taken without your consent, and this photo was not downloaded. Agree, then send it again.',
  agree: 'I agree',
  disagree: 'Not now',
  agreed:
    'Thank you, your consent is noted. Send a photo of the page with the data, best as a file (clip → File), so that it is '
    + 'not compressed. Several guests may follow one another.',
  disagreed: 'Fine, no document is needed before you arrive. You can ask questions all the same.',
  noDocuments: 'Documents are not taken through the bot here: show them at the desk. This photo was not downloaded.',
  help:
    'Write a question and the desk answers here. You can send a photo of your document before you arrive.\n'
    + '/start — begin\n/language — language\n/delete — erase what you sent\n/help — this help',
  chooseLanguage: 'Which language shall I speak?',
  languageSet: 'I will speak English.',
  house: { address: 'Address', checkIn: 'Check-in and out', wifi: 'Wi-Fi', rules: 'House rules' },
  sendDocument: 'Send a document',
  reading: 'Got it, reading…',
  alreadyHere: 'I have this photo already.',
  tooLarge: 'The file is larger than 20 MB. Send a smaller picture.',
  notAPicture: 'This is not a photo. Send JPEG, PNG, WebP, TIFF or BMP.',
  notFetched: 'The file could not be downloaded. Send it again.',
  read: 'This is what was read. Is it all right?',
  unsure: 'This was not read with certainty. Compare all of it, what is marked ⚠ first. You can correct it or send a better picture.',
  notRead:
    'I cannot see the two or three lines with “<<<” at the bottom of the document. Take it in daylight, straight from above, '
    + 'without glare, and send it as a file. Or leave this picture to the desk: the staff will type the data.',
  quality: {
    tooDark: 'The picture is dark.', glare: 'There is glare on the picture.', outOfFocus: 'The picture is out of focus.',
    tooSmall: 'The letters are too small.', clipped: 'An edge of the document is missing.',
  },
  guest: (n) => `Guest ${n}`,
  right: 'All right',
  correct: 'Correct',
  remove: 'Delete',
  leaveToDesk: 'Leave it to the desk',
  cancel: 'Cancel',
  whichGuest: 'Which guest is to be corrected?',
  whichField: 'What is to be corrected?',
  typeField: (name, now) => `Type it as in the document: ${name.toLowerCase()}.${now === '' ? '' : ` Now: ${now}.`}`,
  cancelled: 'Fine, left as it was.',
  wrong: {
    name: 'Only letters, spaces, hyphens and apostrophes can stand here. Type it again or press Cancel.',
    latin: 'Type Latin letters, as in the lines with “<<<”, or press Cancel.',
    cyrillic: 'Type Cyrillic letters, as in the document, or press Cancel.',
    number: 'A number has Latin letters and digits only, up to 20 signs. Type it again or press Cancel.',
    date: 'A date like 31.12.1990 is needed. Type it again or press Cancel.',
    birthDate: 'This day has not come yet. Type the date of birth again or press Cancel.',
    state: 'I do not know such a country. Type its name or the three letters of the document, such as GBR.',
    sex: 'Choose by a button or type M or F.',
  },
  fields: {
    surname: 'Surname', givenNames: 'Given names', cyrillicSurname: 'Surname', cyrillicGivenNames: 'Given names', sex: 'Sex',
    birthDate: 'Date of birth', nationality: 'Nationality', documentNumber: 'Document number', expiryDate: 'Valid until',
  },
  sexes: { M: 'M', F: 'F', X: 'X' },
  empty: '—',
  sentAhead: 'Thank you! The document waits for you at the desk, where the staff will compare it. Another guest? Send the next photo.',
  leftToDesk: 'The picture is left to the desk: the staff will type the data when you arrive.',
  removed: 'The picture and what was read of it are erased.',
  stale: 'This button is out of date.',
  already: 'Already done.',
  passedOn: 'Passed on to the desk. The answer will come here.',
  fromDesk: (signature, text) => (signature === '' ? text : `${signature}:\n${text}`),
  notUnderstood: 'I understand text, voice messages and photos of documents.',
  tooLong: 'The message is too long. Split it into parts.',
  slower: 'Too many messages in a row. Please write a little later.',
  fewerPictures: 'Too many pictures in an hour. Send the others later or show them at the desk.',
  erase: {
    ask: (pictures, messages) =>
      `This will be erased: pictures ${pictures}, messages ${messages}, your consent and all that was read. Erase?`,
    nothing: 'There is nothing to erase: nothing you sent is kept here.',
    yes: 'Erase',
    done: (pictures, messages) =>
      `Erased: pictures ${pictures}, messages ${messages}, your consent and what was read. Delete the chat in Telegram yourself.`,
    kept: (n) => `Registrations confirmed at the desk (${n}) are kept by the rules of the house; ask for their erasure at the desk.`,
  },
  lost: 'The connection was interrupted and one of the messages may not have arrived. If you do not see it, press Repeat.',
  again: 'Repeat',
  rating: {
    ask: 'Thank you for staying with us! How was it, from 1 to 5?',
    thanks: 'Thank you! Write a line if you like: the desk will read it.',
  },
  yourId: (id) => `Your number at Telegram: ${id}. The administrator enters it to give a member of staff access.`,
  staff: {
    today: (registrations, unread) => `Registrations today: ${registrations}. Unread messages: ${unread}.`,
    arrivals: (n) => `Sent a document and have not arrived yet: ${n}.`,
    delivery: (name, waiting, parked) => `${name}: waiting ${waiting}, stuck ${parked}.`,
    nothingOpen: 'Everything is delivered.',
    nothingParked: 'Nothing is stuck, there is nothing to send again.',
    bot: (name) => (name === '' ? 'The bot is starting.' : `The bot works: @${name}.`),
    resendAsk: (n) => `Deliveries stuck: ${n}. Send them again?`,
    yes: '✅ Send',
    no: '❌ Leave them',
    resent: 'What was stuck is queued again.',
    declined: 'Fine, nothing was done.',
    claims: { running: 'Already under way', done: 'Already done', expired: 'Out of date. Ask again.' },
    noAccess: 'No access.',
  },
};

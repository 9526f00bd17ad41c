import type { codesRu } from './codes-ru.ts';

/** Sentences for the codes of shared/, in English. */
export const codesEn: typeof codesRu = {
  errors: {
    'picture.tooManyPixels': 'The picture is over 60 megapixels. Scan at 300–600 dots an inch.',
    'picture.tooManyBytes': 'The file is over 40 MB. Save the picture as JPEG and add it again.',
    'picture.unknownFormat': 'This is not a picture. JPEG, PNG, WebP, TIFF and BMP will do.',
    'picture.damaged': 'The file is damaged and cannot be opened. Take the picture again.',
    'picture.empty': 'The file is empty. Take the picture again.',
    'ocr.crashed': 'Reading this picture broke off twice. Take it again or type the data by hand.',
    'ocr.timedOut': 'Reading took too long. Try once more or type the data by hand.',
    'ocr.modelDamaged': 'The reader’s files are damaged. Reinstall the program; until then type the data by hand.',
    'ocr.unavailable': 'The reader does not start on this computer. Type the data by hand and call your administrator.',
    'ocr.cancelled': 'Reading was cancelled. Read it again or type the data by hand.',
    'keychain.unavailable': 'The system keychain cannot be reached, so nothing is stored. Call your administrator.',
    'keychain.locked': 'The keychain is locked. Unlock it with the system password and press “Try again”.',
    'keychain.keyLost':
      'The database key is gone from the keychain. The database is whole but closed: restore the key.',
    'keychain.wrongKey':
      'The key in the keychain is not this database’s. The data is whole but closed: call your administrator.',
    'database.fromTheFuture': 'The database was made by a newer version. Update the program on this computer.',
    'database.damaged': 'The database is damaged and cannot be opened. Delete nothing and call your administrator.',
    'database.full': 'The disk is full, nothing was saved. Free some space and confirm again.',
    'capture.missing': 'This picture is no longer here. Take it again.',
    'registration.missing': 'This registration is no longer here.',
    'registration.invalid': 'Something is missing or impossible. Mend the marked fields and confirm again.',
    'request.invalid': 'The program did not understand the input. Check the fields; if it stays, restart the program.',
    'request.forbidden': 'This is not allowed here.',
    internal: 'An internal error; what is on the screen is safe. Try again; if it stays, restart the program.',
  },

  doubts: {
    'character.unsure': 'hard to see, compare it.',
    'character.changed': 'chosen by its check digit, compare it.',
    'checkDigit.wrong': 'the check digit does not fit.',
    'date.impossible': 'there is no such date.',
    'state.unknown': 'there is no such country code.',
    'letter.outOfPlace': 'such a sign cannot stand here.',
    'name.truncated': 'the name is cut off in the zone, complete it from the document.',
    'line.clipped': 'the end of the line is outside the picture, compare the first and last signs.',
    'format.unsure': 'the kind of document is uncertain, compare every field.',
  },

  warnings: {
    expired: 'The document has expired.',
    expiresSoon: 'The document expires within 30 days.',
    minor: 'The guest is under 18.',
    checkDigitWrong: 'The check digit does not fit, compare it.',
    nameTruncated: 'The name may be cut off, compare it.',
    numberLetterO: 'The number holds a letter O or a digit 0: compare it.',
    seenBefore: 'This document was registered before.',
    fieldEmpty: 'Fill in this field.',
    dateImpossible: 'There is no such date: DD.MM.YYYY is needed.',
    stateUnknown: 'There is no such country code: choose one from the list.',
    stayBackwards: 'The departure is before the arrival.',
  },

  formats: {
    TD1: 'Card, TD1',
    TD2: 'Card, TD2',
    TD3: 'Passport, TD3',
    MRVA: 'Visa, MRV-A',
    MRVB: 'Visa, MRV-B',
    'FRA-ID': 'French identity card',
    'FRA-DL': 'French driving licence',
    'CHE-DL': 'Swiss driving licence',
    IDL: 'Driving licence',
  },
  pnrus: 'Russian passport, PNRUS',
};

import type { readersRu } from './readers-ru.ts';

/** Texts about document readers and readings without a picture, in English. */
export const readersEn: typeof readersRu = {
  readers: {
    withoutPicture: { reader: 'From the reader: there is no picture', text: 'Pasted as text: there is no picture' },
    compare: 'Compare the lines below and the fields on the right with the document in your hand.',
    discardHeading: 'Remove what was read?',
    discardLead: 'The lines the reader sent are erased. Saved registrations stay as they are.',
  },
};

import type { readersRu } from './readers-ru.ts';

/** Texts about document readers and readings without a picture, in English. */
export const readersEn: typeof readersRu = {
  readers: {
    withoutPicture: { reader: 'From the reader: there is no picture', text: 'Pasted as text: there is no picture' },
    compare: 'Compare the lines below and the fields on the right with the document in your hand.',
    discardHeading: 'Remove what was read?',
    discardLead: 'The lines the reader sent are erased. Saved registrations stay as they are.',
    joined: 'What the reader read joined the queue',
    wedge: 'Reader as a keyboard',
    wedgeNote: 'Swipe a document: the zone’s lines are taken anywhere in the window, whatever the keyboard layout.',
    prefix: 'Before the lines',
    suffix: 'After the lines',
    frameNote: 'Signs the reader is programmed to add. Usually empty.',
    tryIt: 'Try the reader',
    tryEnd: 'End the trial',
    tryWaiting: 'Swipe a document through the reader. Nothing that is read during the trial is kept.',
    tryHeard: (signs, widest) => `Heard: ${signs} signs, no pause longer than ${widest} ms.`,
    tryByPlace: 'The computer’s layout does not matter.',
    tryByLayout: 'The reader is set to this computer’s layout: do not switch it.',
    tryIncomplete: (strokes, widest) =>
      `${strokes} signs came, pauses up to ${widest} ms, but they are no whole zone. Swipe once more; if it stays, check the signs before and after the lines.`,
  },
};

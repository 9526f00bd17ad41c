/**
 * Marks that change the order of what stands beside them, or are not seen: all of Unicode's format characters, and
 * fillers that are letters by name only. Nobody needs them to ask a question.
 */
const UNSEEN = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u{e0000}-\u{e007f}]/gu;
const LINE_ENDS = /\r\n|[\u2028\u2029]/g;
/** Controls other than the line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/** More marks upon one letter than any script has. */
const HEAPED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** The words of a stranger, as they can be shown beside ours without misleading: nothing unseen, nothing turned round. */
export const plainWords = (text: string): string =>
  text.toWellFormed().replaceAll(LINE_ENDS, '\n').replaceAll(UNSEEN, '').replaceAll(CONTROLS, ' ').replaceAll(HEAPED_MARKS, '$1');

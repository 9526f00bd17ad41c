/** Marks that change the order of what stands beside them, or are not seen: nobody needs them to ask a question. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u{e0000}-\u{e007f}]/gu;
/** Controls other than the line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/** More marks upon one letter than any script has. */
const HEAPED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** The words of a stranger, as they can be shown beside ours without misleading: nothing unseen, nothing turned round. */
export const plainWords = (text: string): string =>
  text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(UNSEEN, '').replaceAll(CONTROLS, ' ').replaceAll(HEAPED_MARKS, '$1');

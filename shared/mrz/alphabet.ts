/**
 * The 37 signs an MRZ may hold, in the order of the recogniser's outputs: class 0 is the CTC blank, classes 1 to 37 are
 * the digits, the letters and the filler.
 */
export const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** Class of the CTC blank. */
export const BLANK_CLASS = 0;

/** Outputs of the recogniser per step: blank and signs. */
export const CLASS_COUNT = SIGNS.length + 1;

export const FILLER = '<';

/** Class (1..37) of a sign; 0 for anything that is no MRZ sign. */
export function classOfSign(sign: string): number {
  return sign.length === 1 ? SIGNS.indexOf(sign) + 1 : 0;
}

/** Whether the text is made of MRZ signs only. */
export function isMrzText(text: string): boolean {
  return /^[0-9A-Z<]*$/.test(text);
}

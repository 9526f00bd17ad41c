/** Dots per inch of every scan. */
export const SCAN_DPI = 300;

/**
 * What is scanned of the glass for one passport, in millimetres from its corner: a data page is 125 × 88 (ICAO 9303-3,
 * TD3), and nobody lays it to the millimetre.
 */
export const PASSPORT_AREA = { width: 130, height: 93 } as const;

const MM_PER_INCH = 25.4;

/** Millimetres in 1/300 inch, in which eSCL counts lengths. */
export const toThreeHundredths = (mm: number): number => Math.round((mm / MM_PER_INCH) * 300);

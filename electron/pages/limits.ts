/** The largest file of several pages that is opened: a hundred pages of A4 at 300 dpi as JPEG take some 60 MB. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** More pages than a group's passports ever have; beyond it somebody dropped a book. */
export const MAX_PAGES = 100;

/** Dots an inch a page is drawn with where its pictures do not say; what documents are scanned with. */
export const USUAL_DPI = 300;
/** Below, signs of a zone melt together; above, pixels only cost time. */
export const LEAST_DPI = 150;
export const MOST_DPI = 400;

/** A page drawn is never larger: A3 at 300 dpi is 17.4 million. */
export const MAX_DRAWN_PIXELS = 18_000_000;

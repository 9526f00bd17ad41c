/** The largest picture taken: beyond any scanner's A4 at 600 dpi and any phone's default, below what would hurt. */
export const MAX_PIXELS = 60_000_000;
export const MAX_BYTES = 40 * 1024 * 1024;

/** Held in memory at once; larger pictures are decoded at half or third size. A4 at 300 dpi is 8.7 MP. */
export const MAX_HELD_PIXELS = 16_000_000;

/** Long side of the JPEG shown to people. */
export const DISPLAY_LONG_SIDE = 2400;
/** Long side that a picture shown at half its size must still have. */
export const DISPLAY_LEAST_LONG_SIDE = 1600;

/** How the program runs on its computer: the screen's lock, what others may see of it, its start, its backups. */
import { z } from 'zod';
import { destinationId } from './destinations.ts';

/** Longer than a shift nobody means. */
const MOST_MINUTES = 240;
const MOST_BACKUPS = 60;

export const operationSchema = z.strictObject({
  /** The screen asks for a PIN after so many minutes without a key or a pointer; null: never. Needs a desk PIN. */
  lockAfterMinutes: z.int().min(1).max(MOST_MINUTES).nullable(),
  /** Asks the system to leave the window out of screenshots and recordings; Linux has no such thing. */
  hideFromScreenshots: z.boolean(),
  startAtLogin: z.boolean(),
  backup: z.strictObject({
    /** A folder or S3 destination, switched on or off; null: no backups. */
    to: destinationId.nullable(),
    every: z.enum(['day', 'week']),
    /** How many are kept there; older ones are removed once a newer one has been verified. */
    keep: z.int().min(2).max(MOST_BACKUPS),
  }),
});
export type Operation = z.infer<typeof operationSchema>;

export const DEFAULT_OPERATION: Operation = {
  lockAfterMinutes: null, hideFromScreenshots: true, startAtLogin: false, backup: { to: null, every: 'day', keep: 7 },
};

/** Fewer digits than the administrator's: it is typed many times a day, and guards a screen, not the settings. */
export const deskPinSchema = z.string().regex(/^\d{4,12}$/);

/** Who unlocks the screen: the front desk by its PIN, or the administrator by theirs. */
export const SCREEN_KEYS = ['desk', 'administrator'] as const;

/** What the page may know of the screen's lock. */
export type ScreenState = {
  readonly locked: boolean;
  /** Whether a desk PIN was set; until then the screen cannot be locked. */
  readonly pin: boolean;
  /** Milliseconds until the desk PIN may be tried again; 0: now. */
  readonly waitMs: number;
};

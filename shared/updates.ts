/** Updates as the settings, the page and the main process speak of them. */
import { z } from 'zod';

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const updateSettingsSchema = z.strictObject({
  /** Off: only looked for when somebody asks. */
  automatic: z.boolean(),
  channel: z.enum(['stable', 'beta']),
  /** Local time between which the desk may restart by itself; over midnight where the first is the later one. */
  quietFrom: timeOfDay,
  quietTo: timeOfDay,
});
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;

export const DEFAULT_UPDATES: UpdateSettings = { automatic: true, channel: 'stable', quietFrom: '03:00', quietTo: '05:00' };

/** Why this desk looks for no updates: a demonstration, not a package, a package without a feed, or not installed. */
export type UpdatesOff = 'demo' | 'notPackaged' | 'noFeed' | 'notInstalled';

/**
 * Why a restart has to wait: somebody types, pictures wait to be confirmed, a backup is being made, somebody must give a
 * password, the last try did not succeed, it is not the quiet time, or the computer is in use.
 */
export type UpdateHold = 'checkIn' | 'drafts' | 'working' | 'needsPerson' | 'failedBefore' | 'notQuiet' | 'inUse';

/** `code` of a failure; each has its sentence in the catalogues under `updates.failures`. */
export const UPDATE_FAILURES = ['unreachable', 'feedMissing', 'feedForged', 'damaged', 'noRoom', 'notInstalled'] as const;
export type UpdateFailure = (typeof UPDATE_FAILURES)[number];

export type UpdateState =
  | { readonly kind: 'off'; readonly why: UpdatesOff }
  /** Null: not looked for since the start. */
  | { readonly kind: 'current'; readonly checkedAt: number | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'downloading'; readonly version: string; readonly fraction: number }
  /** Downloaded and proven. `holds`: what keeps the desk from restarting by itself now. */
  | { readonly kind: 'ready'; readonly version: string; readonly holds: readonly UpdateHold[] }
  | { readonly kind: 'installing'; readonly version: string }
  | { readonly kind: 'failed'; readonly code: UpdateFailure; readonly at: number };

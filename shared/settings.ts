import { z } from 'zod';
import { destinationsSchema } from './destinations.ts';
import { DEFAULT_OPERATION, operationSchema } from './operation.ts';
import { DEFAULT_POLICY, policySchema } from './policy.ts';
import { DEFAULT_READERS, readersSchema } from './readers.ts';
import { sourceId, sourcesSchema } from './sources.ts';
import { DEFAULT_TELEGRAM, telegramSettingsSchema } from './telegram.ts';
import { DEFAULT_UPDATES, updateSettingsSchema } from './updates.ts';

/** Settings that are not secret. Versioned: a change of shape adds a step in electron/settings. */
export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'ru', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** `deviceId` of the camera used last; empty for the default. */
  cameraId: z.string().max(200),
  /** Whether a tone tells that the camera has read a document. */
  cameraSound: z.boolean(),
  /** Whether the camera stays open for the next document. */
  cameraGoesOn: z.boolean(),
  /** Readers that type like a keyboard. */
  readers: readersSchema,
  /** Whether keys without Ctrl or Alt (R, +, −, 0, ?) do things; off for those who dictate or press by mistake. */
  singleKeys: z.boolean(),
  /** Scanners and serial readers of this desk. */
  sources: sourcesSchema,
  /** The scanner used last; '' for none. */
  scannerId: z.union([z.literal(''), sourceId]),
  /** Whether the next scan begins by itself. */
  scanContinuously: z.boolean(),
  /** None until an administrator adds one. */
  destinations: destinationsSchema,
  /** What this property keeps of its guests and how long. */
  policy: policySchema,
  /** The bot; off until an administrator switches it on. */
  telegram: telegramSettingsSchema,
  /** How the program runs on its computer. */
  operation: operationSchema,
  /** Where newer versions come from, and when the desk may restart into one. */
  updates: updateSettingsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

/** Each desk's own, and anybody's to change there; all others are the administrator's, and the same on all desks. */
export const OWN_SETTINGS = [
  'language', 'theme', 'cameraId', 'cameraSound', 'cameraGoesOn', 'readers', 'scannerId', 'scanContinuously', 'singleKeys',
] as const satisfies readonly (keyof Settings)[];

/** What stays on its desk when settings go from one to another: what is its own, and what is plugged into it. */
export const DESK_SETTINGS = [...OWN_SETTINGS, 'sources'] as const satisfies readonly (keyof Settings)[];

export const DEFAULT_SETTINGS: Settings = {
  language: 'system', theme: 'system', cameraId: '', cameraSound: true, cameraGoesOn: true, readers: DEFAULT_READERS, sources: [], scannerId: '',
  scanContinuously: false, singleKeys: true, destinations: [], policy: DEFAULT_POLICY,
  telegram: DEFAULT_TELEGRAM, operation: DEFAULT_OPERATION, updates: DEFAULT_UPDATES,
};

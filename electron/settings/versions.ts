import { z } from 'zod';
import { NEW_BITRIX } from '../../shared/destinations.ts';
import { DEFAULT_OPERATION } from '../../shared/operation.ts';
import { DEFAULT_POLICY } from '../../shared/policy.ts';
import { DEFAULT_READERS } from '../../shared/readers.ts';
import { settingsSchema, type Settings } from '../../shared/settings.ts';
import { DEFAULT_TELEGRAM } from '../../shared/telegram.ts';
import { DEFAULT_UPDATES } from '../../shared/updates.ts';

/** Raised when the shape of Settings changes; a step below then turns the older shape into the newer. */
export const SETTINGS_VERSION = 10;

/** By the version they start from: what the next version has and this one had not. */
const STEPS: Readonly<Record<number, (older: Record<string, unknown>) => Record<string, unknown>>> = {
  1: (older) => ({ destinations: [], ...older }),
  2: (older) => ({ policy: DEFAULT_POLICY, ...older }),
  3: (older) => ({ singleKeys: true, ...older }),
  4: (older) => ({ telegram: DEFAULT_TELEGRAM, ...older }),
  5: (older) => ({ ...older, destinations: withBitrixOptions(older['destinations']) }),
  6: (older) => ({ operation: DEFAULT_OPERATION, ...older }),
  7: (older) => ({ readers: DEFAULT_READERS, cameraSound: true, cameraGoesOn: true, ...older }),
  8: (older) => ({ sources: [], scannerId: '', scanContinuously: false, ...older }),
  9: (older) => ({ updates: DEFAULT_UPDATES, ...older }),
};

/** Portals had no options of their own. What is no list of destinations is refused by the schema afterwards. */
function withBitrixOptions(destinations: unknown): unknown {
  if (!Array.isArray(destinations)) return destinations;
  return destinations.map((one: unknown) => (
    typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'bitrix' ? { ...one, options: NEW_BITRIX } : one
  ));
}

const versioned = z.strictObject({ version: z.int().min(1), settings: z.record(z.string(), z.unknown()) });

/** What a versioned piece of settings holds. `problem`: dotted names of the first thing that is not as it should be. */
export type ReadSettings =
  | { readonly kind: 'read'; readonly settings: Settings }
  | { readonly kind: 'newer' }
  | { readonly kind: 'unknownName'; readonly name: string }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Brings `{ version, settings }` of this or an older version up to date. Never throws, whatever it is given. */
export function readVersionedSettings(json: unknown): ReadSettings {
  const file = versioned.safeParse(json);
  if (!file.success) return { kind: 'wrong', problem: 'version, settings' };
  const { version } = file.data;
  if (version > SETTINGS_VERSION) return { kind: 'newer' };
  let { settings } = file.data;
  for (let from = version; from < SETTINGS_VERSION; from += 1) settings = STEPS[from]?.(settings) ?? settings;
  const parsed = settingsSchema.safeParse(settings);
  if (parsed.success) return { kind: 'read', settings: parsed.data };
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') return { kind: 'unknownName', name: [...path, issue.keys[0] ?? ''].join('.') };
  return { kind: 'wrong', problem: path.join('.') };
}

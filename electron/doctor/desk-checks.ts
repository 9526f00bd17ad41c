/** Everything the doctor looks at, for the window and for the command line. */
import path from 'node:path';
import type { AuditCheck } from '../../shared/audit.ts';
import type { Settings } from '../../shared/settings.ts';
import type { DestinationSettings } from '../../shared/destinations.ts';
import type { TestResult } from '../destinations/destination.ts';
import type { ReaderState } from '../ocr/ocr-port.ts';
import type { MachinePolicy } from '../policy-file/policy-file.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { Fetch } from '../telegram/api.ts';
import type { Check } from './check.ts';
import { openForLooking } from './stored-database.ts';
import { checkBackups } from './checks/backups.ts';
import { checkCamera } from './checks/camera.ts';
import { checkClock } from './checks/clock.ts';
import { checkDatabase } from './checks/database.ts';
import { checkDisk } from './checks/disk.ts';
import { checkKeychain } from './checks/keychain.ts';
import { checkBot, checkDestinations } from './checks/outside.ts';
import { checkProgram } from './checks/program.ts';
import { checkModels, checkReader } from './checks/reading.ts';

export type DoctorParts = {
  readonly about: { readonly version: string; readonly platform: string; readonly demo: boolean; readonly policy: MachinePolicy };
  readonly profile: string; readonly models: string;
  readonly keychain: Keychain; readonly fetch: Fetch;
  readonly settings: () => Settings;
  readonly reader: () => ReaderState | Promise<ReaderState>;
  readonly audit: () => Promise<AuditCheck | null>;
  readonly cameras: () => Promise<number | null>;
  readonly test: (one: DestinationSettings, signal: AbortSignal) => Promise<TestResult>;
  /** What only the program with its window has. */
  readonly more: readonly Check[];
};

export function deskChecks(parts: DoctorParts): Check[] {
  const { about, profile, models, keychain, fetch, settings, reader, audit, cameras, test, more } = parts;
  const database = path.join(profile, 'store', 'desk.db');
  return [
    checkProgram(about), checkKeychain({ keychain, database, inMemory: about.demo }), checkDatabase({ file: database, audit }),
    checkBackups({ open: () => openForLooking(database), settings: () => settings().operation.backup }), checkDisk(profile),
    checkModels(models), checkReader(reader), checkClock({ origins: () => originsOf(settings()), fetch }), checkCamera(cameras),
    checkBot({ settings: () => settings().telegram, keychain, fetch }),
    checkDestinations({ settings: () => settings().destinations, test }), ...more,
  ];
}

/** Servers that the desk speaks to anyway. A portal's address is a secret, so it is not among them. */
function originsOf({ telegram, destinations }: Settings): string[] {
  const buckets = destinations.flatMap((one) => (one.on && one.kind === 's3' ? [one.options.endpoint] : []));
  return [...(telegram.on ? [telegram.apiRoot] : []), ...buckets];
}

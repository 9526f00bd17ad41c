/** What each request asks of who makes it, and what of it the audit log is told. One line for every request. */
import type { RequestInput, RequestName } from '../../shared/contract.ts';
import type { AuditAction } from '../../shared/audit.ts';
import { OWN_SETTINGS } from '../../shared/settings.ts';
import type { AdminLock } from '../admin/admin-lock.ts';
import type { Storage } from '../db/storage.ts';
import { DeskError } from '../../shared/errors.ts';
import { writeAudit } from '../records/audit.ts';
import { DRAFT_GUARDS } from './draft-requests.ts';
import { GROUP_GUARDS } from './group-guards.ts';
import { INTAKE_GUARDS } from './intake-guards.ts';
import { SOURCE_GUARDS } from './source-requests.ts';
import { OPERATION_GUARDS, WHILE_LOCKED } from './operation-guards.ts';
import { UPDATE_GUARDS } from './update-requests.ts';

/**
 * `anyone`: whoever sits at the desk; `settings`: the administrator, or anyone while no PIN is set; `deed`: the
 * administrator, and a PIN must be set, as it cannot be taken back or carries something away.
 */
export type Guard = 'anyone' | 'settings' | 'deed';

const isFree = (change: RequestInput<'settings:set'>): boolean =>
  Object.entries(change).every(([name, value]) => value === undefined || (OWN_SETTINGS as readonly string[]).includes(name));

type Guards = { readonly [K in RequestName]: Guard | ((input: RequestInput<K>) => Guard) };

const GUARDS: Guards = {
  'app:info': 'anyone', 'desk:status': 'anyone', 'desk:retryKeychain': 'anyone',
  'settings:get': 'anyone', 'settings:set': (change) => (isFree(change) ? 'anyone' : 'settings'),
  'capture:list': 'anyone', 'capture:add': 'anyone', 'capture:addLines': 'anyone', 'capture:open': 'anyone',
  'capture:cancel': 'anyone', 'capture:retry': 'anyone', 'capture:discard': 'anyone', 'capture:sentAhead': 'anyone', 'reading:get': 'anyone',
  'camera:look': 'anyone', 'camera:keep': 'anyone',
  'registration:earlier': 'anyone', 'registration:confirm': 'anyone', 'registration:list': 'anyone',
  'registration:open': 'anyone', 'registration:reveal': 'anyone',
  'destination:list': 'anyone', 'destination:add': 'settings', 'destination:edit': 'settings',
  'destination:chooseFolder': 'settings', 'destination:setSecret': 'settings', 'destination:test': 'settings',
  'destination:numberPresets': 'settings', 'destination:previewFields': 'settings', 'destination:addFields': 'settings',
  'destination:previewRemoval': 'settings', 'destination:remove': 'settings',
  'delivery:list': 'anyone', 'delivery:history': 'anyone', 'delivery:retryNow': 'anyone', 'delivery:retry': 'anyone',
  'delivery:previewRetry': 'anyone', 'delivery:retryParked': 'anyone',
  'delivery:previewResend': 'anyone', 'delivery:resend': 'anyone',
  'message:list': 'anyone', 'message:entries': 'anyone', 'message:read': 'anyone', 'message:answer': 'anyone',
  'message:repeat': 'anyone', 'message:voice': 'anyone', 'message:ratings': 'anyone',
  'telegram:hasToken': 'anyone', 'telegram:setToken': 'settings',
  // The lock asks for what it needs by itself: nobody could open it otherwise.
  'admin:state': 'anyone', 'admin:setPin': 'anyone', 'admin:unlock': 'anyone', 'admin:lock': 'anyone',
  'admin:resetPin': 'anyone',
  'erasure:preview': 'deed', 'erasure:commit': 'deed', 'erasure:list': 'anyone', 'erasure:retry': 'deed',
  'erasure:leave': 'deed',
  'settingsFile:export': 'settings', 'settingsFile:import': 'settings', 'settingsFile:commit': 'settings',
  'pepper:mark': 'settings', 'pepper:export': 'deed', 'pepper:import': 'deed', 'pepper:commit': 'deed',
  'purge:state': 'anyone', 'purge:run': 'settings',
  'audit:list': 'settings', 'audit:check': 'settings', 'audit:export': 'deed',
  ...OPERATION_GUARDS,
  ...INTAKE_GUARDS,
  ...GROUP_GUARDS,
  ...SOURCE_GUARDS,
  ...UPDATE_GUARDS,
  ...DRAFT_GUARDS,
};

type Noted = { readonly action: AuditAction; readonly subject: string; readonly detail?: string };
type Notes = { readonly [K in RequestName]?: (input: RequestInput<K>) => Noted | null };

/** What services do not write into the audit log by themselves. Noted once it was done. */
const NOTES: Notes = {
  'settings:set': (change) => {
    if (isFree(change)) return null;
    return { action: 'settings.changed', subject: Object.keys(change).join(' ') };
  },
  'telegram:setToken': () => ({ action: 'settings.changed', subject: 'telegram/token' }),
  'source:add': ({ place }) => ({ action: 'settings.changed', subject: 'sources', detail: place.kind }),
  'source:edit': ({ sourceId }) => ({ action: 'settings.changed', subject: `sources/${sourceId}` }),
  'source:trust': ({ sourceId }) => ({ action: 'settings.changed', subject: `sources/${sourceId}`, detail: 'certificate' }),
  'source:remove': ({ sourceId }) => ({ action: 'settings.changed', subject: `sources/${sourceId}`, detail: 'removed' }),
  'destination:add': ({ place }) => ({ action: 'destination.changed', subject: '-', detail: place.kind }),
  'destination:edit': ({ destinationId, place }) => ({
    action: 'destination.changed', subject: destinationId,
    ...(place?.kind === 'bitrix' ? { detail: `number=${place.options.numberPreset === null ? 'stays' : 'sent'}` } : {}),
  }),
  'destination:setSecret': ({ destinationId }) => ({ action: 'destination.secretSet', subject: destinationId }),
  'destination:addFields': () => ({ action: 'destination.changed', subject: '-', detail: 'fields' }),
  'destination:remove': () => ({ action: 'destination.removed', subject: '-' }),
  'erasure:retry': ({ erasureId }) => ({ action: 'erasure.retried', subject: erasureId }),
  'erasure:leave': ({ erasureId }) => ({ action: 'erasure.retried', subject: erasureId, detail: 'left' }),
  'settingsFile:export': () => ({ action: 'settings.exported', subject: '-' }),
  'settingsFile:commit': () => ({ action: 'settings.imported', subject: '-' }),
  'secrets:export': () => ({ action: 'secrets.exported', subject: '-' }),
  'secrets:commit': () => ({ action: 'secrets.imported', subject: '-' }),
  'pepper:export': () => ({ action: 'pepper.exported', subject: '-' }),
  'pepper:commit': () => ({ action: 'pepper.imported', subject: '-' }),
  'delivery:retryParked': () => ({ action: 'delivery.retried', subject: '-' }),
  'delivery:resend': () => ({ action: 'delivery.resent', subject: '-' }),
};

/** Stands at the door, before and after each request. */
export type RequestGate = {
  /** Throws `screen.locked`, `admin.locked`, `admin.pinMissing`, or why storage is closed. */
  admit<K extends RequestName>(name: K, input: RequestInput<K>): Promise<void>;
  /** The request was answered. */
  done<K extends RequestName>(name: K, input: RequestInput<K>): Promise<void>;
};

/** `screenLocked`: whether nobody may see anything now. `now`: UTC milliseconds. */
export function createRequestGate(parts: {
  lock: AdminLock; storage: Storage; screenLocked: () => boolean; now?: () => number;
}): RequestGate {
  const { lock, storage, screenLocked, now = Date.now } = parts;
  return {
    async admit(name, input) {
      if (!WHILE_LOCKED.has(name)) {
        // The window is there before the keychain has answered: what is swiped or dropped by then is not refused.
        await storage.settled();
        if (screenLocked()) throw new DeskError('screen.locked');
      }
      const guard = guardOf(name, input);
      if (guard !== 'anyone') await lock.require(guard);
    },
    async done(name, input) {
      const noted = noteOf(name, input);
      if (noted === null) return;
      const actor = (await lock.state()).unlocked ? 'administrator' : 'desk';
      const store = storage.opened();
      store.database.transaction(() => writeAudit(store, { at: now(), actor, ...noted }));
    },
  };
}

function guardOf<K extends RequestName>(name: K, input: RequestInput<K>): Guard {
  const guard: Guards[K] = GUARDS[name];
  return typeof guard === 'function' ? guard(input) : guard as Guard;
}

function noteOf<K extends RequestName>(name: K, input: RequestInput<K>): Noted | null {
  const note: Notes[K] = NOTES[name];
  return note?.(input) ?? null;
}

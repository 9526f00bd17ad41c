import type { DeskStatus, RequestOutput } from '../../shared/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AdminLock } from '../admin/admin-lock.ts';
import type { Captures } from '../capture/captures.ts';
import type { Storage } from '../db/storage.ts';
import type { Registrations } from '../records/registrations.ts';
import type { Erasures } from '../erasure/erasures.ts';
import type { Purge } from '../policy/purge.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Bot } from '../telegram/bot.ts';
import type { Courier } from '../outbox/courier.ts';
import type { Deliveries } from '../outbox/deliveries.ts';
import type { DestinationAdmin } from '../destinations/destination-admin.ts';
import type { FolderChoices } from '../destinations/folder-choices.ts';
import { cameraRequests, type CameraParts } from './camera-requests.ts';
import { deliveryRequests } from './delivery-requests.ts';
import { destinationRequests } from './destination-requests.ts';
import { messageRequests } from './message-requests.ts';
import type { PepperMove } from '../destinations/bitrix/move-pepper.ts';
import type { SettingsFiles } from '../settings/settings-file.ts';
import { settingsFileRequests } from './settings-file-requests.ts';
import { adminRequests } from './admin-requests.ts';
import { groupRequests, type GroupParts } from './group-requests.ts';
import { intakeRequests, type IntakeParts } from './intake-requests.ts';
import { sourceRequests, type SourceParts } from './source-requests.ts';
import { operationRequests, type OperationParts } from './operation-requests.ts';
import { draftRequests, type DraftParts } from './draft-requests.ts';
import type { RequestTable } from './handle.ts';
import type { Intake } from '../pages/intake.ts';
import { updateRequests, type UpdateParts } from './update-requests.ts';
import { openPictures } from './open-pictures.ts';

type Parts = UpdateParts & SourceParts & CameraParts & OperationParts & IntakeParts & GroupParts & DraftParts & {
  readonly captures: Captures;
  readonly intake: Intake;
  readonly registrations: Registrations;
  readonly settings: SettingsStore;
  readonly storage: Storage;
  readonly admin: DestinationAdmin;
  readonly folders: FolderChoices;
  readonly deliveries: Deliveries;
  readonly courier: Courier;
  readonly status: () => Promise<DeskStatus>;
  readonly about: () => RequestOutput<'app:info'>;
  readonly choosePictures: () => Promise<string[]>;
  readonly chooseSaveFile: (name: string) => Promise<string | null>;
  readonly chooseJsonFile: () => Promise<string | null>;
  readonly settingsFiles: SettingsFiles;
  readonly pepperMove: PepperMove;
  readonly lock: AdminLock;
  readonly purge: Purge;
  readonly erasures: Erasures;
  readonly bot: Bot;
  readonly keychain: Keychain;
  /** Called after something was confirmed, so that it is counted and delivered. */
  readonly confirmed: () => void;
};

/** Which service answers which request. */
export function requestTable(parts: Parts): RequestTable {
  const { captures, registrations, settings, storage } = parts;
  const done = async (work: Promise<void>) => { await work; return null; };
  return {
    'app:info': async () => parts.about(),
    'desk:status': () => parts.status(),
    'desk:retryKeychain': async () => { await storage.open(); return parts.status(); },
    'settings:get': async () => settings.get(),
    'settings:set': (change) => settings.set(change),
    'capture:list': () => captures.list(),
    'capture:add': ({ bytes, source }) => parts.intake.add(bytes, source),
    'capture:addLines': ({ lines, source }) => captures.addLines(lines, source),
    'capture:open': async () => openPictures(parts.intake, await parts.choosePictures()),
    'capture:cancel': ({ captureId }) => done(captures.cancel(captureId)),
    'capture:retry': ({ captureId }) => done(captures.retry(captureId)),
    'capture:discard': ({ captureId }) => done(captures.discard(captureId)),
    'reading:get': ({ captureId }) => captures.reading(captureId),
    'capture:sentAhead': ({ captureId }) => captures.typedAhead(captureId),
    'registration:earlier': (input) => registrations.earlier(input),
    'registration:confirm': async (input) => {
      const answer = await registrations.confirm({ ...input, ...whereTo(settings.get()) });
      parts.confirmed();
      return answer;
    },
    'registration:list': (input) => registrations.list(input),
    'registration:open': ({ registrationId }) => registrations.open(registrationId),
    'registration:reveal': ({ registrationId }) => registrations.reveal(registrationId),
    ...destinationRequests(parts),
    ...deliveryRequests(parts),
    ...adminRequests(parts),
    ...settingsFileRequests(parts),
    ...messageRequests(parts),
    ...cameraRequests(parts),
    ...operationRequests(parts),
    ...intakeRequests(parts),
    ...groupRequests(parts),
    ...sourceRequests(parts),
    ...updateRequests(parts),
    ...draftRequests(parts),
  };
}

/** Where a registration confirmed now is to go, and whether its picture goes with it: archives only, never a CRM. */
export function whereTo({ destinations, policy }: Settings) {
  const on = destinations.filter((one) => one.on);
  const archives = on.filter(({ kind }) => kind !== 'bitrix').map(({ id }) => id);
  const pictures = policy.uploadPicture ? { to: archives, shows: policy.picture } : null;
  return { destinations: on.map(({ id }) => id), pictures };
}

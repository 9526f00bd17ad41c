import type { DeskStatus, RequestOutput } from '../../shared/contract.ts';
import type { Captures } from '../capture/captures.ts';
import type { Storage } from '../db/storage.ts';
import type { Registrations } from '../records/registrations.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { RequestTable } from './handle.ts';
import { openPictures } from './open-pictures.ts';

type Parts = {
  readonly captures: Captures;
  readonly registrations: Registrations;
  readonly settings: SettingsStore;
  readonly storage: Storage;
  readonly status: () => Promise<DeskStatus>;
  readonly about: () => RequestOutput<'app:info'>;
  readonly choosePictures: () => Promise<string[]>;
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
    'capture:add': ({ bytes, source }) => captures.add(bytes, source),
    'capture:open': async () => openPictures(captures, await parts.choosePictures()),
    'capture:cancel': ({ captureId }) => done(captures.cancel(captureId)),
    'capture:retry': ({ captureId }) => done(captures.retry(captureId)),
    'capture:discard': ({ captureId }) => done(captures.discard(captureId)),
    'reading:get': ({ captureId }) => captures.reading(captureId),
    'registration:earlier': (input) => registrations.earlier(input),
    'registration:confirm': async (input) => {
      const destinations = settings.get().destinations.filter(({ on }) => on).map(({ id }) => id);
      const answer = await registrations.confirm({ ...input, destinations });
      parts.confirmed();
      return answer;
    },
    'registration:list': (input) => registrations.list(input),
    'registration:open': ({ registrationId }) => registrations.open(registrationId),
    'registration:reveal': ({ registrationId }) => registrations.reveal(registrationId),
  };
}

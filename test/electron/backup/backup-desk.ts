import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBackups } from '../../../electron/backup/backups.ts';
import { placeOf, type BackupPlace } from '../../../electron/backup/place.ts';
import { createCaptures } from '../../../electron/capture/captures.ts';
import { createStorage } from '../../../electron/db/storage.ts';
import { openLog } from '../../../electron/log.ts';
import { createRegistrations } from '../../../electron/records/registrations.ts';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import type { DestinationSettings } from '../../../shared/destinations.ts';
import { DEFAULT_OPERATION } from '../../../shared/operation.ts';
import { createManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, draftOf } from '../specimens.ts';

/** A desk in a profile laid out as the program's, with a guest and a picture. */
export async function openDeskIn(profile: string, keychain: Keychain = createMemoryKeychain()) {
  const log = openLog({ folder: join(profile, 'logs') });
  const settings = await openSettings({ file: join(profile, 'settings.json'), log });
  const storage = createStorage({ folder: join(profile, 'store'), keychain, log });
  const captures = createCaptures({ storage, ocr: createScriptedOcr(), log });
  const registrations = createRegistrations({ storage, captures, log });
  const state = await storage.open();
  const close = async (): Promise<void> => {
    await captures.stop();
    storage.close();
  };
  return { profile, keychain, log, settings, storage, captures, registrations, state, close };
}
export type BackupDesk = Awaited<ReturnType<typeof openDeskIn>>;

export async function fillDesk(desk: BackupDesk, numbers: readonly string[]): Promise<void> {
  for (const documentNumber of numbers) await desk.registrations.confirm(confirmInput(draftOf({ documentNumber })));
  await desk.captures.add(new Uint8Array(randomBytes(3000)), 'drop');
  for (;;) {
    const [first] = await desk.captures.list();
    if (first?.state.kind === 'read') return;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

export const numbersIn = async ({ registrations }: BackupDesk): Promise<string[]> => {
  const { rows } = await registrations.list({ query: '', from: '', to: '', after: null, limit: 100 });
  return Promise.all(rows.map(async ({ id }) => (await registrations.reveal(id)).documentNumber));
};

export const folderDestination = (path: string): DestinationSettings =>
  ({ id: 'folder-1', name: 'Archive', on: false, kind: 'folder', options: { path } });

/** Backups of this desk to this place, on a clock the test moves. `spoil`: what the place does to a file it was given. */
export async function backupsOf(desk: BackupDesk, destination: DestinationSettings, spoil?: (place: BackupPlace) => BackupPlace) {
  const clock = createManualClock();
  await desk.settings.set({
    destinations: [destination], operation: { ...DEFAULT_OPERATION, backup: { to: destination.id, every: 'day', keep: 2 } },
  });
  const backups = createBackups({
    desk: { profile: desk.profile }, storage: desk.storage, keychain: desk.keychain, settings: desk.settings.get, log: desk.log, clock,
    program: '0.1.0', changed: () => undefined,
    place: (one) => {
      const place = placeOf(one, { keychain: desk.keychain, fetch, partBytes: 20_000 });
      return place === null || spoil === undefined ? place : spoil(place);
    },
  });
  return { backups, clock };
}

export const newProfile = (): string => join(temporaryFolder(), 'profile');

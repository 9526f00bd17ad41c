/** A profile in a folder of its own, with the real services on it; everything goes when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCaptures } from '../../electron/capture/captures.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { openLog } from '../../electron/log.ts';
import type { OcrPort } from '../../electron/ocr/ocr-port.ts';
import { createRegistrations } from '../../electron/records/registrations.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { createScriptedOcr } from './scripted-ocr.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** All services on one folder; `start` opens storage, `end` leaves as a quitting desk does. */
export function profileIn(folder: string, parts: { keychain?: Keychain; ocr?: OcrPort; now?: () => number } = {}) {
  const { keychain = createMemoryKeychain(), ocr = createScriptedOcr(), now = Date.now } = parts;
  const log = openLog({ folder: join(folder, 'logs') });
  const storage = createStorage({ folder: join(folder, 'storage'), keychain, log });
  const captures = createCaptures({ storage, ocr, log, now });
  const registrations = createRegistrations({ storage, captures, log, now });
  const end = async (): Promise<void> => {
    await captures.stop();
    storage.close();
    log.close();
  };
  onTestFinished(end);
  return { folder, keychain, storage, captures, registrations, log, end };
}

/** A profile whose storage is open. */
export async function openProfile(parts: Parameters<typeof profileIn>[1] & { folder?: string } = {}) {
  const profile = profileIn(parts.folder ?? temporaryFolder(), parts);
  const state = await profile.storage.open();
  if (state.kind !== 'ready') throw new Error(`the test's profile did not open: ${state.code}`);
  return profile;
}

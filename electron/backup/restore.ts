/**
 * A desk becomes another by a backup: first everything is unpacked and proved beside it, then, while nothing has the
 * database open, it changes places. Each step can be done again, so that a crash in the middle is finished at the next start.
 */
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../atomic-file.ts';
import { openForLooking } from '../doctor/stored-database.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { databaseOf, type Manifest } from './pack.ts';
import { bytesOf, proveDesk, unpackDesk } from './unpack.ts';

const STAGED = 'restored';
const READY = 'ready.json';
const readySchema = z.strictObject({ accounts: z.array(z.string()) });

/** Where the keychain keeps what a staged desk brings, until it takes the place of what is there. */
const staged = (account: string): string => `restored/${account}`;

/** How many registrations a profile has; 0 for a new one, or where its database cannot be read. */
export function registrationsIn(profile: string): number {
  try {
    const raw = openForLooking(databaseOf({ profile }));
    if (raw === null) return 0;
    try {
      return Number(raw.prepare('SELECT count(*) AS n FROM registration').get()?.['n']);
    } finally {
      raw.close();
    }
  } catch {
    return 0; // a database that does not open is what a backup is for
  }
}

/** Unpacks and proves; changes nothing of the desk yet. Throws BackupUnopened, and as the keychain does. */
export async function stageRestore(parts: {
  files: readonly string[]; archiveKey: Buffer; profile: string; keychain: Keychain; log: Log;
}): Promise<Manifest> {
  const { files, archiveKey, profile, keychain, log } = parts;
  const folder = path.join(profile, STAGED);
  const unpacked = await unpackDesk(bytesOf(files), archiveKey, folder);
  try {
    await proveDesk(folder, unpacked, log);
    const accounts = Object.keys(unpacked.secrets);
    for (const account of accounts) await keychain.set(staged(account), unpacked.secrets[account] ?? '');
    // Last: only with this file there is anything to be applied.
    await writeFileAtomically(path.join(folder, READY), Buffer.from(JSON.stringify({ accounts })));
    return unpacked.manifest;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Puts a staged desk in place; false where none waits. What was there before lies beside it. Call it before storage opens. */
export async function applyRestore(parts: { profile: string; keychain: Keychain; now: () => number }): Promise<boolean> {
  const { profile, keychain, now } = parts;
  const folder = path.join(profile, STAGED);
  if (!existsSync(path.join(folder, READY))) return false;
  const { accounts } = readySchema.parse(JSON.parse(await readFile(path.join(folder, READY), 'utf8')));
  for (const account of accounts) {
    const secret = await keychain.get(staged(account));
    if (secret !== null) await keychain.set(account, secret);
  }
  const store = path.join(profile, 'store');
  if (existsSync(path.join(folder, 'store'))) {
    if (existsSync(store)) await rename(store, `${store}.before-${now()}`);
    await rename(path.join(folder, 'store'), store);
  }
  if (existsSync(path.join(folder, 'settings.json'))) await rename(path.join(folder, 'settings.json'), path.join(profile, 'settings.json'));
  for (const account of accounts) await keychain.delete(staged(account));
  await rm(folder, { recursive: true, force: true });
  return true;
}

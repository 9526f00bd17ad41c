/** The commands of `npm run backup`, apart from terminal and arguments, so that tests use the same door. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { archiveKeys } from '../destinations/archive/archive-key.ts';
import { readRecoveryKey } from '../destinations/archive/recovery-key.ts';
import { databaseOf, packDesk } from '../backup/pack.ts';
import { backupName } from '../backup/place.ts';
import { applyRestore, registrationsIn, stageRestore } from '../backup/restore.ts';
import { BackupUnopened, type Unopened } from '../backup/sealed-stream.ts';
import { bytesOf, proveDesk, unpackDesk } from '../backup/unpack.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { existingKeys } from '../secrets/master-key.ts';
import { readVersionedSettings } from '../settings/versions.ts';
import type { ExitCode, KeySource, Terminal } from './archive-commands.ts';
import { readIfThere } from '../system-code.ts';

const SENTENCES: Readonly<Record<Unopened, string>> = {
  notABackup: 'This is no backup of this program.',
  unknownVersion: 'It was made by a newer version of this program; update this computer.',
  wrongKey: 'It was encrypted under another key: it comes from another desk, or its recovery key is another.',
  damaged: 'It is damaged or cut short: not one byte of it can be trusted.',
};

export type Desk = { readonly profile: string; readonly keychain: Keychain };
type Tools = { readonly terminal: Terminal; readonly log: Log; readonly now: () => number };

/** Writes a backup of the desk into a folder and proves it. The desk may be at work. */
export async function makeBackup({ profile, keychain }: Desk, to: string, program: string, { terminal, log, now }: Tools): Promise<ExitCode> {
  const keys = await existingKeys(keychain);
  if (keys === null || !existsSync(databaseOf({ profile }))) {
    terminal.tell('There is no desk in this profile, or this user\'s keychain does not have its key.');
    return 3;
  }
  await mkdir(to, { recursive: true, mode: 0o700 });
  const file = path.join(to, `${backupName(archiveKeys(keys.archive).id, now())}.kdb`);
  const scratch = await mkdtemp(path.join(tmpdir(), 'kakdoma-desk-backup-'));
  try {
    const settings = await settingsIn(profile);
    const manifest = await packDesk({ desk: { profile }, settings, keychain, archiveKey: keys.archive, program, scratch, file, now: now() });
    const folder = path.join(scratch, 'proved');
    await proveDesk(folder, await unpackDesk(bytesOf([file]), keys.archive, folder), log);
    terminal.tell(`${manifest.registrations} registrations, ${manifest.pictures} pictures, ${(await stat(file)).size} bytes; opened again and found whole.`);
    terminal.print(file);
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Opens a backup into a folder that is thrown away, and says whether it is whole. */
export async function checkBackup(files: readonly string[], from: KeySource, { terminal, log }: Tools): Promise<ExitCode> {
  const archiveKey = await keyFrom(from, terminal);
  if (archiveKey === null) return 3;
  const scratch = await mkdtemp(path.join(tmpdir(), 'kakdoma-desk-backup-'));
  try {
    const unpacked = await unpackDesk(bytesOf(await partsIn(files)), archiveKey, scratch);
    await proveDesk(scratch, unpacked, log);
    const { manifest } = unpacked;
    terminal.print(`whole: ${manifest.registrations} registrations, made ${new Date(manifest.madeAt).toISOString()} by version ${manifest.program}`);
    return 0;
  } catch (error) {
    return tellUnopened(error, terminal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Makes the profile the desk of the backup. `replace`: also where there are registrations already, which are kept beside it. */
export async function restoreBackup(
  { profile, keychain }: Desk, files: readonly string[], from: KeySource, options: { replace: boolean }, { terminal, log, now }: Tools,
): Promise<ExitCode> {
  if (isInUse(profile)) {
    terminal.tell('The desk is running. Quit it first, also in the tray.');
    return 1;
  }
  const there = registrationsIn(profile);
  if (there > 0 && !options.replace) {
    terminal.tell(`This profile has ${there} registrations. With --replace they are put aside (store.before-…) and the backup takes their place.`);
    return 1;
  }
  const archiveKey = await keyFrom(from, terminal);
  if (archiveKey === null) return 3;
  try {
    await mkdir(profile, { recursive: true, mode: 0o700 });
    const manifest = await stageRestore({ files: await partsIn(files), archiveKey, profile, keychain, log });
    await applyRestore({ profile, keychain, now });
    terminal.print(`restored: ${manifest.registrations} registrations, made ${new Date(manifest.madeAt).toISOString()}`);
    terminal.tell('Start the desk. Do not start the old one again while this one is at work: both would deliver and poll.');
    return 0;
  } catch (error) {
    return tellUnopened(error, terminal);
  }
}

function tellUnopened(error: unknown, terminal: Terminal): ExitCode {
  if (!(error instanceof BackupUnopened)) throw error;
  terminal.tell(SENTENCES[error.why]);
  return error.why === 'wrongKey' ? 2 : 1;
}

async function keyFrom(from: KeySource, terminal: Terminal): Promise<Buffer | null> {
  if (from.from === 'keychain') {
    const keys = await existingKeys(from.keychain);
    if (keys === null) terminal.tell('This user\'s keychain has no key of a desk: give the recovery key with --recovery-key.');
    return keys?.archive ?? null;
  }
  const read = readRecoveryKey(from.text);
  if (!read.ok) terminal.tell(read.why);
  return read.ok ? read.key : null;
}

/** Files as named; of a folder all that lies in it by name, as parts of a backup in a bucket do. */
async function partsIn(sources: readonly string[]): Promise<string[]> {
  const found = await Promise.all(sources.map(async (source) => {
    const isFolder = await stat(source).then((stats) => stats.isDirectory(), () => false);
    return isFolder ? (await readdir(source)).toSorted().map((name) => path.join(source, name)) : [source];
  }));
  return found.flat();
}

/** Whether another process has the database open: in write-ahead mode it holds a lock for as long. */
function isInUse(profile: string): boolean {
  const file = databaseOf({ profile });
  if (!existsSync(file)) return false;
  const raw = new DatabaseSync(file, { timeout: 0 });
  try {
    raw.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    // SQLITE_BUSY; any other trouble of the file is no reason not to restore over it.
    return error instanceof Error && 'errcode' in error && error.errcode === 5;
  } finally {
    raw.close();
  }
}

async function settingsIn(profile: string) {
  const bytes = await readIfThere(path.join(profile, 'settings.json'));
  const read = bytes === null ? null : readVersionedSettings(JSON.parse(bytes.toString('utf8')));
  return read?.kind === 'read' ? read.settings : DEFAULT_SETTINGS;
}

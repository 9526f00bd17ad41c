import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { finding } from '../../../electron/doctor/check.ts';
import { noteKeyShown, noteRun } from '../../../electron/backup/run-rows.ts';
import { checkBackups } from '../../../electron/doctor/checks/backups.ts';
import { checkClock } from '../../../electron/doctor/checks/clock.ts';
import { checkDatabase } from '../../../electron/doctor/checks/database.ts';
import { checkDisk } from '../../../electron/doctor/checks/disk.ts';
import { checkKeychain } from '../../../electron/doctor/checks/keychain.ts';
import { checkBot, checkDestinations } from '../../../electron/doctor/checks/outside.ts';
import { checkModels, checkReader } from '../../../electron/doctor/checks/reading.ts';
import { openForLooking } from '../../../electron/doctor/stored-database.ts';
import { examine } from '../../../electron/doctor/examine.ts';
import { createStorage } from '../../../electron/db/storage.ts';
import { createFolderDestination } from '../../../electron/destinations/folder.ts';
import { checkAudit } from '../../../electron/records/audit.ts';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { DeskError } from '../../../shared/errors.ts';
import { doctorReport } from '../../../shared/doctor-report.ts';
import { ANSWERS, type DoctorAnswer } from '../../../shared/doctor.ts';
import { DEFAULT_TELEGRAM } from '../../../shared/telegram.ts';
import { doctorEn } from '../../../shared/texts/doctor-en.ts';
import { doctorRu } from '../../../shared/texts/doctor-ru.ts';
import { openProfile, temporaryFolder } from '../profile.ts';

const MODELS = fileURLToPath(new URL('../../../resources/models', import.meta.url));
const alive = new AbortController().signal;
const databaseIn = (folder: string): string => join(folder, 'storage', 'desk.db');

/** A server that tells a time of its own. */
async function serverAt(date: Date): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('date', date.toUTCString()).end());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => { server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the doctor', () => {
  it('finds a desk in order: its key, its database, its log, its models and its disk', async () => {
    const { folder, keychain, storage, log } = await openProfile();
    const found = await examine([
      checkDisk(folder), checkModels(MODELS), checkReader(() => ({ kind: 'ready', engine: 'native' })),
      checkDatabase({ file: databaseIn(folder), audit: () => checkAudit(storage.opened()) }),
      checkKeychain({ keychain, database: databaseIn(folder), inMemory: false }),
    ], log);
    expect(found.map(({ answer }) => answer)).toEqual(['keychain.fine', 'database.fine', expect.stringMatching(/^disk\.(fine|low)$/), 'models.fine', 'reader.native']);
    expect(await keychain.get('doctor-probe')).toBeNull();
  });

  it('tells a lost key from another’s, and a keychain that is locked from one that is none', async () => {
    const { folder, log } = await openProfile();
    const other = createMemoryKeychain();
    await createStorage({ folder: temporaryFolder(), keychain: other, log }).open();
    const closed = (code: 'keychain.locked' | 'keychain.unavailable'): Keychain => {
      const refuse = () => Promise.reject(new DeskError(code));
      return { get: refuse, set: refuse, delete: refuse };
    };
    const answers = [];
    const forgetful: Keychain = { ...other, set: async () => undefined };
    for (const keychain of [createMemoryKeychain(), other, closed('keychain.locked'), closed('keychain.unavailable'), forgetful]) {
      answers.push(...(await checkKeychain({ keychain, database: databaseIn(folder), inMemory: false }).run(alive)).map(({ answer }) => answer));
    }
    expect(answers).toEqual(['keychain.keyLost', 'keychain.wrongKey', 'keychain.locked', 'keychain.unavailable', 'keychain.unavailable']);
  });

  it('tells a damaged database, one from the future, none at all, and a log that was changed', async () => {
    const { folder, end } = await openProfile();
    await end();
    const look = async (file: string, audit = async (): Promise<{ entries: number; brokenAt: number | null } | null> => null) =>
      (await checkDatabase({ file, audit }).run(alive)).map(({ answer }) => answer);
    expect(await look(join(folder, 'none.db'))).toEqual(['database.none']);
    expect(await look(databaseIn(folder), async () => ({ entries: 3, brokenAt: 2 }))).toEqual(['database.fine', 'audit.broken']);

    const future = join(folder, 'future.db');
    copyFileSync(databaseIn(folder), future);
    new DatabaseSync(future).exec('PRAGMA user_version = 99990');
    expect(await look(future)).toEqual(['database.fromTheFuture']);

    const damaged = join(folder, 'damaged.db');
    const bytes = readFileSync(databaseIn(folder));
    writeFileSync(damaged, bytes.fill(0xa5, 4096, 4096 * 6));
    expect(await look(damaged)).toEqual(['database.damaged']);
  });

  it('tells whether backups are made, proved and recent, and whether anybody could open one', async () => {
    const { folder, storage } = await openProfile();
    const now = Date.UTC(2026, 10, 21);
    const look = async (to: string | null, every: 'day' | 'week' = 'day') => (await checkBackups({
      open: () => openForLooking(databaseIn(folder)), settings: () => ({ to, every, keep: 7 }), now: () => now,
    }).run(alive)).map(({ answer, detail, facts }) => [answer, detail, ...facts].filter((part) => part !== '').join(' '));
    const made = (days: number, code: 'backup.failed' | null) => noteRun(storage.opened(), {
      beganAt: now - days * 86_400_000, finishedAt: now - days * 86_400_000, destinationId: 'folder-1', name: 'b', bytes: 1, registrations: 0, code,
    });
    expect(await look(null)).toEqual(['backups.none']);
    expect(await look('folder-1')).toEqual(['backups.notYet', 'backups.keyMissing']);
    made(6, 'backup.failed');
    expect(await look('folder-1')).toEqual(['backups.failed backup.failed', 'backups.keyMissing']);
    noteKeyShown(storage.opened(), now);
    made(5, null);
    made(0, 'backup.failed');
    expect(await look('folder-1')).toEqual(['backups.old backup.failed 5']);
    expect(await look('folder-1', 'week')).toEqual(['backups.fine 5']);
    made(0, null);
    expect(await look('folder-1')).toEqual(['backups.fine 0']);
    expect((await checkBackups({ open: () => null, settings: () => ({ to: 'folder-1', every: 'day', keep: 7 }) }).run(alive))[0]?.answer).toBe('backups.none');
  });

  it('knows a model that is not the one of its card', async () => {
    const folder = temporaryFolder();
    for (const name of ['locator.json', 'locator.onnx', 'recogniser.json']) copyFileSync(join(MODELS, name), join(folder, name));
    writeFileSync(join(folder, 'recogniser.onnx'), 'another');
    expect((await checkModels(folder).run(alive))[0]?.answer).toBe('models.damaged');
  });

  it('compares the clock with a server that is set up, and with none where there is none', async () => {
    const at = async (seconds: number) => {
      const origin = await serverAt(new Date(Date.now() + seconds * 1000));
      return (await checkClock({ origins: () => [origin, 'http://127.0.0.1:1'], fetch }).run(alive))[0]?.answer;
    };
    expect(await at(3)).toBe('clock.fine');
    expect(await at(-1800)).toBe('clock.wrong');
    expect((await checkClock({ origins: () => [], fetch }).run(alive))[0]?.answer).toBe('clock.unknown');
  });

  it('tests bot and destinations as they are set up, and gives the code of what is wrong', async () => {
    const keychain = createMemoryKeychain();
    const bot = (on: boolean) => checkBot({ settings: () => ({ ...DEFAULT_TELEGRAM, on, apiRoot: 'http://127.0.0.1:1' }), keychain, fetch }).run(alive);
    expect(await bot(false)).toEqual([finding('bot', 'bot.off')]);
    expect(await bot(true)).toEqual([finding('bot', 'bot.trouble', { detail: 'bot.tokenMissing' })]);
    await keychain.set('telegram/token', '123456:no-such-token-of-anybody');
    expect(await bot(true)).toEqual([finding('bot', 'bot.trouble', { detail: 'bot.offline' })]);

    const folder = temporaryFolder();
    const one = (id: string, path: string, on = true) => ({ id, name: 'Ivanov’s disk', on, kind: 'folder' as const, options: { path } });
    const test = ({ id, options }: { id: string; options: object }, signal: AbortSignal) =>
      createFolderDestination({ name: id, folder: 'path' in options ? String(options.path) : '', archiveKey: () => Buffer.alloc(32) }).test(signal);
    const settings = () => [one('folder-a', folder), one('folder-b', join(folder, 'gone')), one('folder-c', '/nowhere', false)];
    const found = await checkDestinations({ settings, test }).run(alive);
    expect(found).toEqual([
      finding('destinations', 'destinations.fine', { about: 'folder-a' }),
      finding('destinations', 'destinations.trouble', { about: 'folder-b', detail: 'folder.missing' }),
    ]);
    const report = doctorReport(found, 'en', new Date(0));
    expect(report).toContain('[X] Delivery  folder-b: The connection does not work.');
    expect(report).not.toContain('Ivanov');
    expect(report).not.toContain(folder);
  });

  it('calls a check that hangs late and one that throws failed, and goes on with the others', async () => {
    const { log } = await openProfile();
    const found = await examine([
      { name: 'clock', run: () => new Promise(() => undefined) }, { name: 'disk', run: () => Promise.reject(new Error('no')) },
      { name: 'models', run: async () => [finding('models', 'models.fine')] },
    ], log, 50);
    expect(found.map(({ answer }) => answer)).toEqual(['check.failed', 'models.fine', 'check.late']);
  });

  it.each([['ru', doctorRu], ['en', doctorEn]] as const)('has a whole sentence for every answer (%s)', (_, { answers }) => {
    for (const answer of Object.keys(ANSWERS) as DoctorAnswer[]) expect(answers[answer]([1, 2])).toMatch(/[.!]$/);
  });
});

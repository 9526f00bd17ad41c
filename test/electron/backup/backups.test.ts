import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkBackup, makeBackup, restoreBackup } from '../../../electron/cli/backup-commands.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { writeRecoveryKey } from '../../../electron/destinations/archive/recovery-key.ts';
import { DEFAULT_OPERATION } from '../../../shared/operation.ts';
import { BUCKET, CREDENTIALS } from '../../servers/s3.ts';
import { startS3 } from '../../servers/s3-of-a-test.ts';
import { temporaryFolder } from '../profile.ts';
import { backupsOf, fillDesk, folderDestination, newProfile, numbersIn, openDeskIn, type BackupDesk } from './backup-desk.ts';

const HOUR = 3_600_000;
const NUMBERS = ['UTO111111', 'UTO222222', 'UTO333333'];

async function filledDesk(): Promise<BackupDesk> {
  const desk = await openDeskIn(newProfile());
  onTestFinished(desk.close);
  await desk.keychain.set('destination/folder-1', 'a secret of a destination');
  await fillDesk(desk, NUMBERS);
  return desk;
}
const filesIn = (folder: string): string[] => readdirSync(join(folder, 'backups')).toSorted();
function terminal() {
  const lines: string[] = [];
  return { lines, terminal: { print: (line: string) => void lines.push(line), tell: (line: string) => void lines.push(line) } };
}

describe('backups', () => {
  it('are made when they are due, proved, and only so many kept', async () => {
    const [desk, to] = [await filledDesk(), temporaryFolder()];
    const { backups, clock } = await backupsOf(desk, folderDestination(to));
    onTestFinished(async () => {
      const stopped = backups.stop();
      await clock.pass(HOUR);
      await stopped;
    });
    for (const count of [1, 2, 2]) {
      await clock.pass(25 * HOUR);
      await expect.poll(() => ({ running: backups.state().running, files: filesIn(to).length })).toEqual({ running: false, files: count });
    }
    expect(backups.state().runs[0]).toMatchObject({ code: null, registrations: 3, destinationId: 'folder-1' });
    expect(filesIn(to).every((name) => name.endsWith('.kdb'))).toBe(true);
    expect(existsSync(join(desk.profile, 'backup-scratch'))).toBe(false);
    // Nothing of a guest, and no secret, stands in it in the clear.
    const bytes = readFileSync(join(to, 'backups', filesIn(to)[0] ?? ''));
    for (const sign of ['UTO1111', 'ERIKSSON', 'a secret of a destination', 'master-key']) expect(bytes.includes(sign)).toBe(false);
  });

  it('that were cut off leave nothing for long, even where none are made any more', async () => {
    const desk = await filledDesk();
    const scratch = join(desk.profile, 'backup-scratch');
    mkdirSync(scratch);
    writeFileSync(join(scratch, 'snapshot.db'), 'half a copy');
    const { backups } = await backupsOf(desk, folderDestination(temporaryFolder()));
    await desk.settings.set({ operation: DEFAULT_OPERATION });
    await expect.poll(() => existsSync(scratch)).toBe(false);
    await backups.stop();
  });

  it('lie in a bucket in parts, and are fetched back whole', async () => {
    const server = await startS3();
    const desk = await filledDesk();
    const { accessKeyId, secretAccessKey, region } = CREDENTIALS;
    await desk.keychain.set('destination/s3-1', secretAccessKey);
    const { backups } = await backupsOf(desk, {
      id: 's3-1', name: 'Bucket', on: true, kind: 's3',
      options: { endpoint: server.endpoint, region, bucket: BUCKET, prefix: 'house/', forcePathStyle: true, accessKeyId, sse: 'none', keyId: '' },
    });
    onTestFinished(() => backups.stop());
    expect((await backups.run()).runs[0]).toMatchObject({ code: null, registrations: 3 });
    const keys = [...server.objects.keys()];
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) expect(key).toMatch(new RegExp(`^${BUCKET}/house/backups/kakdoma-desk-[0-9a-f]{16}-\\d{8}T\\d{6}Z\\.kdb\\.\\d{4}of\\d{4}$`));
  });

  it('that come back changed do not count, and say so', async () => {
    const [desk, to] = [await filledDesk(), temporaryFolder()];
    const { backups } = await backupsOf(desk, folderDestination(to), (place) => ({
      ...place,
      async fetch(name, into, signal) {
        const files = await place.fetch(name, into, signal);
        const bytes = readFileSync(files[0] ?? '');
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(files[0] ?? '', bytes);
        return files;
      },
    }));
    onTestFinished(() => backups.stop());
    expect((await backups.run()).runs[0]).toMatchObject({ code: 'backup.notWhole' });
  });

  it('of a desk whose picture does not open are none: one that lacks it would look whole', async () => {
    const [desk, to] = [await filledDesk(), temporaryFolder()];
    const stuck = join(desk.profile, 'store', 'pictures', 'stuck');
    symlinkSync(stuck, stuck);
    const { backups } = await backupsOf(desk, folderDestination(to));
    await backups.run();
    expect(backups.state().runs[0]).toMatchObject({ code: 'backup.failed' });
    expect(existsSync(join(to, 'backups')) ? filesIn(to) : []).toEqual([]);
    await backups.stop();
  });

  it('say what is wrong with the place, and are tried again within hours', async () => {
    const desk = await filledDesk();
    const { backups, clock } = await backupsOf(desk, folderDestination(join(temporaryFolder(), 'gone')));
    onTestFinished(() => backups.stop());
    const state = await backups.run();
    expect(state.runs[0]).toMatchObject({ code: 'folder.missing' });
    expect(state.nextAt).toBe(clock.now() + HOUR);
  });
});

describe('a desk on a new computer', () => {
  it('is the old one again by its backup and the key on paper: guests, pictures, settings and secrets', async () => {
    const [old, to] = [await filledDesk(), temporaryFolder()];
    await old.settings.set({ theme: 'dark' });
    const { lines, terminal: made } = terminal();
    const tools = { terminal: made, log: old.log, now: () => 7 };
    expect(await makeBackup(old, to, '0.1.0', tools)).toBe(0);
    const file = lines.at(-1) ?? '';
    const paper = { from: 'paper', text: writeRecoveryKey(old.storage.opened().keys.archive) } as const;
    expect(await checkBackup([file], paper, tools)).toBe(0);

    const fresh = { profile: newProfile(), keychain: createMemoryKeychain() };
    expect(await restoreBackup(fresh, [file], paper, { replace: false }, tools)).toBe(0);
    const desk = await openDeskIn(fresh.profile, fresh.keychain);
    onTestFinished(desk.close);
    expect(desk.state).toEqual({ kind: 'ready' });
    expect((await numbersIn(desk)).toSorted()).toEqual(NUMBERS);
    const [capture] = await desk.captures.list();
    expect((await desk.captures.display(capture?.id ?? '')).length).toBeGreaterThan(0);
    expect(desk.settings.get().theme).toBe('dark');
    expect(readdirSync(fresh.profile).toSorted()).toEqual(['logs', 'settings.json', 'store']);
  });

  it('takes nothing of a backup that was changed or cut, of another’s key, or of no backup', async () => {
    const [old, to] = [await filledDesk(), temporaryFolder()];
    const { lines, terminal: said } = terminal();
    const tools = { terminal: said, log: old.log, now: () => 7 };
    await makeBackup(old, to, '0.1.0', tools);
    const good = readFileSync(lines.at(-1) ?? '');
    const paper = { from: 'paper', text: writeRecoveryKey(old.storage.opened().keys.archive) } as const;
    const other = { from: 'paper', text: writeRecoveryKey(Buffer.alloc(32, 7)) } as const;
    const changed = Buffer.from(good);
    changed[good.length - 2000] = (changed[good.length - 2000] ?? 0) ^ 1;
    for (const [bytes, key, code] of [
      [changed, paper, 1], [good.subarray(0, -1), paper, 1], [good.subarray(0, good.length >> 1), paper, 1], [good.subarray(0, 20), paper, 1],
      [good, other, 2], [Buffer.from('notes'), paper, 1],
    ] as const) {
      const fresh = { profile: newProfile(), keychain: createMemoryKeychain() };
      const file = join(temporaryFolder(), 'backup.kdb');
      writeFileSync(file, bytes);
      expect(await restoreBackup(fresh, [file], key, { replace: false }, tools)).toBe(code);
      expect(existsSync(join(fresh.profile, 'store'))).toBe(false);
      expect(await fresh.keychain.get('master-key')).toBeNull();
    }
  });

  it('keeps what was there: refuses a desk with guests and one that runs, and puts aside what it replaces', async () => {
    const [old, to] = [await filledDesk(), temporaryFolder()];
    const { lines, terminal: said } = terminal();
    const tools = { terminal: said, log: old.log, now: () => 7 };
    await makeBackup(old, to, '0.1.0', tools);
    const file = lines.at(-1) ?? '';
    const paper = { from: 'paper', text: writeRecoveryKey(old.storage.opened().keys.archive) } as const;

    const there = await openDeskIn(newProfile());
    await fillDesk(there, ['UTO999999']);
    expect(await restoreBackup(there, [file], paper, { replace: true }, tools)).toBe(1);
    expect(lines.at(-1)).toContain('running');
    await there.close();
    expect(await restoreBackup(there, [file], paper, { replace: false }, tools)).toBe(1);
    expect(lines.at(-1)).toContain('1 registrations');
    expect(await restoreBackup(there, [file], paper, { replace: true }, tools)).toBe(0);
    const now = await openDeskIn(there.profile, there.keychain);
    onTestFinished(now.close);
    expect((await numbersIn(now)).toSorted()).toEqual(NUMBERS);
    expect(readdirSync(there.profile)).toContain('store.before-7');
  });
});

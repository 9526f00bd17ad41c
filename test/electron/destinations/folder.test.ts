import { execFileSync } from 'node:child_process';
import {
  chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openObject } from '../../../electron/destinations/archive/archive-object.ts';
import { folderFailure } from '../../../electron/destinations/folder-failure.ts';
import { createFolderDestination } from '../../../electron/destinations/folder.ts';
import { DeskError } from '../../../shared/errors.ts';
import { temporaryFolder } from '../profile.ts';
import { archiveJob, archiveKey, unhurried } from './archive-job.ts';
import { archivedRegistration } from './archive/archived-registration.ts';

/** Root may, and Windows keeps rights otherwise. */
const mayWriteAnywhere = process.getuid?.() === 0 || process.platform === 'win32';

function folderDestination(folder = temporaryFolder()) {
  return { folder, destination: createFolderDestination({ name: 'folder', folder, archiveKey: () => archiveKey }) };
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

async function delivered(destination: ReturnType<typeof createFolderDestination>, job: ReturnType<typeof archiveJob>) {
  const outcome = await destination.deliver(job, unhurried());
  if (outcome.kind !== 'delivered') throw new Error(`not delivered: ${outcome.code}`);
  return outcome.reference;
}

describe('a folder', () => {
  it('holds the registration encrypted, for its owner only, and nothing else', async () => {
    const { folder, destination } = folderDestination();
    const registration = archivedRegistration();
    const reference = await delivered(destination, archiveJob(registration));
    const file = join(folder, reference);
    expect(filesIn(folder)).toEqual([file]);
    expect(dirname(file)).toBe(join(folder, registration.id));
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(openObject(archiveKey, readFileSync(file))).toMatchObject({ ok: true, content: { registration } });
  });

  it('has one object however often a delivery is repeated', async () => {
    const { folder, destination } = folderDestination();
    const job = archiveJob();
    const first = await delivered(destination, job);
    const { ino } = statSync(join(folder, first));
    expect(await delivered(destination, { ...job, attempt: 2, mayHaveHappened: true })).toBe(first);
    expect(filesIn(folder)).toEqual([join(folder, first)]);
    expect(statSync(join(folder, first)).ino).toBe(ino);
  });

  it('mends a file that is not what its name says, and clears what a killed attempt left', async () => {
    const { folder, destination } = folderDestination();
    const job = archiveJob();
    const file = join(folder, await delivered(destination, job));
    const whole = readFileSync(file);
    writeFileSync(file, 'half');
    writeFileSync(`${file}.0.unfinished`, 'hal');
    await delivered(destination, job);
    expect(filesIn(folder)).toEqual([file]);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it('that is gone is not made anew but tried again', async () => {
    const { folder, destination } = folderDestination();
    rmSync(folder, { recursive: true });
    expect(await destination.deliver(archiveJob(), unhurried())).toEqual({ kind: 'retry', code: 'folder.missing' });
    expect(await destination.test(unhurried())).toEqual({ ok: false, code: 'folder.missing' });
    expect(existsSync(folder)).toBe(false);
  });

  it('that is a file is no folder', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { destination } = folderDestination(file);
    expect(await destination.deliver(archiveJob(), unhurried())).toEqual({ kind: 'retry', code: 'folder.missing' });
  });

  it.skipIf(mayWriteAnywhere)('that may not be written waits for a person', async () => {
    const { folder, destination } = folderDestination();
    chmodSync(folder, 0o500);
    expect(await destination.deliver(archiveJob(), unhurried()))
      .toEqual({ kind: 'parked', code: 'folder.forbidden', refuses: 'everything' });
    chmodSync(folder, 0o700);
  });

  it('on a real full disk is tried again and keeps no stump', async (context) => {
    const disk = temporaryFolder();
    if (!mountTiny(disk)) return context.skip('needs the right to mount a small disk');
    try {
      const { destination } = folderDestination(disk);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(32 * 1024));
      const outcome = await destination.deliver(archiveJob(), unhurried());
      expect(outcome).toEqual({ kind: 'retry', code: 'folder.full' });
      expect(filesIn(disk)).toEqual([join(disk, 'ballast')]);
    } finally {
      execFileSync('umount', [disk]);
    }
    return undefined;
  });

  it('is tested by writing, reading and removing a probe', async () => {
    const { folder, destination } = folderDestination();
    mkdirSync(join(folder, 'others'));
    expect(await destination.test(unhurried())).toEqual({ ok: true });
    expect(readdirSync(folder)).toEqual(['others']);
  });

  it.skipIf(process.platform === 'win32')('that hangs is let go when the attempt is cut off', async () => {
    const { folder, destination } = folderDestination();
    const job = archiveJob();
    const file = join(folder, await delivered(destination, job));
    rmSync(file);
    execFileSync('mkfifo', [file]); // reading it blocks until somebody writes, as on a share whose server is gone
    const late = new AbortController();
    const attempt = destination.deliver(job, late.signal);
    setImmediate(() => late.abort(new DOMException('late', 'TimeoutError')));
    expect(await attempt).toEqual({ kind: 'ambiguous', code: 'delivery.timedOut' });
    closeSync(openSync(file, constants.O_RDWR | constants.O_NONBLOCK)); // lets go of the thread that reads
  });

  it('is not touched by an attempt that is cut off before it begins', async () => {
    const { folder, destination } = folderDestination();
    expect(await destination.deliver(archiveJob(), AbortSignal.abort()))
      .toMatchObject({ code: 'delivery.interrupted' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gets nothing of a registration that does not open', async () => {
    const { folder, destination } = folderDestination();
    const failing = (code: 'database.damaged' | 'keychain.locked') =>
      archiveJob(undefined, { open: () => { throw new DeskError(code); } });
    expect(await destination.deliver(failing('database.damaged'), unhurried()))
      .toEqual({ kind: 'parked', code: 'registration.unreadable', refuses: 'this' });
    expect(await destination.deliver(failing('keychain.locked'), unhurried()))
      .toEqual({ kind: 'retry', code: 'delivery.failed' });
    expect(filesIn(folder)).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'linux', { kind: 'retry', code: 'folder.full' }],
    ['EDQUOT', 'linux', { kind: 'retry', code: 'folder.full' }],
    ['ESTALE', 'linux', { kind: 'retry', code: 'folder.missing' }],
    ['EROFS', 'linux', { kind: 'parked', code: 'folder.forbidden', refuses: 'everything' }],
    ['EPERM', 'win32', { kind: 'retry', code: 'folder.forbidden' }],
    ['EMFILE', 'linux', { kind: 'retry', code: 'delivery.failed' }],
  ] as const)('answers %s on %s as it should', (code, platform, outcome) => {
    expect(folderFailure(Object.assign(new Error('failed'), { code }), platform)).toEqual(outcome);
  });
});

/** A disk of 32 KiB in memory; false where this user may not mount one. */
function mountTiny(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // the test says that it was skipped
  }
}

import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../../electron/clock.ts';
import { createFolderChoices } from '../../../../electron/destinations/folder-choices.ts';
import { createIntake } from '../../../../electron/pages/intake.ts';
import { createPageSplitter } from '../../../../electron/pages/page-splitter.ts';
import { createPlaces } from '../../../../electron/sources/folder/places.ts';
import { watchFolder } from '../../../../electron/sources/folder/watch-folder.ts';
import { createWatchedFolders } from '../../../../electron/sources/folder/watched-folders.ts';
import { openProfile, temporaryFolder } from '../../profile.ts';
import { until } from '../../until.ts';

const QUICK = { still: 30, every: 60, least: 5, stale: 60_000 };

let colour = 0;
/** Each a picture of its own: what is alike is the same file. */
const picture = (): Promise<Buffer> => {
  colour += 1;
  return sharp({ create: { width: 30, height: 20, channels: 3, background: { r: colour, g: 0, b: 0 } } }).png().toBuffer();
};

type Profile = Awaited<ReturnType<typeof openProfile>>;

/** A desk that watches `share`; pictures only, so that no child is started. */
async function deskWatching(share: string, given: Profile | null = null, timings = QUICK) {
  const profile = given ?? await openProfile();
  const splitter = createPageSplitter({ fork: () => { throw new Error('no file here has pages'); } });
  const watched = createWatchedFolders({
    storage: profile.storage, intake: createIntake({ captures: profile.captures, splitter }), own: profile.folder,
    choices: createFolderChoices({ choosePath: async () => share, own: profile.folder }), clock: systemClock, log: profile.log,
    changed: () => undefined, timings,
  });
  onTestFinished(() => watched.stop());
  const add = async (): Promise<void> => {
    const chosen = await watched.choose();
    await watched.add({ choiceId: chosen?.choiceId ?? '', name: 'Scanner' });
  };
  const captured = async () => (await profile.captures.list()).length;
  return { profile, watched, add, captured, state: () => watched.list()[0]?.state };
}

const share = (): string => {
  const folder = join(temporaryFolder(), 'share');
  mkdirSync(folder);
  return folder;
};

describe('a watched folder', () => {
  it('stores what lies in it and what comes later, and removes the originals', async () => {
    const folder = share();
    writeFileSync(join(folder, 'passport-1.png'), await picture());
    const desk = await deskWatching(folder);
    expect((await desk.watched.choose())?.files).toBe(1);
    await desk.add();
    await until(async () => expect(await desk.captured()).toBe(1));
    writeFileSync(join(folder, 'passport-2.png'), await picture());
    await until(async () => expect(await desk.captured()).toBe(2));
    await until(() => expect(readdirSync(folder)).toEqual([]));
    await until(() => expect(desk.watched.list()[0]).toMatchObject({ taken: 2, unread: [], state: { kind: 'watching' } }));
    expect((await desk.profile.captures.list()).map(({ source }) => source)).toEqual(['folder', 'folder']);
  });

  it('waits until a file is whole, and leaves alone what is none of its own', async () => {
    const folder = share();
    const desk = await deskWatching(folder, null, { ...QUICK, still: 600 });
    await desk.add();
    const bytes = await picture();
    const growing = join(folder, 'growing.png');
    writeFileSync(growing, bytes.subarray(0, 10));
    for (const name of ['~$scan.pdf', '.hidden.png', 'scan.part.png', 'Thumbs.db', 'notes.txt']) writeFileSync(join(folder, name), 'x');
    // Written to in steps that are closer together than what counts as standing still.
    for (let at = 10; at < bytes.length; at += 10) await appendFile(growing, bytes.subarray(at, at + 10));
    await until(async () => expect(await desk.captured()).toBe(1));
    const [capture] = await desk.profile.captures.list();
    await until(async () => expect(Buffer.from(await desk.profile.captures.display(capture?.id ?? ''))).toEqual(bytes));
    await until(() => expect(readdirSync(folder).toSorted())
      .toEqual(['.hidden.png', 'Thumbs.db', 'notes.txt', 'scan.part.png', '~$scan.pdf']));
  });

  it('reads no file twice: neither a copy, nor one that was stored when the desk went down', async () => {
    const folder = share();
    const bytes = await picture();
    const desk = await deskWatching(folder);
    await desk.add();
    writeFileSync(join(folder, 'a.png'), bytes);
    await until(async () => expect(await desk.captured()).toBe(1));
    writeFileSync(join(folder, 'copy.png'), bytes);
    await until(() => expect(readdirSync(folder)).toEqual([]));
    expect(await desk.captured()).toBe(1);
    const [capture] = await desk.profile.captures.list();
    await until(async () => expect((await desk.profile.captures.list())[0]?.state.kind).toBe('read'));
    await desk.profile.captures.discard(capture?.id ?? '');
    // Nothing of it is left here, so somebody wants it read again.
    writeFileSync(join(folder, 'a.png'), bytes);
    await until(async () => expect(await desk.captured()).toBe(1));
  });

  it('shares a folder with another desk: every file is taken by one of them, once', async () => {
    const folder = share();
    const desks = [await deskWatching(folder), await deskWatching(folder)];
    for (const desk of desks) await desk.add();
    for (let n = 0; n < 30; n += 1) {
      writeFileSync(join(folder, `.arriving`), await picture());
      renameSync(join(folder, '.arriving'), join(folder, `scan-${n}.png`));
    }
    await until(() => expect(readdirSync(folder)).toEqual([]));
    const counts = await Promise.all(desks.map((desk) => desk.captured()));
    expect(counts.reduce((all, one) => all + one, 0)).toBe(30);
    for (const desk of desks) expect(desk.watched.list()[0]).toMatchObject({ unread: [], state: { kind: 'watching' } });
  });

  it('takes up a file that it had claimed when it went down', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    await desk.add();
    const [{ id } = { id: '' }] = desk.watched.list();
    await desk.watched.edit({ folderId: id, on: false });
    const own = `.taken-by-${id.replaceAll('-', '').slice(0, 12)}-0badcafe-scan 1.png`;
    writeFileSync(join(folder, own), await picture());
    writeFileSync(join(folder, 'scan 1.png'), await picture()); // another file has come under that name
    await desk.watched.edit({ folderId: id, on: true });
    await until(async () => expect(await desk.captured()).toBe(2));
    await until(() => expect(readdirSync(folder)).toEqual([]));
  });

  it('leaves alone what another desk has claimed, until that desk has plainly gone', async () => {
    const folder = share();
    const claimed = '.taken-by-0123456789ab-0badcafe-scan.png';
    writeFileSync(join(folder, claimed), await picture());
    const patient = await deskWatching(folder);
    await patient.add();
    writeFileSync(join(folder, 'own.png'), await picture());
    await until(async () => expect(await patient.captured()).toBe(1));
    await until(() => expect(readdirSync(folder)).toEqual([claimed]));
    const heir = await deskWatching(folder, null, { ...QUICK, stale: 100 });
    await heir.add();
    await until(() => expect(readdirSync(folder)).toEqual([]));
    expect(await patient.captured() + await heir.captured()).toBe(2);
  });

  it('goes on when the share comes back', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    await desk.add();
    renameSync(folder, `${folder}-gone`);
    await until(() => expect(desk.state()).toEqual({ kind: 'trouble', code: 'folder.missing' }));
    writeFileSync(join(`${folder}-gone`, 'late.png'), await picture());
    renameSync(`${folder}-gone`, folder);
    await until(async () => expect(await desk.captured()).toBe(1));
    await until(() => expect(desk.state()).toEqual({ kind: 'watching' }));
  });

  it('moves what cannot be read aside, over nothing, and says why', async () => {
    const folder = share();
    mkdirSync(join(folder, 'unread'));
    writeFileSync(join(folder, 'unread', 'letter.png'), 'an older one');
    const desk = await deskWatching(folder);
    await desk.add();
    writeFileSync(join(folder, 'letter.png'), 'Dear guest');
    await until(() => expect(readdirSync(join(folder, 'unread')).toSorted()).toEqual(['letter-2.png', 'letter.png']));
    await until(() => expect(desk.watched.list()[0]?.unread).toEqual([{ name: 'letter.png', code: 'picture.unknownFormat' }]));
    expect(await desk.captured()).toBe(0);
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not remove, and does not read the file again and again', async () => {
    const folder = share();
    writeFileSync(join(folder, 'a.png'), await picture());
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const desk = await deskWatching(folder);
    await desk.add();
    await until(() => expect(desk.state()).toEqual({ kind: 'trouble', code: 'folder.cannotRemove' }));
    expect(await desk.captured()).toBe(1);
    expect(existsSync(join(folder, 'a.png'))).toBe(true);
  });

  it('puts a file back under its name when it cannot be stored', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    const pictures = join(desk.profile.folder, 'storage', 'pictures');
    renameSync(pictures, `${pictures}-away`);
    writeFileSync(join(folder, 'scan.png'), await picture());
    await desk.add();
    await until(() => expect(desk.state()?.kind).toBe('trouble'));
    await until(() => expect(readdirSync(folder)).toEqual(['scan.png']));
    renameSync(`${pictures}-away`, pictures);
    await until(async () => expect(await desk.captured()).toBe(1));
    await until(() => expect(readdirSync(folder)).toEqual([]));
  });

  it('keeps the file while storage is full or closed, and takes it afterwards', async () => {
    const folder = share();
    const first = await deskWatching(folder);
    await first.add();
    await first.watched.stop();
    first.profile.storage.close();
    writeFileSync(join(folder, 'a.png'), await picture());
    const second = await deskWatching(folder, await openProfile({ folder: first.profile.folder, keychain: first.profile.keychain }));
    expect(readdirSync(folder)).toEqual(['a.png']);
    // Watched from the moment storage opens; this profile was open before, so that it is switched off and on.
    const [{ id } = { id: '' }] = second.watched.list();
    expect(second.state()).toEqual({ kind: 'off' });
    await second.watched.edit({ folderId: id, on: true });
    await until(async () => expect(await second.captured()).toBe(1));
    await until(() => expect(readdirSync(folder)).toEqual([]));
  });

  it('refuses the desk’s own data and the same folder twice', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    await desk.add();
    await expect(desk.add()).rejects.toMatchObject({ code: 'folder.twice' });
    const own = await deskWatching(join(desk.profile.folder, 'storage'), desk.profile);
    await expect(own.add()).rejects.toMatchObject({ code: 'folder.own' });
  });

  it('is tried out by what taking a file needs, and leaves nothing there', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    await desk.add();
    const [{ id } = { id: '' }] = desk.watched.list();
    await desk.watched.edit({ folderId: id, on: false, name: 'Front desk' });
    expect(desk.watched.list()[0]?.name).toBe('Front desk');
    writeFileSync(join(folder, 'a.png'), await picture());
    expect(await desk.watched.test(id)).toEqual({ ok: true, files: 1 });
    expect(readdirSync(folder)).toEqual(['a.png']);
    renameSync(folder, `${folder}-gone`);
    expect(await desk.watched.test(id)).toEqual({ ok: false, code: 'folder.missing' });
    renameSync(`${folder}-gone`, folder);
    if (process.getuid?.() === 0) return; // to whom nothing is forbidden
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    expect(await desk.watched.test(id)).toEqual({ ok: false, code: 'folder.forbidden' });
  });

  it('that answers neither yes nor no is told of, and holds nothing up', async () => {
    const clock: Clock = { now: Date.now, wait: (ms, signal) => systemClock.wait(ms / 200, signal) };
    const never = new Promise<never>(() => undefined);
    const { log } = await openProfile();
    const watch = watchFolder({
      path: share(), mark: '0123456789ab', places: createPlaces(), clock, log, timings: QUICK, take: () => never,
      happened: () => undefined, list: () => never,
    });
    await until(() => expect(watch.state()).toEqual({ kind: 'trouble', code: 'folder.missing' }));
    await watch.stop();
  });

  it('is asked when one of two that hang has answered, and says meanwhile what it waits for', async () => {
    const clock: Clock = { now: Date.now, wait: (ms, signal) => systemClock.wait(ms / 200, signal) };
    const { log } = await openProfile();
    const places = createPlaces();
    const answers = Promise.withResolvers<{ names: string[]; claimed: string[] }>();
    let asked = 0;
    const watching = (list: () => Promise<{ names: string[]; claimed: string[] }>) => watchFolder({
      path: share(), mark: '0123456789ab', places, clock, log, timings: QUICK, take: () => answers.promise.then(() => ({ kind: 'known' })),
      happened: () => undefined, list: () => { asked += 1; return list(); },
    });
    const hanging = Array.from({ length: 4 }, () => watching(() => answers.promise));
    await until(() => expect(hanging.map((one) => one.state())).toEqual([
      ...Array.from({ length: 2 }, () => ({ kind: 'trouble', code: 'folder.missing' })),
      ...Array.from({ length: 2 }, () => ({ kind: 'trouble', code: 'folder.waits' })),
    ]));
    expect(asked).toBe(2);
    answers.resolve({ names: [], claimed: [] });
    await until(() => expect(hanging.map((one) => one.state().kind)).toEqual(Array.from({ length: 4 }, () => 'watching')));
    await Promise.all(hanging.map((one) => one.stop()));
  });

  it('leaves the folder and its files when it is watched no more', async () => {
    const folder = share();
    const desk = await deskWatching(folder);
    await desk.add();
    const [{ id } = { id: '' }] = desk.watched.list();
    expect(await desk.watched.remove(id)).toEqual([]);
    writeFileSync(join(folder, 'a.png'), await picture());
    expect(desk.watched.isWatching()).toBe(false);
    expect(statSync(join(folder, 'a.png')).isFile()).toBe(true);
  });
});

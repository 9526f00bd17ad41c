/** The real electron-updater, with its installer for Windows (all but the last step is the same on every system). */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { configureRequestOptions, configureRequestUrl, type DownloadOptions, HttpExecutor } from 'builder-util-runtime';
import { NsisUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createElectronUpdaterEngine } from '../../../electron/updates/electron-updater-engine.ts';
import { type FeedServer, startFeed } from '../../servers/update-feed.ts';
import { temporaryFolder } from '../profile.ts';

/** As Electron's own, over Node: the same class does the rest. */
class NodeExecutor extends HttpExecutor<import('node:http').ClientRequest> {
  createRequest(options: object, callback: (response: unknown) => void) { return request(options, callback); }

  download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const asked = { ...(options.headers ? { headers: options.headers } : {}) };
      configureRequestUrl(url, asked);
      this.doDownload(configureRequestOptions(asked), {
        destination, options, onCancel, responseHandler: null,
        callback: (error) => (error ? reject(error) : resolve(destination)),
      }, 0);
    });
  }
}

const alive = new AbortController().signal;
const PROGRAM = randomBytes(300_000);
const failed = (code: string) => expect.objectContaining({ name: 'UpdateFailed', code });
let feed: FeedServer;
let folder: string;
let installed: string[];

beforeEach(async () => {
  feed = await startFeed();
  folder = temporaryFolder();
  installed = [];
});
afterEach(() => feed.close());

/** A desk of this version, told to follow the feed. */
function engineOf(version = '1.0.0', url = feed.url) {
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, 'provider: generic\nurl: http://127.0.0.1:9/\nupdaterCacheDirName: kakdoma-desk-updater\n');
  mkdirSync(join(folder, 'cache'), { recursive: true });
  const updater = new NsisUpdater(null, {
    version, name: 'Kakdoma Desk', isPackaged: true, appUpdateConfigPath: config, userDataPath: folder, baseCachePath: join(folder, 'cache'),
    whenReady: () => Promise.resolve(), relaunch: () => undefined, quit: () => undefined, onQuit: () => undefined,
  });
  Object.assign(updater, { httpExecutor: new NodeExecutor() });
  updater.disableDifferentialDownload = true;
  return createElectronUpdaterEngine({
    updater, feed: { url, publicKey: feed.publicKey, fetch }, unattended: true, install: (file) => installed.push(file),
  });
}

/** Everything of the release that lies in the cache under the name it is installed by. */
const kept = () => {
  const pending = join(folder, 'cache/kakdoma-desk-updater/pending');
  return existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.exe') && !name.startsWith('temp-')) : [];
};

describe('a good release', () => {
  it('is found, fetched, proven and handed to the installer', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    const engine = engineOf();
    expect(await engine.check('stable', alive)).toBe('1.1.0');
    const fractions: number[] = [];
    await engine.download((fraction) => fractions.push(fraction), alive);
    engine.install();
    expect(installed).toHaveLength(1);
    expect(readFileSync(installed[0] ?? '').equals(PROGRAM)).toBe(true);
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  it('is no release where it is as old as this desk, or older', async () => {
    feed.publish({ version: '1.0.0', bytes: PROGRAM });
    expect(await engineOf('1.0.0').check('stable', alive)).toBeNull();
    expect(await engineOf('1.0.1').check('stable', alive)).toBeNull();
    // The library allows going back to whoever changes the channel.
    feed.publish({ version: '0.9.0-beta.1', bytes: PROGRAM, channel: 'beta' });
    const engine = engineOf('1.0.0');
    expect(await engine.check('beta', alive)).toBeNull();
    expect(await engine.check('stable', alive)).toBeNull();
    expect(feed.asked.some((name) => name.endsWith('.exe'))).toBe(false);
  });

  it('of the beta channel is offered only to those who asked for it', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    feed.publish({ version: '1.2.0-beta.1', bytes: PROGRAM, channel: 'beta' });
    expect(await engineOf().check('stable', alive)).toBe('1.1.0');
    expect(await engineOf().check('beta', alive)).toBe('1.2.0-beta.1');
  });

  it('in its staged roll-out is offered to a share of the desks, and always to the same', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM, staging: 30 });
    // A desk's number, of which the last four bytes decide: a tenth and nine tenths of the way.
    const of = (last: string) => {
      writeFileSync(join(folder, '.updaterId'), `00000000-0000-5000-8000-0000${last}`);
      return engineOf().check('stable', alive);
    };
    expect(await of('19999999')).toBe('1.1.0');
    expect(await of('e6666666')).toBeNull();
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    expect(await of('e6666666')).toBe('1.1.0');
  });
});

describe('a bad release', () => {
  it('that is cut off is not kept, and fetched anew when the server has it whole', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM, cutAt: 100_000 });
    const engine = engineOf();
    await engine.check('stable', alive);
    await expect(engine.download(() => undefined, alive)).rejects.toEqual(failed('unreachable'));
    expect(kept()).toEqual([]);
    expect(() => engine.install()).toThrow(failed('notInstalled'));
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    await engine.check('stable', alive);
    await engine.download(() => undefined, alive);
    engine.install();
    expect(installed).toHaveLength(1);
  });

  it('of which the hash is another is not kept', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM, sha512: Buffer.alloc(64, 1).toString('base64') });
    const engine = engineOf();
    await engine.check('stable', alive);
    await expect(engine.download(() => undefined, alive)).rejects.toEqual(failed('damaged'));
    expect(kept()).toEqual([]);
    expect(() => engine.install()).toThrow(failed('notInstalled'));
  });

  it('is not believed with a signature of another key, or of another feed, or with none', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM, signedBy: generateKeyPairSync('ed25519').privateKey });
    await expect(engineOf().check('stable', alive)).rejects.toEqual(failed('feedForged'));
    feed.publish({ version: '1.1.0', bytes: PROGRAM, tamper: (text) => text.replace('version: 1.1.0', 'version: 1.9.0') });
    await expect(engineOf().check('stable', alive)).rejects.toEqual(failed('feedForged'));
    feed.publish({ version: '1.1.0', bytes: PROGRAM, signedBy: null });
    await expect(engineOf().check('stable', alive)).rejects.toEqual(failed('feedForged'));
    expect(feed.asked.some((name) => name.endsWith('.exe'))).toBe(false);
  });

  it('that takes the connection and never answers is given up as soon as the desk ends', async () => {
    const ending = new AbortController();
    feed.hold();
    const asked = engineOf().check('stable', ending.signal);
    await feed.held;
    ending.abort();
    await expect(asked).rejects.toEqual(failed('unreachable'));
  });

  it('is thrown away when the desk ends in the middle of it', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    const ending = new AbortController();
    const engine = engineOf();
    await engine.check('stable', ending.signal);
    feed.hold();
    const fetching = engine.download(() => undefined, ending.signal);
    await feed.held;
    ending.abort();
    await expect(fetching).rejects.toEqual(failed('unreachable'));
    expect(kept()).toEqual([]);
  });

  it.each([
    ['changed', (file: string) => appendFileSync(file, '!')],
    ['taken away', (file: string) => rmSync(file)],
  ])('that was good and was %s while it waited is not installed, and fetched anew', async (_what, spoil) => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM });
    const engine = engineOf();
    await engine.check('stable', alive);
    await engine.download(() => undefined, alive);
    await engine.prove();
    const [name = ''] = kept();
    spoil(join(folder, 'cache/kakdoma-desk-updater/pending', name));
    await expect(engine.prove()).rejects.toEqual(failed('damaged'));
    await engine.check('stable', alive);
    await engine.download(() => undefined, alive);
    await engine.prove();
    expect(feed.asked.filter((asked) => asked.endsWith('.exe'))).toHaveLength(2);
  });

  it('may not send the desk to another server', async () => {
    feed.publish({ version: '1.1.0', bytes: PROGRAM, fileUrl: 'http://127.0.0.1:9/desk-1.1.0.exe' });
    const engine = engineOf();
    await engine.check('stable', alive);
    await expect(engine.download(() => undefined, alive)).rejects.toEqual(failed('feedForged'));
  });

  it('that is not there is no update, and a server that is not there is told from it', async () => {
    await expect(engineOf().check('stable', alive)).rejects.toEqual(failed('feedMissing'));
    await expect(engineOf('1.0.0', 'http://127.0.0.1:9/').check('stable', alive)).rejects.toEqual(failed('unreachable'));
  });
});

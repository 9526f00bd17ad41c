/** The desk as an AppImage that follows a feed: the library's own code fetches and proves, ours puts in place and starts. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { SETTINGS_VERSION } from '../../electron/settings/versions.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { type FeedServer, startFeed } from '../servers/update-feed.ts';
import { expect, test as base, type Desk, type RunningDesk } from './app.ts';
import { field, news, strip } from './desk-page.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

type Installed = {
  /** The AppImage; it notes that it was started, and with what. */
  readonly image: string;
  readonly started: () => string | null;
  /** Of the program that starts next, as if it were the one in the image. */
  setVersion(version: string): void;
  /** An AppImage of this version, as a release has it. */
  imageOf(version: string): Buffer;
};

const test = base.extend<{ feed: FeedServer; home: string; installed: Installed }>({
  // oxlint-disable-next-line no-empty-pattern
  feed: async ({}, use) => {
    const feed = await startFeed();
    await use(feed);
    await feed.close();
  },
  // oxlint-disable-next-line no-empty-pattern
  home: async ({}, use) => {
    const home = mkdtempSync(path.join(tmpdir(), 'desk-image-'));
    await use(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
  installed: async ({ feed, home }, use) => {
    const image = path.join(home, 'Kakdoma-Desk.AppImage');
    const note = path.join(home, 'started');
    const imageOf = (version: string) => Buffer.from(`#!/bin/sh\necho "${version} $*" > '${note}.part' && mv '${note}.part' '${note}'\n`);
    const setVersion = (version: string) => writeFileSync(path.join(home, 'package.json'), JSON.stringify({
      name: 'kakdoma-desk', productName: 'Kakdoma Desk', version, type: 'module', main: 'dist/main/index.js',
      updates: { url: feed.url, publicKey: feed.publicKey },
    }));
    writeFileSync(image, imageOf('1.0.0'), { mode: 0o755 });
    setVersion('1.0.0');
    symlinkSync(path.join(ROOT, 'dist'), path.join(home, 'dist'));
    mkdirSync(path.join(home, 'resources'));
    for (const part of ['models', 'demo', 'tray']) symlinkSync(path.join(ROOT, 'resources', part), path.join(home, 'resources', part));
    writeFileSync(path.join(home, 'resources/app-update.yml'), 'provider: generic\nurl: http://127.0.0.1:9/\nupdaterCacheDirName: kakdoma-desk-updater\n');
    await use({ image, imageOf, setVersion, started: () => (existsSync(note) ? readFileSync(note, 'utf8').trim() : null) });
  },
  program: async ({ home, installed: _ready }, use) => use({ appRoot: home, resources: path.join(home, 'resources') }),
});
test.skip(process.platform !== 'linux', 'AppImages are Linux’s');

const open = (desk: Desk, { image }: Installed): Promise<RunningDesk> =>
  desk.open({ env: { APPIMAGE: image, XDG_CACHE_HOME: path.join(path.dirname(image), 'cache') } });

async function showUpdates(page: Page): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Updates' }).click();
}

const card = (page: Page) => page.locator('.update-card');
const restart = (page: Page) => page.getByRole('button', { name: 'Restart to update' }).click();

test('a good release is found, fetched, waits while a form is open, and is started when asked', async ({ desk, feed, installed }) => {
  feed.publish({ version: '1.1.0', bytes: installed.imageOf('1.1.0'), extension: 'AppImage' });
  const { page, ended } = await open(desk, installed);
  await showUpdates(page);
  await expect(card(page)).toContainText('Version 1.0.0 is running');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(card(page)).toContainText('Version 1.1.0 is fetched and proven.');
  await expect(strip(page, 'Update:')).toContainText('1.1.0 waits for a restart');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'By hand' }).click();
  await field(page, 'Surname').fill('ERIKSSON');
  await strip(page, 'Update:').getByRole('button').click();
  await expect(card(page)).toContainText('A guest is being registered: confirm what is begun, or put it away.');
  await restart(page);
  await expect(news(page)).toContainText('A guest is being registered.');
  expect(installed.started()).toBeNull();

  await page.keyboard.press('Escape');
  await field(page, 'Surname').fill('');
  await strip(page, 'Update:').getByRole('button').click();
  await expect(card(page)).not.toContainText('A guest is being registered');
  await restart(page);
  expect(await ended).toBe(0);
  await expect.poll(installed.started).toMatch(/^1\.1\.0/);
  expect(readFileSync(installed.image).equals(installed.imageOf('1.1.0'))).toBe(true);
  expect(readFileSync(path.join(desk.profile, 'logs/desk.log'), 'utf8')).toContain('"desk.stopped"');

  installed.setVersion('1.1.0');
  const second = await open(desk, installed);
  await showUpdates(second.page);
  await second.page.getByRole('button', { name: 'Check now' }).click();
  await expect(card(second.page)).toContainText('There is no newer version.');
});

test('what is cut off, changed, foreign, unsigned or older is not taken, and said in words', async ({ desk, feed, installed }) => {
  const bytes = Buffer.concat([installed.imageOf('1.1.0'), Buffer.alloc(200_000, '#')]);
  const good = { version: '1.1.0', bytes, extension: 'AppImage' } as const;
  const { page, ...app } = await open(desk, installed);
  await showUpdates(page);
  for (const [release, said] of [
    [{ ...good, cutAt: 50_000 }, 'the connection broke'],
    [{ ...good, sha512: Buffer.alloc(64, 1).toString('base64') }, 'damaged or was changed'],
    [{ ...good, tamper: (text: string) => text.replace('version: 1.1.0', 'version: 1.9.0') }, 'does not bear our signature'],
    [{ ...good, signedBy: null }, 'does not bear our signature'],
    [{ ...good, version: '0.9.0' }, 'There is no newer version.'],
  ] as const) {
    feed.publish(release);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(card(page)).toContainText(said);
    await expect(page.getByRole('button', { name: 'Restart to update' })).toHaveCount(0);
  }
  await page.getByRole('tab', { name: 'Check-up' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'The update server answers.' })).toBeVisible({ timeout: 40_000 });
  await app.close();
  expect(readFileSync(installed.image).equals(installed.imageOf('1.0.0'))).toBe(true);
});

test('a version that cannot be put in place leaves the old one, which starts again and says so', async ({ desk, feed, installed }) => {
  feed.publish({ version: '1.1.0', bytes: installed.imageOf('1.1.0'), extension: 'AppImage' });
  mkdirSync(`${installed.image}.new`);
  const { page, ended } = await open(desk, installed);
  await showUpdates(page);
  await page.getByRole('button', { name: 'Check now' }).click();
  await restart(page);
  await ended;
  await expect.poll(installed.started).toMatch(/^1\.0\.0/);

  const second = await open(desk, installed);
  await showUpdates(second.page);
  await expect(card(second.page)).toContainText('The new version was not put in place; the old one works on.');
  await second.page.getByRole('button', { name: 'Check now' }).click();
  await expect(card(second.page)).toContainText('The last try to install it did not succeed');
});

test('a .deb waits for the button, is handed to the system once all has ended, and one that was refused is said', async ({ desk, feed, home, installed }) => {
  const tools = path.join(home, 'tools');
  const note = path.join(home, 'asked');
  mkdirSync(tools);
  // What asks for the password, and the system's own installer: they do as they are told and note it.
  const tool = (name: string, text: string) => writeFileSync(path.join(tools, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  for (const asker of ['gksudo', 'pkexec']) tool(asker, 'while [ "${1#--}" != "$1" ]; do shift; done; exec "$@"');
  tool('apt-get', 'exit 1');
  const dpkg = (exit: number) => tool('dpkg', `echo "$@" > '${note}'; exit ${exit}`);
  writeFileSync(path.join(home, 'resources/package-type'), 'deb');
  feed.publish({ version: '1.1.0', bytes: Buffer.from('a package'), extension: 'deb' });
  const install = async (): Promise<void> => {
    const { page, ended } = await desk.open({ env: { PATH: `${tools}:${process.env['PATH'] ?? ''}`, XDG_CACHE_HOME: path.join(home, 'cache') } });
    await showUpdates(page);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(card(page)).toContainText(/The system asks for an administrator’s password|The last try/);
    await restart(page);
    expect(await ended).toBe(0);
  };
  dpkg(1);
  await install();
  expect(readFileSync(note, 'utf8')).toMatch(/^-i .*desk-1\.1\.0\.deb$/m);
  rmSync(note);
  dpkg(0);
  await install();
  expect(readFileSync(note, 'utf8')).toContain('desk-1.1.0.deb');

  installed.setVersion('1.1.0');
  const { page } = await desk.open();
  await showUpdates(page);
  await expect(card(page)).toContainText('Version 1.1.0 is running');
  await expect(card(page)).not.toContainText('not put in place');
});

test('a database and settings that a newer version has changed are refused in words, and left as they are', async ({ desk, installed }) => {
  const first = await open(desk, installed);
  await expect(strip(first.page, 'Storage:')).toContainText('open');
  await first.close();
  const file = path.join(desk.profile, 'store/desk.db');
  const change = (text: string) => {
    const database = new DatabaseSync(file);
    database.exec(text);
    const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
    database.close();
    return version;
  };
  change('PRAGMA user_version = 99990');
  const settings = path.join(desk.profile, 'settings.json');
  const newer = JSON.stringify({ version: SETTINGS_VERSION + 1, settings: { ...DEFAULT_SETTINGS, theme: 'dark', tomorrow: true } });
  writeFileSync(settings, newer);
  const second = await open(desk, installed);
  await expect(news(second.page)).toContainText('The settings were made by a newer version of the program');
  await expect(strip(second.page, 'Storage:')).toContainText('The database was made by a newer version. Update the program on this computer.');
  await second.close();
  expect(change('')).toBe(99990);
  expect(readFileSync(settings, 'utf8')).toBe(newer);
});

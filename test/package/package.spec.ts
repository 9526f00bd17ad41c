/** Packages for Linux on both architectures, made from the stand-in for Electron: what is in them, and whether it runs. */
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspectPackage } from '../../scripts/package/inspect.ts';
import { layoutOf } from '../../scripts/package/layout.ts';
import { ownTarget, type Target } from '../../scripts/package/targets.ts';
import { launchDouble } from '../double/window/launch.ts';
import { expect, test as base } from '../e2e/app.ts';
import { field, news, openFiles, search } from '../e2e/desk-page.ts';
import { GUEST, PASSPORT } from '../e2e/specimen-files.ts';
import { openArchive } from './open-archive.ts';
import { packStandIn } from './stand-in-package.ts';

/** Of nobody: whether a package follows it is seen by what lies in it. */
const FEED = {
  url: 'https://updates.kakdoma.example/desk',
  publicKey: String(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })),
};

type Packed = { readonly folder: string; readonly target: Target };

/** The package for the machine that runs the tests is made once, and its archive opened beside it. */
const test = base.extend<object, { packed: Packed; opened: string }>({
  // Playwright wants the first parameter taken apart, even where nothing of it is needed.
  // oxlint-disable-next-line no-empty-pattern
  packed: [async ({}, use) => use(await packStandIn(ownTarget().id, { feed: FEED })), { scope: 'worker', timeout: 240_000 }],
  opened: [async ({ packed }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'desk-opened-'));
    openArchive(path.join(layoutOf(packed.folder, packed.target).resources, 'app.asar'), folder);
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  }, { scope: 'worker', timeout: 60_000 }],
  program: async ({ packed, opened }, use) => use({ appRoot: opened, resources: layoutOf(packed.folder, packed.target).resources }),
});
test.describe.configure({ mode: 'serial' });

test('a package holds all it needs, whole and of its own architecture, and nothing else', async ({ packed }) => {
  const own = await inspectPackage(packed.folder, packed.target);
  expect(own.faults).toEqual([]);
  const other = await packStandIn(packed.target.arch === 'x64' ? 'linux-arm64' : 'linux-x64');
  const foreign = await inspectPackage(other.folder, other.target);
  expect(foreign.faults).toEqual([]);
  expect(foreign.natives.length).toBe(own.natives.length);
  expect(foreign.natives.some((file) => own.natives.includes(file))).toBe(false);
});

test('every kind of fault in a package is found', async ({ packed: { folder, target } }) => {
  const copy = mkdtempSync(path.join(tmpdir(), 'desk-package-'));
  const broken = async (breakIt: (resources: string, executable: string) => void): Promise<readonly string[]> => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true });
    const { resources, executable } = layoutOf(copy, target);
    breakIt(resources, executable);
    return (await inspectPackage(copy, target)).faults;
  };
  const change = (file: string, from: string, to: string) => {
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf(from);
    expect(at).toBeGreaterThan(0);
    bytes.write(to, at, 'latin1');
    writeFileSync(file, bytes);
  };
  expect(await broken((resources) => change(path.join(resources, 'app.asar'), '"use strict"', '"use_strict"'))).toContainEqual(
    expect.stringContaining("is not what the archive's head says"));
  const spoil = (file: string) => {
    const bytes = readFileSync(file);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    writeFileSync(file, bytes);
  };
  expect(await broken((resources) => spoil(path.join(resources, 'models/locator.onnx')))).toEqual(
    ['the model locator.onnx is not the one of its card']);
  expect(await broken((resources) => rmSync(path.join(resources, 'third-party-licences.txt')))).toEqual(['the file of third-party licences is missing']);
  expect(await broken((resources) => rmSync(path.join(resources, 'app-update.yml')))).toEqual([expect.stringContaining('follows an update feed and has no app-update.yml')]);
  expect(await broken((resources) => writeFileSync(path.join(resources, 'app.asar.unpacked/stray.node'), ''))).toEqual(
    ["stray.node lies unpacked and is not in the archive's head"]);
  expect(await broken((_resources, executable) => change(executable, '010011001', '110011001'))).toEqual(['fuse RunAsNode should be off and is not']);
  rmSync(copy, { recursive: true, force: true });
  const wrong = await inspectPackage(folder, { ...target, arch: target.arch === 'x64' ? 'arm64' : 'x64' });
  expect(wrong.faults.filter((fault) => fault.includes('is made for elf')).length).toBe(wrong.natives.length + 1);
});

test('the packed program starts, reads, confirms and finds again', async ({ desk }) => {
  const first = await desk.open();
  await openFiles(first, [PASSPORT]);
  await expect(field(first.page, 'Surname')).toHaveValue(GUEST.surname, { timeout: 90_000 });
  const info = await first.page.evaluate(() => window.desk.request('desk:status', undefined));
  expect(info).toMatchObject({ ok: true, value: { reader: { kind: 'ready', engine: 'native' } } });
  await first.page.keyboard.press('Enter');
  await expect(news(first.page)).toContainText(`Saved: ${GUEST.title}`);
  await first.close();
  const second = await desk.open();
  await search(second.page, 'eriks');
  await expect(second.page.getByRole('row').filter({ hasText: GUEST.title })).toHaveCount(1);
});

test('the packed program says whether it works, with the reader that needs no native library, too', async ({ program }) => {
  const check = async (resources: string) => {
    const app = await launchDouble({ ...program, resources, args: ['--smoke-check'], env: { DESK_OCR_ENGINE: 'wasm' } });
    let said = '';
    app.process().stdout?.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    return { code: await app.ended, said };
  };
  expect(await check(program.resources ?? '')).toEqual({ code: 0, said: 'smoke check: fit\n' });
  const bare = mkdtempSync(path.join(tmpdir(), 'desk-bare-'));
  cpSync(path.join(program.resources ?? '', 'demo'), path.join(bare, 'demo'), { recursive: true });
  expect(await check(bare)).toEqual({ code: 1, said: 'smoke check: the reader is down: ocr.modelDamaged\n' });
  rmSync(bare, { recursive: true, force: true });
});

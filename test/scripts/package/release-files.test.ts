import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { believedFeed } from '../../../electron/updates/feed-signature.ts';
import { refreshFeed, signFeed, stageRollout } from '../../../scripts/package/feed-files.ts';
import { openGpgSigner } from '../../../scripts/package/gpg.ts';
import { billOfMaterials } from '../../../scripts/package/sbom.ts';
import { membersOf, signDeb, signedPart } from '../../../scripts/package/sign-deb.ts';
import { sha256Sums } from '../../../scripts/package/sums.ts';
import { ownTarget } from '../../../scripts/package/targets.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'rel-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, said: `${stdout}${stderr}` };
}

/** Programs of others start many times here; a busy machine takes its time. */
const PATIENCE_MS = 120_000;

/** A key pair of a release that never was, with a passphrase, and a keyring that knows the public half only. */
function makeKey(passphrase: string): { key: string; users: string } {
  const owner = at('owner');
  const users = at('users');
  for (const home of [owner, users]) mkdirSync(home, { mode: 0o700 });
  // A passphrase that guards nothing need not be slow to try.
  writeFileSync(path.join(owner, 'gpg-agent.conf'), 's2k-count 65536\n');
  const gpg = (home: string, ...args: string[]) => {
    const done = run('gpg', ['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', passphrase, ...args]);
    expect(done.status, done.said).toBe(0);
  };
  gpg(owner, '--quick-generate-key', 'Test release <release@example.invalid>', 'ed25519', 'sign', '1d');
  gpg(owner, '--armor', '--output', at('secret.asc'), '--export-secret-keys');
  gpg(owner, '--armor', '--output', at('public.asc'), '--export');
  gpg(users, '--import', at('public.asc'));
  run('gpgconf', ['--homedir', owner, '--kill', 'gpg-agent']);
  return { key: readFileSync(at('secret.asc'), 'utf8'), users };
}

/** A .deb of one file, made by dpkg itself. */
function makeDeb(): string {
  mkdirSync(at('tree/DEBIAN'), { recursive: true });
  mkdirSync(at('tree/opt/desk'), { recursive: true });
  writeFileSync(at('tree/opt/desk/program'), 'the program\n');
  writeFileSync(at('tree/DEBIAN/control'), 'Package: desk\nVersion: 1.0\nArchitecture: arm64\nMaintainer: Test <test@example.invalid>\nDescription: test\n');
  expect(run('dpkg-deb', ['--root-owner-group', '--build', 'tree', 'desk.deb']).status).toBe(0);
  return at('desk.deb');
}

// As the release job does on Linux, with dpkg's and GnuPG's own tools.
describe.runIf(process.platform === 'linux')('signing by GPG', () => {
  it('signs a .deb that dpkg still takes; a wrong passphrase and a changed file are refused', { timeout: PATIENCE_MS }, () => {
    const { key, users } = makeKey('a passphrase');
    const mistaken = openGpgSigner({ key, passphrase: 'another' });
    expect(() => mistaken.sign(Buffer.from('text'))).toThrow(/passphrase/i);
    mistaken.close();
    const deb = makeDeb();
    const signer = openGpgSigner({ key, passphrase: 'a passphrase' });
    try {
      writeFileSync(deb, signDeb(signDeb(readFileSync(deb), signer), signer));
    } finally {
      signer.close();
    }
    expect(membersOf(readFileSync(deb)).map(({ name }) => name.split('.')[0])).toEqual(['debian-binary', 'control', 'data', '_gpgorigin']);
    expect(run('dpkg-deb', ['--extract', 'desk.deb', 'out']).status).toBe(0);
    expect(readFileSync(at('out/opt/desk/program'), 'utf8')).toBe('the program\n');

    writeFileSync(at('signature'), membersOf(readFileSync(deb)).at(-1)?.bytes ?? '');
    writeFileSync(at('signed'), signedPart(readFileSync(deb)));
    const check = () => run('gpg', ['--homedir', users, '--verify', 'signature', 'signed'], { LC_ALL: 'C' });
    expect(check()).toMatchObject({ status: 0, said: expect.stringContaining('Good signature from "Test release') });
    writeFileSync(at('signed'), Buffer.concat([signedPart(readFileSync(deb)), Buffer.from('more')]));
    expect(check().said).toContain('BAD signature');
    run('gpgconf', ['--homedir', users, '--kill', 'gpg-agent']);
  });

  it('refuses a .deb that is cut off or has more than it should', () => {
    const deb = readFileSync(makeDeb());
    expect(() => membersOf(deb.subarray(0, deb.length - 10))).toThrow('cut off');
    expect(() => signedPart(Buffer.concat([deb, deb.subarray(8)]))).toThrow('three members');
  });
});

describe.runIf(process.platform === 'linux')('the sums', () => {
  it('are such that sha256sum checks them', async () => {
    writeFileSync(at('a file'), 'one');
    writeFileSync(at('b'), 'two');
    writeFileSync(at('SHA256SUMS'), await sha256Sums(folder));
    expect(run('sha256sum', ['--check', '--strict', 'SHA256SUMS']).status).toBe(0);
    writeFileSync(at('b'), 'three');
    expect(run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { LC_ALL: 'C' }).said).toContain('b: FAILED');
  });
});

describe('the feed', () => {
  const feed = 'version: 1.2.3\nfiles:\n  - url: desk.deb\n    sha512: old\n    size: 1\n  - url: desk.AppImage\n    sha512: old\n    size: 2\n    blockMapSize: 7\n'
    + "path: desk.AppImage\nsha512: old\nreleaseDate: '2026-01-01T00:00:00.000Z'\n";
  const hash = (text: string) => createHash('sha512').update(text).digest('base64');
  beforeEach(() => {
    writeFileSync(at('desk.deb'), 'deb');
    writeFileSync(at('desk.AppImage'), 'appimage');
    writeFileSync(at('latest-linux.yml'), feed);
    writeFileSync(at('builder-debug.yml'), 'path: nothing\n');
  });

  it('tells size and hash of the packages as they are after signing', () => {
    refreshFeed(folder);
    expect(readFileSync(at('latest-linux.yml'), 'utf8')).toBe(feed
      .replace('old\n    size: 1', `${hash('deb')}\n    size: 3`).replace('old\n    size: 2', `${hash('appimage')}\n    size: 8`)
      .replace('\nsha512: old', `\nsha512: ${hash('appimage')}`));
    rmSync(at('desk.deb'));
    expect(() => refreshFeed(folder)).toThrow('desk.deb, which is not there');
  });

  it('is offered to a share of the desks, and to all by taking the share away', () => {
    stageRollout(folder, 20);
    stageRollout(folder, 50);
    expect(readFileSync(at('latest-linux.yml'), 'utf8')).toBe(`${feed}stagingPercentage: 50\n`);
    stageRollout(folder, 100);
    expect(readFileSync(at('latest-linux.yml'), 'utf8')).toBe(feed);
    expect(() => stageRollout(folder, 0)).toThrow('1 to 100');
  });

  it('is signed with the key whose public half the desks have', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const [key, known] = [String(privateKey.export({ type: 'pkcs8', format: 'pem' })), String(publicKey.export({ type: 'spki', format: 'pem' }))];
    const written = () => readFileSync(at('latest-linux.yml'), 'utf8');
    expect(signFeed(folder, key)).toEqual(['latest-linux.yml']);
    expect(believedFeed(written(), known)).toBe(feed);
    expect(believedFeed(written().replace('1.2.3', '1.2.4'), known)).toBeNull();
    expect(believedFeed(feed, known)).toBeNull();
    expect(believedFeed(written(), String(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })))).toBeNull();
    // Finished anew for all desks.
    refreshFeed(folder);
    stageRollout(folder, 50);
    expect(believedFeed(written(), known)).toBeNull();
    signFeed(folder, key);
    expect(believedFeed(written(), known)).toMatch(/\nstagingPercentage: 50\n$/);
    expect(written().match(/# signed/g)).toHaveLength(1);
  });
});

it('the bill of materials names Electron, what is bundled, what lies beside it for this system only, and the models with their hashes', () => {
  const { components } = billOfMaterials(ownTarget(), new Date(0)) as { components: { name: string; version: string; hashes?: { content: string }[] }[] };
  const named = (name: string) => components.find((one) => one.name === name);
  for (const name of ['electron', 'react', 'zod', 'client-s3', 'onnxruntime-node']) expect(named(name), name).toBeDefined();
  expect(named('vitest')).toBeUndefined();
  expect(components.some(({ name }) => name.startsWith(process.platform === 'win32' ? 'keyring-linux' : 'keyring-win32'))).toBe(false);
  const model = readFileSync(path.join(import.meta.dirname, '../../../resources/models/recogniser.onnx'));
  expect(named('recogniser.onnx')?.hashes).toEqual([{ alg: 'SHA-256', content: createHash('sha256').update(model).digest('hex') }]);
});

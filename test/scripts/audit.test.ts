import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFileFaults } from '../../scripts/audit/lock-file.ts';
import { scanForSecrets, secretsIn } from '../../scripts/audit/secrets.ts';
import { temporaryFolder } from '../electron/profile.ts';

const MANIFEST = { allowScripts: { node: true }, dependencies: { zod: '4.6.7' }, devDependencies: {} };
const GOOD = { version: '1.0.0', integrity: 'sha512-abc', license: 'MIT' };
const lock = (packages: Record<string, object>) =>
  ({ lockfileVersion: 3, packages: { '': {}, 'node_modules/zod': GOOD, 'node_modules/node': { ...GOOD, hasInstallScript: true }, ...packages } });

describe('the rules of the lock file', () => {
  it('find nothing wrong with a lock file that keeps them', () => {
    expect(lockFileFaults(lock({}), MANIFEST)).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['comes from git', { resolved: 'git+ssh://git@github.com/a/b.git#1' }, /registry/],
    ['comes from an address of its own', { resolved: 'https://example.com/b.tgz' }, /registry/],
    ['is a folder', { link: true }, /link/],
    ['cannot be known again', { integrity: undefined }, /sha512/],
    ['is known by a weak hash only', { integrity: 'sha1-abc' }, /sha512/],
    ['has a licence that is not on the list', { license: 'GPL-3.0-only' }, /GPL-3\.0-only/],
    ['has all of several licences, one of them not on the list', { license: 'MIT AND AGPL-3.0-only' }, /AGPL/],
    ['tells no licence', { license: undefined }, /no licence/],
    ['is for development only by its licence', { license: 'MPL-2.0' }, /MPL-2\.0/],
    ['wants to run a script that nobody decided on', { hasInstallScript: true }, /allowScripts/],
  ])('name a package that %s', (_, change, said) => {
    const faults = lockFileFaults(lock({ 'node_modules/a/node_modules/@b/c': { ...GOOD, ...change } }), MANIFEST);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
    expect(faults[0]).toContain('@b/c');
  });

  it('take one of several licences, and copyleft libraries only where anybody may replace them', () => {
    expect(lockFileFaults(lock({ 'node_modules/a': { ...GOOD, license: '(MIT OR GPL-3.0-only)' } }), MANIFEST)).toEqual([]);
    const lgpl = { ...GOOD, license: 'LGPL-3.0-or-later' };
    expect(lockFileFaults(lock({ 'node_modules/@img/sharp-libvips-linux-x64': lgpl }), MANIFEST)).toEqual([]);
    expect(lockFileFaults(lock({ 'node_modules/other': lgpl }), MANIFEST)).toHaveLength(1);
  });

  it.each(['^1.0.0', 'latest', 'github:a/b', 'https://example.com/a.tgz', 'file:../a'])('name a dependency asked for as %s', (range) => {
    expect(lockFileFaults(lock({}), { ...MANIFEST, dependencies: { zod: range } })).toHaveLength(1);
  });

  it('name a permission for a package that is gone', () => {
    expect(lockFileFaults(lock({}), { ...MANIFEST, allowScripts: { gone: true } })[0]).toMatch(/gone/);
  });
});

describe('the search for secrets', () => {
  // Put together here, so that the search does not find them in this file.
  const letters = (count: number): string => 'aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA'.repeat(3).slice(0, count);
  it.each([
    ['a private key', ['-----BEGIN', ' PRIVATE KEY-----\n', letters(64)].join('')],
    ['a private key', ['-----BEGIN', ' PRIVATE KEY-----\\n', letters(64)].join('')],
    ['a private key', ['-----BEGIN PGP', ' PRIVATE KEY BLOCK-----\n\n', letters(64)].join('')],
    ['an AWS access key', ['AKIA', 'QWERTYUIOPASDFGH'].join('')],
    ['a Telegram bot token', ['123456789', ':AA', letters(33)].join('')],
    ['a Bitrix24 webhook', ['https://hotel.bitrix24', '.ru/rest/1/', 'abcdefgh12345678', '/'].join('')],
    ['a GitHub token', ['ghp_', letters(36)].join('')],
    ['an npm token', ['npm_', letters(36)].join('')],
    ['a user and password in an address', ['https://someone', ':hunter2x', '@example.com'].join('')],
  ])('finds %s and tells its line', (what, secret) => {
    expect(secretsIn(`first line\nconst x = '${secret}';\n`)).toEqual([{ what, line: 2 }]);
  });

  it('looks into every folder that is kept, and knows files that hold keys by their kind', () => {
    const folder = temporaryFolder();
    const token = ['ghp_', letters(36)].join('');
    for (const kept of ['docs/dist', 'scripts/screenshots', 'dist', 'node_modules/x', 'training/work']) {
      mkdirSync(join(folder, kept), { recursive: true });
      writeFileSync(join(folder, kept, 'a.txt'), token);
    }
    writeFileSync(join(folder, 'docs/release.pfx'), Buffer.alloc(8));
    writeFileSync(join(folder, '.env'), '');
    expect(scanForSecrets(folder).found.toSorted()).toEqual([
      '.env is a file of a kind that holds keys', 'docs/dist/a.txt:1 looks like a GitHub token',
      'docs/release.pfx is a file of a kind that holds keys', 'scripts/screenshots/a.txt:1 looks like a GitHub token',
    ]);
  });

  it('finds none in its own rules, nor in the examples that providers print', () => {
    expect(secretsIn(readFileSync(new URL('../../scripts/audit/secrets.ts', import.meta.url), 'utf8'))).toEqual([]);
    expect(secretsIn('AKIAIOSFODNN7EXAMPLE 123456:test https://portal.example/rest/1/abc/')).toEqual([]);
  });
});

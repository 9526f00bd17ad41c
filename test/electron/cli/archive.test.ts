import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decryptObjects, showRecoveryKey } from '../../../electron/cli/archive-commands.ts';
import { sealObject } from '../../../electron/destinations/archive/archive-object.ts';
import { createFolderDestination } from '../../../electron/destinations/folder.ts';
import { keychainService } from '../../../electron/secrets/keychain-service.ts';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { deriveKeys } from '../../../electron/secrets/master-key.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { DeskError } from '../../../shared/errors.ts';
import { archivedRegistration } from '../destinations/archive/archived-registration.ts';
import { archiveJob, unhurried } from '../destinations/archive-job.ts';
import { temporaryFolder } from '../profile.ts';
import { inSession, keyringIsInstalled, runInSession } from '../secrets/private-keyring.ts';

const CLI = join(import.meta.dirname, '../../../electron/cli/archive.ts');

/** A terminal that remembers. */
function terminal() {
  const [printed, told] = [[] as string[], [] as string[]];
  const [print, tell] = [(line: string) => void printed.push(line), (line: string) => void told.push(line)];
  return { printed, told, print, tell };
}

/** A desk's key and an archive with one registration of it. */
async function archive() {
  const [master, folder, keychain] = [randomBytes(32), temporaryFolder(), createMemoryKeychain()];
  const registration = archivedRegistration();
  await keychain.set('master-key', master.toString('base64'));
  const archiveKey = deriveKeys(master).archive;
  const destination = createFolderDestination({ name: 'folder', folder, archiveKey: () => archiveKey });
  const outcome = await destination.deliver(archiveJob(registration), unhurried());
  if (outcome.kind !== 'delivered') throw new Error('the archive was not made');
  const { reference } = outcome;
  return { master, archiveKey, folder, keychain, registration, object: join(folder, reference), reference };
}

const fromKeychain = (keychain: Keychain) => ({ from: 'keychain', keychain }) as const;

describe('npm run archive', () => {
  it('decrypts a folder by the keychain, for this user only', async () => {
    const [{ folder, keychain, registration, reference }, out, here] = [await archive(), temporaryFolder(), terminal()];
    expect(await decryptObjects([folder], out, fromKeychain(keychain), here)).toBe(0);
    const file = join(out, `${reference}.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(registration);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(here.told).toEqual(['1 decrypted, 0 not']);
  });

  it('decrypts by the recovery key as it was shown', async () => {
    const [{ object, keychain, registration, reference }, out, desk] = [await archive(), temporaryFolder(), terminal()];
    expect(await showRecoveryKey(keychain, desk)).toBe(0);
    expect(await decryptObjects([object], out, { from: 'paper', text: desk.printed.join('\n') }, terminal())).toBe(0);
    expect(JSON.parse(readFileSync(join(out, `${reference}.json`), 'utf8'))).toEqual(registration);
  });

  it('writes the picture beside its registration', async () => {
    const [{ archiveKey, keychain, registration, folder }, out] = [await archive(), temporaryFolder()];
    const jpeg = randomBytes(3000);
    const content = { registration, picture: { shows: 'zone', jpeg } } as const;
    const { key, bytes } = sealObject(archiveKey, content, 'another delivery');
    writeFileSync(join(folder, key), bytes);
    expect(await decryptObjects([join(folder, key)], out, fromKeychain(keychain), terminal())).toBe(0);
    expect(readFileSync(join(out, `${key}.jpg`)).equals(jpeg)).toBe(true);
  });

  it('refuses another desk\'s key in words and writes nothing', async () => {
    const [{ folder }, other, out, here] = [await archive(), await archive(), temporaryFolder(), terminal()];
    expect(await decryptObjects([folder], out, fromKeychain(other.keychain), here)).toBe(2);
    expect(here.told[0]).toContain('was encrypted under another archive key');
    expect(readdirSync(out)).toEqual([]);
  });

  it('refuses a mistyped recovery key before it looks at any file', async () => {
    const [{ folder, keychain }, out, desk, here] = [await archive(), temporaryFolder(), terminal(), terminal()];
    await showRecoveryKey(keychain, desk);
    const first = desk.printed.join('\n');
    const mistyped = (first.startsWith('Z') ? 'Y' : 'Z') + first.slice(1);
    expect(await decryptObjects([folder], out, { from: 'paper', text: mistyped }, here)).toBe(2);
    expect(here.told).toEqual(['Group 1 of the recovery key is mistyped.']);
  });

  it('goes on past what is damaged, missing or no object, and says so by its exit code', async () => {
    const [{ folder, keychain, object }, out, here] = [await archive(), temporaryFolder(), terminal()];
    const damaged = join(folder, 'damaged');
    const bytes = readFileSync(object);
    writeFileSync(damaged, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]));
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    expect(await decryptObjects([folder, join(folder, 'gone')], out, fromKeychain(keychain), here)).toBe(1);
    expect(here.told).toEqual(expect.arrayContaining([
      `${damaged} is damaged: not one byte of it can be trusted`,
      `${join(folder, 'notes.txt')} is no archive object; left out`,
      `${join(folder, 'gone')} cannot be read`, '1 decrypted, 3 not',
    ]));
  });

  it('makes no key where there is none, and says so when the keychain is locked', async () => {
    const [empty, here] = [createMemoryKeychain(), terminal()];
    expect(await showRecoveryKey(empty, here)).toBe(3);
    expect(await empty.get('master-key')).toBeNull();
    const locked: Keychain = { ...empty, get: () => Promise.reject(new DeskError('keychain.locked')) };
    expect(await showRecoveryKey(locked, here)).toBe(3);
    expect(here.told[1]).toContain('keychain.locked');
    expect(here.printed).toEqual([]);
  });
});

describe.skipIf(!keyringIsInstalled)('npm run archive over a real keyring', () => {
  it('shows the recovery key and decrypts what the desk of that profile wrote', async () => {
    const { master, folder, registration, reference } = await archive();
    const [home, out] = [temporaryFolder(), temporaryFolder()];
    const service = keychainService(home);
    const keep = { call: 'set', account: 'master-key', secret: master.toString('base64') } as const;
    await inSession(home, 'unlocked', [keep], { service });
    const shown = await runInSession(home, 'unlocked', [CLI, 'recovery-key', '--profile', home]);
    expect(shown.stdout).toMatch(/^([0-9A-Z]{5}-){6}[0-9A-Z]{5}\n([0-9A-Z]{5}-){6}[0-9A-Z]{5}\n$/);
    await runInSession(home, 'unlocked', [CLI, 'decrypt', folder, '--out', out, '--profile', home]);
    expect(JSON.parse(readFileSync(join(out, `${reference}.json`), 'utf8'))).toEqual(registration);
  });

  it('ends with 3 where the keyring is locked', async () => {
    const [home, out] = [temporaryFolder(), temporaryFolder()];
    await expect(runInSession(home, 'locked', [CLI, 'decrypt', home, '--out', out])).rejects.toMatchObject({ code: 3 });
  });
});

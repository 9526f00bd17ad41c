import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { sealUnderPassphrase } from '../../../electron/secrets/passphrase-file.ts';
import { createSecretsMove } from '../../../electron/secrets/secrets-move.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { temporaryFolder } from '../profile.ts';

const PASSPHRASE = 'three hotels by the sea';
const settings = () => ({
  ...DEFAULT_SETTINGS, destinations: [{ id: 'folder-1', name: 'Archive', on: true, kind: 'folder' as const, options: { path: '/a' } }],
});

function desk() {
  const keychain = createMemoryKeychain();
  const taken: string[][] = [];
  return { keychain, taken, move: createSecretsMove({ keychain, settings, taken: (accounts) => void taken.push([...accounts]) }) };
}

describe('passwords for another desk', () => {
  it('go in one file that tells nothing, and are there once they were taken', { timeout: 120_000 }, async () => {
    const [from, to, file] = [desk(), desk(), join(temporaryFolder(), 'passwords.json')];
    await from.keychain.set('destination/folder-1', 'a-secret-of-s3');
    await from.keychain.set('telegram/token', '123456:token-of-a-bot');
    await from.keychain.set('master-key', 'the key of this desk');
    expect(await from.move.write(file, PASSPHRASE)).toBe(2);
    for (const secret of ['a-secret-of-s3', 'token-of-a-bot', 'the key of this desk']) expect(readFileSync(file, 'utf8')).not.toContain(secret);

    await to.keychain.set('destination/folder-1', 'another');
    const read = await to.move.read(file, PASSPHRASE);
    if (read.kind !== 'shown') throw new Error(read.kind);
    expect(read.shown.preview).toEqual({ names: ['Archive', 'telegram/token'], replaced: ['Archive'] });
    expect(await to.keychain.get('telegram/token')).toBeNull();
    expect(await to.move.commit(read.shown.token)).toEqual({ kind: 'done', result: null });
    expect(await to.keychain.get('destination/folder-1')).toBe('a-secret-of-s3');
    expect(await to.keychain.get('master-key')).toBeNull();
    expect(to.taken).toEqual([['destination/folder-1', 'telegram/token']]);
  });

  it('open to the passphrase only, and never set anything else of the keychain', { timeout: 120_000 }, async () => {
    const [from, file] = [desk(), join(temporaryFolder(), 'passwords.json')];
    await from.keychain.set('telegram/token', '123456:token-of-a-bot');
    await from.move.write(file, PASSPHRASE);
    expect(await desk().move.read(file, 'another passphrase')).toEqual({ kind: 'wrongPassphrase' });
    const pepper = join(temporaryFolder(), 'pepper.json');
    writeFileSync(pepper, await sealUnderPassphrase('kakdoma-desk-pepper', Buffer.alloc(32), PASSPHRASE));
    expect(await desk().move.read(pepper, PASSPHRASE)).toEqual({ kind: 'notOurs' });
    const crafted = join(temporaryFolder(), 'crafted.json');
    writeFileSync(crafted, await sealUnderPassphrase('kakdoma-desk-secrets', Buffer.from('{"master-key":"x"}'), PASSPHRASE));
    expect(await desk().move.read(crafted, PASSPHRASE)).toEqual({ kind: 'notOurs' });
  });
});

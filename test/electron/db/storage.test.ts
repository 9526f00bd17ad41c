import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { DeskError } from '../../../shared/errors.ts';
import { openProfile, profileIn, temporaryFolder } from '../profile.ts';
import { confirmInput } from '../specimens.ts';

/** A keychain that refuses until it is unlocked. */
function lockableKeychain(): Keychain & { locked: boolean } {
  const inner = createMemoryKeychain();
  const keychain = {
    locked: true,
    async get(account: string) {
      if (keychain.locked) throw new DeskError('keychain.locked');
      return inner.get(account);
    },
    set: inner.set,
    delete: inner.delete,
  };
  return keychain;
}

const everything = { query: '', from: '', to: '', after: null, limit: 10 };

describe('storage', () => {
  it('stays closed while the keychain is locked, stores nothing, and opens at the next try', async () => {
    const keychain = lockableKeychain();
    const profile = profileIn(temporaryFolder(), { keychain });
    const seen: string[] = [];
    profile.storage.onState((state) => seen.push(state.kind === 'ready' ? 'ready' : state.code));

    expect(await profile.storage.open()).toEqual({ kind: 'closed', code: 'keychain.locked' });
    const refused = { code: 'keychain.locked' };
    await expect(profile.captures.add(Buffer.from('picture'), 'drop')).rejects.toMatchObject(refused);
    await expect(profile.captures.list()).rejects.toMatchObject(refused);
    await expect(profile.registrations.confirm(confirmInput())).rejects.toMatchObject(refused);
    await expect(profile.registrations.list(everything)).rejects.toMatchObject(refused);

    keychain.locked = false;
    expect(await profile.storage.open()).toEqual({ kind: 'ready' });
    expect(await profile.captures.list()).toEqual([]);
    expect((await profile.registrations.list(everything)).rows).toEqual([]);
    expect(seen).toEqual(['keychain.locked', 'ready']);
  });

  it('opens once, however many ask at the same time', async () => {
    const profile = profileIn(temporaryFolder());
    const states = await Promise.all([profile.storage.open(), profile.storage.open(), profile.storage.open()]);
    expect(states).toEqual([{ kind: 'ready' }, { kind: 'ready' }, { kind: 'ready' }]);
  });

  it.each([
    ['keychain.keyLost', async () => createMemoryKeychain()],
    ['keychain.wrongKey', async () => {
      const other = createMemoryKeychain();
      await (await openProfile({ keychain: other })).end();
      return other;
    }],
  ])('says %s and leaves the database to the byte as it was', async (code, makeKeychain) => {
    const first = await openProfile();
    await first.registrations.confirm(confirmInput());
    await first.end();
    const file = join(first.folder, 'storage', 'desk.db');
    const before = readFileSync(file);

    const second = profileIn(first.folder, { keychain: await makeKeychain() });
    expect(await second.storage.open()).toEqual({ kind: 'closed', code });
    expect(readFileSync(file).equals(before)).toBe(true);

    const third = await openProfile({ folder: first.folder, keychain: first.keychain });
    expect((await third.registrations.list(everything)).rows).toHaveLength(1);
  });

  it('says database.damaged for a damaged file and leaves it', async () => {
    const first = await openProfile();
    await first.end();
    const file = join(first.folder, 'storage', 'desk.db');
    writeFileSync(file, 'no database');
    const second = profileIn(first.folder, { keychain: first.keychain });
    expect(await second.storage.open()).toEqual({ kind: 'closed', code: 'database.damaged' });
    expect(readFileSync(file, 'utf8')).toBe('no database');
  });
});

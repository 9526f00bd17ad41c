import { describe, expect, it } from 'vitest';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { deriveKeys, existingKeys, openKeys, type KeyCheck } from '../../../electron/secrets/master-key.ts';

/** What a database remembers of its key. */
function memoryCheck(): KeyCheck & { stored: Buffer | null } {
  return {
    stored: null,
    read() { return this.stored; },
    write(check) { this.stored = check; },
  };
}

describe('the master key', () => {
  it('is made once and the same for every later opening', async () => {
    const [keychain, check] = [createMemoryKeychain(), memoryCheck()];
    const first = await openKeys(keychain, check);
    expect(await openKeys(keychain, check)).toEqual(first);
  });

  it('is another for another keychain', async () => {
    const one = await openKeys(createMemoryKeychain(), memoryCheck());
    const other = await openKeys(createMemoryKeychain(), memoryCheck());
    expect(one.fields.equals(other.fields)).toBe(false);
  });

  it('is lost when the database has a check and the keychain nothing, and nothing is written', async () => {
    const check = memoryCheck();
    await openKeys(createMemoryKeychain(), check);
    const before = check.stored;
    const empty = createMemoryKeychain();
    await expect(openKeys(empty, check)).rejects.toMatchObject({ code: 'keychain.keyLost' });
    expect(await empty.get('master-key')).toBeNull();
    expect(check.stored).toBe(before);
  });

  it('is wrong when the database was written under another, and nothing is written', async () => {
    const check = memoryCheck();
    await openKeys(createMemoryKeychain(), check);
    const before = check.stored;
    const other = createMemoryKeychain();
    await openKeys(other, memoryCheck());
    const otherKey = await other.get('master-key');
    await expect(openKeys(other, check)).rejects.toMatchObject({ code: 'keychain.wrongKey' });
    expect(await other.get('master-key')).toBe(otherKey);
    expect(check.stored).toBe(before);
  });

  it('is wrong when the keychain holds what is no key', async () => {
    const keychain = createMemoryKeychain();
    await keychain.set('master-key', 'not a key');
    await expect(openKeys(keychain, memoryCheck())).rejects.toMatchObject({ code: 'keychain.wrongKey' });
    expect(await keychain.get('master-key')).toBe('not a key');
  });

  it('gives a different key for each purpose, none of them itself', () => {
    const master = Buffer.alloc(32, 7);
    const keys = [master, ...Object.values(deriveKeys(master))].map((key) => key.toString('hex'));
    expect(new Set(keys).size).toBe(7);
  });

  it('derives as it always did, or every desk would lose its data', () => {
    // Computed apart from this program, by HMAC-SHA-256 as RFC 5869 §2 spells it out.
    expect(deriveKeys(Buffer.alloc(32, 7)).fields.toString('hex')).toBe('1d5ae2e125fde2dc054324c514c7b0370e0a996ce53a2f3085b117f48d313fae');
  });

  it('is only looked for, and never made, by who asks for existing keys', async () => {
    const keychain = createMemoryKeychain();
    expect(await existingKeys(keychain)).toBeNull();
    expect(await keychain.get('master-key')).toBeNull();
    const made = await openKeys(keychain, memoryCheck());
    expect(await existingKeys(keychain)).toEqual(made);
    await keychain.set('master-key', 'no key');
    await expect(existingKeys(keychain)).rejects.toMatchObject({ code: 'keychain.wrongKey' });
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPepperMove } from '../../../../electron/destinations/bitrix/move-pepper.ts';
import { findPepper, openPepper, passportHash } from '../../../../electron/destinations/bitrix/passport-hash.ts';
import { createMemoryKeychain } from '../../../../electron/secrets/memory-keychain.ts';
import { temporaryFolder } from '../../profile.ts';

const PASSPHRASE = 'correct horse battery';
const DOCUMENT = { number: 'L898902C3', issuingState: 'UTO' };

function desk(delivered = 0) {
  const keychain = createMemoryKeychain();
  let replaced = 0;
  const move = createPepperMove({ keychain, delivered: () => delivered, replaced: () => { replaced += 1; } });
  return { keychain, move, file: join(temporaryFolder(), 'pepper.json'), replaced: () => replaced };
}

describe('the pepper', () => {
  it('reaches another desk in a file, so that both know a document by the same hash', async () => {
    const [one, other] = [desk(), desk(5)];
    const mark = await one.move.write(one.file, PASSPHRASE);
    const pepper = await openPepper(one.keychain);
    expect(readFileSync(one.file, 'utf8')).not.toContain(pepper.toString('base64'));

    const answer = await other.move.read(one.file, PASSPHRASE);
    if (answer.kind !== 'shown') throw new Error(answer.kind);
    expect(answer.shown.preview).toEqual({ mark, own: null, delivered: 5 });
    expect(await findPepper(other.keychain)).toBeNull();
    await other.move.commit(answer.shown.token);
    expect(other.replaced()).toBe(1);
    expect(await other.move.mark()).toBe(mark);
    expect(passportHash(await openPepper(other.keychain), DOCUMENT)).toBe(passportHash(pepper, DOCUMENT));
  });

  it('stays shut for another passphrase, a changed file, a file of others and a file that asks for too much', async () => {
    const { move, file } = desk();
    await move.write(file, PASSPHRASE);
    expect(await move.read(file, `${PASSPHRASE}!`)).toEqual({ kind: 'wrongPassphrase' });
    const json = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string; nonce: string; scrypt: { N: number } };
    const changed = Buffer.from(json.sealed, 'base64');
    changed[0] = (changed[0] ?? 0) ^ 1;
    const kindOf = async (content: unknown) => {
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return (await move.read(file, PASSPHRASE)).kind;
    };
    expect(await kindOf({ ...json, sealed: changed.toString('base64') })).toBe('wrongPassphrase');
    expect(await kindOf({ ...json, scrypt: { ...json.scrypt, N: 2 ** 30 } })).toBe('notOurs');
    expect(await kindOf({ ...json, more: 1 })).toBe('notOurs');
    expect(await kindOf('nonsense')).toBe('notOurs');
    expect(await kindOf(' '.repeat(20_000))).toBe('notOurs');
  });
});

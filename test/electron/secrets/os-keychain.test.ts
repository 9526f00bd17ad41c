import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../profile.ts';
import { inSession, installSilentPrompter, keyringIsInstalled } from './private-keyring.ts';

const account = 'master-key';
const get = { call: 'get', account } as const;
const set = (secret: string) => ({ call: 'set', account, secret }) as const;
const remove = { call: 'delete', account } as const;

if (!keyringIsInstalled) {
  console.warn('SKIPPED: keychain tests need dbus-run-session and gnome-keyring-daemon (Debian: gnome-keyring, dbus)');
}

describe.skipIf(!keyringIsInstalled)('the keychain over a real Secret Service', () => {
  it('keeps a secret, replaces it and deletes it', async () => {
    const steps = [get, set('one'), get, set('two'), get, remove, get, remove];
    expect(await inSession(temporaryFolder(), 'unlocked', steps)).toEqual([
      { value: null }, { value: null }, { value: 'one' }, { value: null }, { value: 'two' },
      { value: true }, { value: null }, { value: false },
    ]);
  });

  it('has the secret still after the next login', async () => {
    const home = temporaryFolder();
    await inSession(home, 'unlocked', [set('kept')]);
    expect(await inSession(home, 'unlocked', [get])).toEqual([{ value: 'kept' }]);
  });

  it('is locked while nobody has typed the password', async () => {
    const home = temporaryFolder();
    await inSession(home, 'unlocked', [set('kept')]);
    const locked = { code: 'keychain.locked' };
    expect(await inSession(home, 'locked', [get, set('other'), remove])).toEqual([locked, locked, locked]);
    expect(await inSession(home, 'unlocked', [get])).toEqual([{ value: 'kept' }]);
  });

  it('is locked when its prompt goes unanswered for too long', async () => {
    const home = temporaryFolder();
    await inSession(home, 'unlocked', [set('kept')]);
    installSilentPrompter(home);
    expect(await inSession(home, 'locked', [get], { timeoutMs: 500 })).toEqual([{ code: 'keychain.locked' }]);
  });

  it('is unavailable where no keyring was ever made', async () => {
    expect(await inSession(temporaryFolder(), 'locked', [set('one')])).toEqual([{ code: 'keychain.unavailable' }]);
  });
});

describe.skipIf(process.platform !== 'linux')('the keychain without D-Bus', () => {
  it('is unavailable for every call', async () => {
    const unavailable = { code: 'keychain.unavailable' };
    expect(await inSession(temporaryFolder(), 'noBus', [get, set('one'), remove]))
      .toEqual([unavailable, unavailable, unavailable]);
  });
});

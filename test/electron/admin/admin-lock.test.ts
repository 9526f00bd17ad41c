import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAdminLock } from '../../../electron/admin/admin-lock.ts';
import { readPin } from '../../../electron/admin/pin-rows.ts';
import { createManualClock } from '../manual-clock.ts';
import { openProfile } from '../profile.ts';

const PIN = '481516';
const OTHER = '902734';
const MINUTE = 60_000;
/** The real cost is measured in tenths of a second, which a test of many tries has not. */
const CHEAP = { N: 2 ** 10, r: 8, p: 1 };

async function deskWithPin(from?: Awaited<ReturnType<typeof openProfile>>) {
  const clock = createManualClock();
  const profile = await openProfile(from === undefined ? {} : { folder: from.folder, keychain: from.keychain });
  const lock = createAdminLock({ storage: profile.storage, log: profile.log, now: clock.now, cost: CHEAP });
  const { recoveryCode } = from === undefined ? await lock.setPin(PIN) : { recoveryCode: '' };
  const later = (ms: number): void => clock.set(clock.now() + ms);
  return { profile, lock, clock, recoveryCode, later };
}

describe('the administrator’s lock', () => {
  it('hashes PINs at the cost that is recommended today, and knows them again', async () => {
    const { storage, log } = await openProfile();
    const lock = createAdminLock({ storage, log });
    await lock.setPin(PIN);
    expect(readPin(storage.opened())?.pin).toMatchObject({ N: 32_768, r: 8, p: 3 });
    await lock.lock();
    expect(await lock.unlock(PIN)).toMatchObject({ unlocked: true });
  });

  it('guards nothing of the settings until a PIN is set, and no deed before', async () => {
    const { storage, log } = await openProfile();
    const lock = createAdminLock({ storage, log });
    expect(await lock.state()).toEqual({ pin: false, unlocked: false, waitMs: 0 });
    await lock.require('settings');
    await expect(lock.require('deed')).rejects.toMatchObject({ code: 'admin.pinMissing' });
  });

  it('lets in who sets or gives the PIN, for ten minutes after the last thing they did', async () => {
    const { lock, later } = await deskWithPin();
    await lock.require('deed');
    later(9 * MINUTE);
    await lock.require('settings');
    later(9 * MINUTE);
    await lock.require('deed');
    later(10 * MINUTE + 1);
    await expect(lock.require('settings')).rejects.toMatchObject({ code: 'admin.locked' });
    expect(await lock.unlock(PIN)).toMatchObject({ unlocked: true });
    await lock.require('settings');
  });

  it('is locked by a person, by a restart, and by a clock that is set back', async () => {
    const first = await deskWithPin();
    await first.lock.lock();
    await expect(first.lock.require('settings')).rejects.toMatchObject({ code: 'admin.locked' });
    await first.lock.unlock(PIN);
    first.later(-MINUTE);
    await expect(first.lock.require('settings')).rejects.toMatchObject({ code: 'admin.locked' });
    await first.lock.unlock(PIN);
    await first.profile.end();
    const second = await deskWithPin(first.profile);
    await expect(second.lock.require('settings')).rejects.toMatchObject({ code: 'admin.locked' });
  });

  it('refuses another PIN without the one that was set', async () => {
    const { lock } = await deskWithPin();
    await lock.lock();
    await expect(lock.setPin(OTHER)).rejects.toMatchObject({ code: 'admin.locked' });
    await lock.unlock(PIN);
    await lock.setPin(OTHER);
    await lock.lock();
    await expect(lock.unlock(PIN)).rejects.toMatchObject({ code: 'admin.wrongPin' });
    await lock.unlock(OTHER);
  });

  it.each(['000000', '123456', '98765432'])('takes no PIN that is guessed at once, such as %s', async (pin) => {
    const { storage, log } = await openProfile();
    await expect(createAdminLock({ storage, log }).setPin(pin)).rejects.toMatchObject({ code: 'admin.pinTooSimple' });
  });

  it('makes who guesses wait, longer each time, also after a restart', async () => {
    const first = await deskWithPin();
    await first.lock.lock();
    for (let n = 0; n < 3; n += 1) await expect(first.lock.unlock(OTHER)).rejects.toMatchObject({ code: 'admin.wrongPin' });
    await expect(first.lock.unlock(PIN)).rejects.toMatchObject({ code: 'admin.wait' });
    expect(await first.lock.state()).toMatchObject({ waitMs: 30_000 });
    first.later(30_000);
    await expect(first.lock.unlock(OTHER)).rejects.toMatchObject({ code: 'admin.wrongPin' });
    expect(await first.lock.state()).toMatchObject({ waitMs: 60_000 });
    await first.profile.end();

    const second = await deskWithPin(first.profile);
    second.clock.set(first.clock.now());
    await expect(second.lock.unlock(PIN)).rejects.toMatchObject({ code: 'admin.wait' });
    second.later(60_000);
    await second.lock.unlock(PIN);
    await second.lock.lock();
    await expect(second.lock.unlock(OTHER)).rejects.toMatchObject({ code: 'admin.wrongPin' });
    expect(await second.lock.state()).toMatchObject({ waitMs: 0 });
  });

  it('counts each of several tries made at once', async () => {
    const { lock } = await deskWithPin();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => lock.unlock(OTHER)));
    const codes = tries.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'in'));
    expect(codes).toEqual([...Array(3).fill('admin.wrongPin'), ...Array(3).fill('admin.wait')]);
  });

  it('waits no longer than an hour for a clock that was set back', async () => {
    const { lock, later } = await deskWithPin();
    for (let n = 0; n < 3; n += 1) await expect(lock.unlock(OTHER)).rejects.toMatchObject({ code: 'admin.wrongPin' });
    later(-1000 * MINUTE);
    expect(await lock.state()).toMatchObject({ waitMs: 60 * MINUTE });
  });

  it('is opened by the recovery code, however it is typed, which is then used up', async () => {
    const { lock, recoveryCode } = await deskWithPin();
    await lock.lock();
    await expect(lock.resetPin('AAAA-AAAA-AAAA-AAAA', OTHER)).rejects.toMatchObject({ code: 'admin.wrongCode' });
    const typed = recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const next = await lock.resetPin(typed, OTHER);
    expect(next.recoveryCode).not.toBe(recoveryCode);
    await lock.lock();
    await lock.unlock(OTHER);
    await expect(lock.resetPin(recoveryCode, PIN)).rejects.toMatchObject({ code: 'admin.wrongCode' });
  });

  it('leaves neither PIN nor recovery code in any file', async () => {
    const { profile, recoveryCode } = await deskWithPin();
    const file = readFileSync(join(profile.folder, 'storage', 'desk.db-wal'), 'latin1');
    expect(file.length).toBeGreaterThan(0);
    for (const secret of [PIN, recoveryCode, recoveryCode.replaceAll('-', '')]) expect(file).not.toContain(secret);
  });
});

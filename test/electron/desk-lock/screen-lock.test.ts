import { describe, expect, it } from 'vitest';
import { createAdminLock } from '../../../electron/admin/admin-lock.ts';
import { createScreenLock } from '../../../electron/desk-lock/screen-lock.ts';
import { openProfile, profileIn, temporaryFolder } from '../profile.ts';

const PIN = '4815';
const ADMIN_PIN = '902734';
const MINUTE = 60_000;
/** The real cost is measured in tenths of a second, which a test of many tries has not. */
const CHEAP = { N: 2 ** 10, r: 8, p: 1 };

type Profile = ReturnType<typeof profileIn>;

function lockOn({ storage, log }: Profile, minutes: number | null = 5) {
  const at = { now: 1_000_000 };
  const now = () => at.now;
  const admin = createAdminLock({ storage, log, now, cost: CHEAP });
  const screen = createScreenLock({ storage, admin, log, minutes: () => minutes, now, cost: CHEAP });
  return { admin, screen, later: (ms: number) => { at.now += ms; } };
}

describe('the lock of the screen', () => {
  it('locks when nobody has been there for the minutes that were set, and not before', async () => {
    const { screen, later } = lockOn(await openProfile());
    await screen.setPin(PIN);
    later(5 * MINUTE - 1);
    screen.look();
    expect(screen.isLocked()).toBe(false);
    screen.active();
    later(5 * MINUTE - 1);
    screen.look();
    expect(screen.isLocked()).toBe(false);
    later(1);
    screen.look();
    expect(screen.isLocked()).toBe(true);
    screen.active();
    expect(await screen.state()).toMatchObject({ locked: true, pin: true });
  });

  it('never locks by itself where no minutes are set, and never without a PIN', async () => {
    const never = lockOn(await openProfile(), null);
    await never.screen.setPin(PIN);
    never.later(1000 * MINUTE);
    never.screen.look();
    expect(never.screen.isLocked()).toBe(false);
    const without = lockOn(await openProfile());
    without.later(1000 * MINUTE);
    without.screen.look();
    expect(await without.screen.lock()).toMatchObject({ locked: false, pin: false });
  });

  it('is opened by the desk PIN or by the administrator’s, and tells who listens', async () => {
    const { screen, admin } = lockOn(await openProfile());
    await admin.setPin(ADMIN_PIN);
    await screen.setPin(PIN);
    const heard: boolean[] = [];
    screen.onChanged(({ locked }) => heard.push(locked));
    await screen.lock();
    await expect(screen.unlock('0000', 'desk')).rejects.toMatchObject({ code: 'screen.wrongPin' });
    expect(screen.isLocked()).toBe(true);
    await screen.unlock(PIN, 'desk');
    await screen.lock();
    await expect(screen.unlock(PIN, 'administrator')).rejects.toMatchObject({ code: 'admin.wrongPin' });
    await screen.unlock(ADMIN_PIN, 'administrator');
    expect(screen.isLocked()).toBe(false);
    expect(heard).toEqual([true, true, false, true, false]);
  });

  it('makes who guesses wait, also when several guess at once and after a restart', async () => {
    const folder = temporaryFolder();
    const first = await openProfile({ folder });
    const { screen } = lockOn(first);
    await screen.setPin(PIN);
    await screen.lock();
    const tries = await Promise.allSettled(['1111', '2222', '3333', PIN].map((pin) => screen.unlock(pin, 'desk')));
    expect(tries.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code))
      .toEqual(['screen.wrongPin', 'screen.wrongPin', 'screen.wrongPin', 'admin.wait']);
    await first.end();
    const again = lockOn(await openProfile({ folder, keychain: first.keychain }));
    await expect(again.screen.unlock(PIN, 'desk')).rejects.toMatchObject({ code: 'admin.wait' });
    again.later(31_000);
    await again.screen.unlock(PIN, 'desk');
  });

  it('begins locked on a desk that is started anew', async () => {
    const folder = temporaryFolder();
    const first = await openProfile({ folder });
    await lockOn(first).screen.setPin(PIN);
    await first.end();
    const next = profileIn(folder, { keychain: first.keychain });
    const { screen } = lockOn(next);
    await next.storage.open();
    expect(screen.isLocked()).toBe(true);
  });
});

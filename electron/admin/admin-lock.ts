import { isSimplePin, type AdminState } from '../../shared/admin.ts';
import type { AuditAction } from '../../shared/audit.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../records/audit.ts';
import { waitAfter, waitLeft } from './mistakes.ts';
import { hashSecret, matchesHash, type ScryptCost } from './pin-hash.ts';
import { noteFailures, readPin, writePin, type StoredPin } from './pin-rows.ts';
import { makeRecoveryCode, normalRecoveryCode } from './recovery-code.ts';
import { createTurns } from '../in-turn.ts';

/** How long after the last thing the administrator did the desk is anybody's again. */
const UNLOCKED_MS = 10 * 60_000;

/**
 * The administrator's PIN: who gave it may change settings and erase for a while. It lives in the database, as whoever
 * takes that away takes the data away too; what a closed storage throws every call throws.
 */
export type AdminLock = {
  state(): Promise<AdminState>;
  /** `settings`: passes too while no PIN was set. `deed`: needs one. Throws `admin.locked`, `admin.pinMissing`. */
  require(what: 'settings' | 'deed'): Promise<void>;
  /** The first PIN, or another one while unlocked. Returns the code that helps when it is forgotten, shown once. */
  setPin(pin: string): Promise<{ recoveryCode: string }>;
  /** Throws `admin.wrongPin`, `admin.wait`. */
  unlock(pin: string): Promise<AdminState>;
  lock(): Promise<AdminState>;
  /** Another PIN by the recovery code, which is used up. Throws `admin.wrongCode`, `admin.wait`. */
  resetPin(recoveryCode: string, pin: string): Promise<{ recoveryCode: string }>;
  onChanged(listener: (state: AdminState) => void): () => void;
};

/** `now`: UTC milliseconds. `cost`: of the next PIN's hash; those stored carry their own. */
export function createAdminLock(parts: {
  storage: Storage; log: Log; now?: () => number; cost?: ScryptCost;
}): AdminLock {
  const { storage, log, now = Date.now, cost } = parts;
  const listeners = new Set<(state: AdminState) => void>();
  /** When the administrator last did something; null: locked. In memory only, so that a restart locks. */
  let usedAt: number | null = null;
  /** One try after the other: two at once would count as one mistake. */
  const inTurn = createTurns();

  let locking: NodeJS.Timeout | undefined;

  /** The administrator does something: ten minutes from now on. Who listens hears when they are over. */
  function use(): void {
    usedAt = now();
    clearTimeout(locking);
    locking = setTimeout(() => {
      if (!isUnlocked() && storage.state().kind === 'ready') tell(storage.opened());
    }, UNLOCKED_MS + 1000).unref();
  }

  /** A page may ask while storage still opens. */
  async function opened(): Promise<OpenStorage> {
    if (storage.state().kind !== 'ready') await storage.open();
    return storage.opened();
  }

  function isUnlocked(): boolean {
    // A clock that was set back locks, too.
    if (usedAt !== null && (now() < usedAt || now() - usedAt > UNLOCKED_MS)) usedAt = null;
    return usedAt !== null;
  }

  function stateOf(open: OpenStorage): AdminState {
    const stored = readPin(open);
    return { pin: stored !== null, unlocked: isUnlocked(), waitMs: stored === null ? 0 : waitOf(stored) };
  }

  const waitOf = ({ notBefore }: StoredPin): number => waitLeft(notBefore, now());

  function tell(open: OpenStorage): AdminState {
    const state = stateOf(open);
    for (const listener of listeners) listener(state);
    return state;
  }

  function audit(open: OpenStorage, action: AuditAction, administrator: boolean): void {
    writeAudit(open, { at: now(), actor: administrator ? 'administrator' : 'desk', action, subject: '-' });
  }

  /** The mistake is noted before it is known to be one: ending the program in the middle saves nobody from waiting. */
  async function tryOnce(open: OpenStorage, part: 'pin' | 'recovery', secret: string, wrong: ErrorCode): Promise<void> {
    const stored = readPin(open);
    if (stored === null) throw new DeskError('admin.pinMissing');
    if (waitOf(stored) > 0) throw new DeskError('admin.wait');
    const failures = stored.failures + 1;
    noteFailures(open, failures, now() + waitAfter(failures));
    if (await matchesHash(secret, stored[part])) {
      noteFailures(open, 0, 0);
      return;
    }
    log.warn('admin.refused', { attempt: failures });
    open.database.transaction(() => audit(open, 'admin.refused', false));
    tell(open);
    throw new DeskError(wrong);
  }

  async function setNew(open: OpenStorage, pin: string): Promise<{ recoveryCode: string }> {
    if (isSimplePin(pin)) throw new DeskError('admin.pinTooSimple');
    const recoveryCode = makeRecoveryCode();
    const pinHash = await hashSecret(pin, cost);
    const recovery = await hashSecret(normalRecoveryCode(recoveryCode), cost);
    open.database.transaction(() => {
      writePin(open, { pin: pinHash, recovery });
      audit(open, 'admin.pinSet', true);
    });
    use();
    tell(open);
    return { recoveryCode };
  }

  async function require(what: 'settings' | 'deed'): Promise<void> {
    const open = await opened();
    if (readPin(open) === null) {
      if (what === 'settings') return;
      throw new DeskError('admin.pinMissing');
    }
    if (!isUnlocked()) throw new DeskError('admin.locked');
    use();
  }

  return {
    state: async () => stateOf(await opened()),
    require,
    setPin: (pin) => inTurn(async () => {
      await require('settings');
      return setNew(await opened(), pin);
    }),
    unlock: (pin) => inTurn(async () => {
      const open = await opened();
      await tryOnce(open, 'pin', pin, 'admin.wrongPin');
      use();
      open.database.transaction(() => audit(open, 'admin.unlocked', true));
      return tell(open);
    }),
    async lock() {
      const open = await opened();
      if (isUnlocked()) open.database.transaction(() => audit(open, 'admin.locked', true));
      usedAt = null;
      return tell(open);
    },
    resetPin: (recoveryCode, pin) => inTurn(async () => {
      const open = await opened();
      if (isSimplePin(pin)) throw new DeskError('admin.pinTooSimple');
      await tryOnce(open, 'recovery', normalRecoveryCode(recoveryCode), 'admin.wrongCode');
      return setNew(open, pin);
    }),
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

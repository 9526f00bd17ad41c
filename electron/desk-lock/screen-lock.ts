import { DeskError } from '../../shared/errors.ts';
import type { SCREEN_KEYS, ScreenState } from '../../shared/operation.ts';
import type { AdminLock } from '../admin/admin-lock.ts';
import { waitAfter, waitLeft } from '../admin/mistakes.ts';
import { hashSecret, matchesHash, type ScryptCost } from '../admin/pin-hash.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../records/audit.ts';
import { noteDeskFailures, readDeskPin, writeDeskPin } from './desk-pin-rows.ts';
import { createTurns } from '../in-turn.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Locks the screen of a desk nobody sits at. While it is locked the main process answers nothing about guests, whatever
 * the page asks; captures, bot and deliveries go on. Also a desk that was started anew begins locked.
 */
export type ScreenLock = {
  state(): Promise<ScreenState>;
  isLocked(): boolean;
  /** Somebody pressed a key or moved the pointer. */
  active(): void;
  /** Locks when the minutes are over. Runs by itself every few seconds; call it when the machine wakes. */
  look(): void;
  /** At once. Nothing happens while no desk PIN is set, as nobody could unlock it. */
  lock(): Promise<ScreenState>;
  /** Throws `screen.wrongPin`, `admin.wrongPin`, `admin.wait`, `admin.pinMissing`. */
  unlock(pin: string, by: (typeof SCREEN_KEYS)[number]): Promise<ScreenState>;
  setPin(pin: string): Promise<ScreenState>;
  onChanged(listener: (state: ScreenState) => void): () => void;
  stop(): void;
};

/** `minutes`: idle minutes until it locks, null: never. `now`: UTC milliseconds. `cost`: of the next PIN's hash. */
export function createScreenLock(parts: {
  storage: Storage; admin: AdminLock; log: Log; minutes: () => number | null; now?: () => number; cost?: ScryptCost;
}): ScreenLock {
  const { storage, admin, log, minutes, now = Date.now, cost } = parts;
  const listeners = new Set<(state: ScreenState) => void>();
  let locked = false;
  let activeAt = now();
  /** One try after the other: two at once would count as one mistake. */
  const inTurn = createTurns();

  async function opened(): Promise<OpenStorage> {
    if (storage.state().kind !== 'ready') await storage.open();
    return storage.opened();
  }

  function stateOf(open: OpenStorage): ScreenState {
    const pin = readDeskPin(open);
    return { locked, pin: pin !== null, waitMs: pin === null ? 0 : waitLeft(pin.notBefore, now()) };
  }

  function tell(open: OpenStorage): ScreenState {
    const state = stateOf(open);
    for (const listener of listeners) listener(state);
    return state;
  }

  function lockIn(open: OpenStorage): ScreenState {
    if (!locked && readDeskPin(open) !== null) {
      locked = true;
      log.info('screen.locked');
    }
    return tell(open);
  }

  function look(): void {
    const limit = minutes();
    if (locked || limit === null || storage.state().kind !== 'ready') return;
    // A clock that was set back must not keep the screen open for ever.
    if (now() < activeAt) activeAt = now();
    if (now() - activeAt < limit * 60_000) return;
    activeAt = now(); // with no PIN to unlock it by, it is looked at again when as many minutes have gone by
    lockIn(storage.opened());
  }

  async function tryDeskPin(open: OpenStorage, pin: string): Promise<void> {
    const stored = readDeskPin(open);
    if (stored === null) throw new DeskError('admin.pinMissing');
    if (waitLeft(stored.notBefore, now()) > 0) throw new DeskError('admin.wait');
    // Noted before it is known to be a mistake: ending the program in the middle saves nobody from waiting.
    const failures = stored.failures + 1;
    noteDeskFailures(open, failures, now() + waitAfter(failures));
    if (await matchesHash(pin, stored.hash)) {
      noteDeskFailures(open, 0, 0);
      return;
    }
    log.warn('screen.refused', { attempt: failures });
    open.database.transaction(() => writeAudit(open, { at: now(), action: 'screen.refused', subject: '-' }));
    tell(open);
    throw new DeskError('screen.wrongPin');
  }

  const looking = setInterval(look, LOOK_EVERY_MS);
  looking.unref();
  let begun = false;
  const unhear = storage.onState((state) => {
    if (state.kind !== 'ready' || begun) return;
    begun = true;
    if (minutes() !== null) lockIn(storage.opened());
  });

  return {
    state: async () => stateOf(await opened()),
    isLocked: () => locked,
    active() {
      if (!locked) activeAt = now();
    },
    look,
    lock: async () => lockIn(await opened()),
    unlock: (pin, by) => inTurn(async () => {
      const open = await opened();
      if (by === 'administrator') await admin.unlock(pin);
      else await tryDeskPin(open, pin);
      locked = false;
      activeAt = now();
      log.info('screen.unlocked');
      return tell(open);
    }),
    setPin: (pin) => inTurn(async () => {
      const open = await opened();
      const hash = await hashSecret(pin, cost);
      open.database.transaction(() => {
        writeDeskPin(open, hash);
        writeAudit(open, { at: now(), actor: 'administrator', action: 'screen.pinSet', subject: '-' });
      });
      return tell(open);
    }),
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      clearInterval(looking);
      unhear();
    },
  };
}

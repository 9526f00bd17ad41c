import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BackupCode, BackupState } from '../../shared/backup.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import { archiveKeys } from '../destinations/archive/archive-key.ts';
import { writeRecoveryKey } from '../destinations/archive/recovery-key.ts';
import type { DestinationSettings } from '../../shared/destinations.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../records/audit.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { packDesk, type DeskFolders } from './pack.ts';
import { backupName, ownBackups, PlaceFailure, type BackupPlace } from './place.ts';
import { keyShownAt, listRuns, noteKeyShown, noteRun } from './run-rows.ts';
import { BackupUnopened } from './sealed-stream.ts';
import { bytesOf, proveDesk, unpackDesk } from './unpack.ts';

const PERIODS = { day: 24 * 3_600_000, week: 7 * 24 * 3_600_000 } as const;
const LOOK_EVERY_MS = 15 * 60_000;
/** After one that failed; what hindered may pass, and nobody should have to ask. */
const AGAIN_AFTER_MS = 60 * 60_000;
/** A whole backup to a slow bucket and back. */
const LONGEST_MS = 4 * 3_600_000;

/** Makes backups when they are due. A backup counts once it was fetched back and opened as a desk of its own. */
export type Backups = {
  state(): BackupState;
  /** Now; one that is under way is waited for. What went wrong stands in the state. */
  run(): Promise<BackupState>;
  /** The key on paper, which opens backups and archive. Noted in the audit log. */
  recoveryKey(): { text: string };
  stop(): Promise<void>;
};

/** `place`: of a destination, null where it keeps no files. */
export function createBackups(parts: {
  desk: DeskFolders; storage: Storage; keychain: Keychain; settings: () => Settings; log: Log; clock: Clock; program: string;
  place: (settings: DestinationSettings) => BackupPlace | null; changed: () => void;
}): Backups {
  const { desk, storage, keychain, settings, log, clock, program, place, changed } = parts;
  const scratch = path.join(desk.profile, 'backup-scratch');
  const stopping = new AbortController();
  /** Of one that was cut off by the end of the program: what is erased here shall not lie on there. */
  const leftover = (error: unknown): void => log.warn('backup.leftover', { error });
  const tidied = rm(scratch, { recursive: true, force: true }).catch(leftover);
  let waking = new AbortController();
  let running: Promise<void> | null = null;

  function nextAt(): number | null {
    const { to, every } = settings().operation.backup;
    if (to === null || storage.state().kind !== 'ready') return null;
    const runs = listRuns(storage.opened());
    const [last] = runs;
    const good = runs.find(({ code, destinationId }) => code === null && destinationId === to);
    const due = good === undefined ? clock.now() : good.beganAt + PERIODS[every];
    return last !== undefined && last.code !== null ? Math.max(due, last.finishedAt + AGAIN_AFTER_MS) : due;
  }

  function state(): BackupState {
    const runs = storage.state().kind === 'ready' ? listRuns(storage.opened()) : [];
    return {
      runs: runs.map(({ beganAt: _beganAt, ...run }) => run), running: running !== null, nextAt: nextAt(),
      keyShownAt: storage.state().kind === 'ready' ? keyShownAt(storage.opened()) : null,
    };
  }

  async function make(destinationId: string): Promise<void> {
    const beganAt = clock.now();
    const { keys } = storage.opened();
    const name = backupName(archiveKeys(keys.archive).id, beganAt);
    const done = { bytes: 0, registrations: 0 };
    let code: BackupCode | null = null;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_MS)]);
    try {
      const found = settings().destinations.find(({ id }) => id === destinationId);
      const at = found === undefined ? null : place(found);
      if (at === null) throw new MissingPlace();
      await makeIn(at, name, done, signal);
    } catch (error) {
      if (stopping.signal.aborted) return; // begun anew at the next start
      code = codeOf(error);
      log.error('backup.failed', { code, error });
    } finally {
      await rm(scratch, { recursive: true, force: true }).catch(leftover);
    }
    if (storage.state().kind !== 'ready') return;
    noteRun(storage.opened(), { beganAt, finishedAt: clock.now(), destinationId, name, ...done, code });
    if (code === null) log.info('backup.made', { destination: destinationId, count: done.bytes, ms: clock.now() - beganAt });
  }

  async function makeIn(at: BackupPlace, name: string, done: { bytes: number; registrations: number }, signal: AbortSignal): Promise<void> {
    const archiveKey = storage.opened().keys.archive;
    await tidied;
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const file = path.join(scratch, 'backup');
    const manifest = await packDesk({ desk, settings: settings(), keychain, archiveKey, program, scratch, file, now: clock.now() });
    Object.assign(done, { bytes: (await stat(file)).size, registrations: manifest.registrations });
    signal.throwIfAborted(); // a person who closes the desk waits for one step, not for all
    await at.put(name, file, signal);
    await rm(file);
    const fetched = await at.fetch(name, scratch, signal);
    const restored = path.join(scratch, 'restored');
    const unpacked = await unpackDesk(bytesOf(fetched), archiveKey, restored);
    signal.throwIfAborted();
    await proveDesk(restored, unpacked, log);
    const { keep } = settings().operation.backup;
    for (const old of ownBackups(await at.list(signal), archiveKeys(archiveKey).id).slice(keep)) await at.remove(old, signal);
  }

  function start(): Promise<void> {
    const { to } = settings().operation.backup;
    if (to === null || storage.state().kind !== 'ready') return Promise.resolve();
    running ??= make(to).finally(() => {
      running = null;
      changed();
    });
    changed();
    return running;
  }

  async function always(): Promise<void> {
    await tidied;
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      try {
        const due = nextAt();
        if (due !== null && due <= clock.now()) await start();
      } catch (error) {
        // The next look is made all the same.
        log.error('backup.momentFailed', { error });
      }
      await clock.wait(LOOK_EVERY_MS, waking.signal);
    }
  }

  const unhear = storage.onState(() => waking.abort());
  const looking = always().catch((error: unknown) => log.error('backup.stopped', { error }));
  return {
    state,
    async run() {
      await start();
      return state();
    },
    recoveryKey() {
      const store = storage.opened();
      store.database.transaction(() => {
        noteKeyShown(store, clock.now());
        writeAudit(store, { at: clock.now(), actor: 'administrator', action: 'recovery.shown', subject: '-' });
      });
      return { text: writeRecoveryKey(store.keys.archive) };
    },
    async stop() {
      stopping.abort();
      waking.abort();
      unhear();
      await looking;
      await running;
    },
  };
}

class MissingPlace extends Error {}

function codeOf(error: unknown): BackupCode {
  if (error instanceof MissingPlace) return 'backup.placeMissing';
  if (error instanceof PlaceFailure) return error.code;
  if (error instanceof BackupUnopened) return 'backup.notWhole';
  return error instanceof DeskError && error.code.startsWith('keychain.') ? 'backup.keychain' : 'backup.failed';
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { openKeys, type KeyCheck, type SubKeys } from '../secrets/master-key.ts';
import { databaseError } from './database-error.ts';
import { sql, type Database } from './database.ts';
import { openDatabase } from './open.ts';

/** What the desk's status strip tells of storage. */
export type StorageState = { readonly kind: 'ready' } | { readonly kind: 'closed'; readonly code: ErrorCode };

/** The open parts; never kept by a service beyond one call. */
export type OpenStorage = { readonly database: Database; readonly keys: SubKeys; readonly pictures: string };

/** The encrypted store of one profile. Services ask it for the open parts at each call, so that it may open late. */
export type Storage = {
  /** Opens keychain, key and database; also the answer to "try again". Never throws: see the state it returns. */
  open(): Promise<StorageState>;
  state(): StorageState;
  /** Resolves when it is not being opened, or no longer is: until then nobody knows whether it is closed. Never rejects. */
  settled(): Promise<void>;
  /** Throws the code it is closed for: without keychain, key and database nothing is stored, in no form. */
  opened(): OpenStorage;
  /** Returns the function that stops listening. */
  onState(listener: (state: StorageState) => void): () => void;
  close(): void;
};

/** `folder` holds desk.db and pictures/; it is made, for its owner only, when missing. */
export function createStorage(options: { folder: string; keychain: Keychain; log: Log }): Storage {
  const { folder, keychain, log } = options;
  const listeners = new Set<(state: StorageState) => void>();
  let open: OpenStorage | null = null;
  let opening: Promise<StorageState> | null = null;
  let closedFor: ErrorCode = 'keychain.locked';

  function state(): StorageState {
    return open ? { kind: 'ready' } : { kind: 'closed', code: closedFor };
  }

  async function tryOpen(): Promise<StorageState> {
    try {
      open = await openParts(folder, keychain);
      log.info('storage.opened');
    } catch (error) {
      closedFor = error instanceof DeskError ? error.code : 'internal';
      log.error('storage.closed', { code: closedFor, error });
    }
    for (const listener of listeners) tell(listener);
    return state();
  }

  /** One listener's failure must keep neither the others nor the caller from hearing. */
  function tell(listener: (state: StorageState) => void): void {
    try {
      listener(state());
    } catch (error) {
      log.error('storage.listenerFailed', { error });
    }
  }

  return {
    async open() {
      if (open) return state();
      opening ??= tryOpen().finally(() => {
        opening = null;
      });
      return opening;
    },
    state,
    async settled() {
      await opening;
    },
    opened() {
      if (!open) throw new DeskError(closedFor, 'storage is closed');
      return open;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      open?.database.close();
      open = null;
    },
  };
}

async function openParts(folder: string, keychain: Keychain): Promise<OpenStorage> {
  let database: Database | null = null;
  try {
    const pictures = join(folder, 'pictures');
    await mkdir(pictures, { recursive: true, mode: 0o700 });
    database = openDatabase(join(folder, 'desk.db'));
    const keys = await openKeys(keychain, keyCheckIn(database));
    return { database, keys, pictures };
  } catch (error) {
    database?.close();
    throw databaseError(error);
  }
}

function keyCheckIn(database: Database): KeyCheck {
  return {
    read() {
      const row = database.first(sql.selectFrom('meta').select('value').where('name', '=', 'key_check'));
      return row ? Buffer.from(row.value) : null;
    },
    write(check) {
      database.run(sql.insertInto('meta').values({ name: 'key_check', value: check }));
    },
  };
}

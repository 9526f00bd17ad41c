import type { ErrorCode } from '../../shared/errors.ts';
import type { Keychain } from '../secrets/keychain.ts';

/** What the desk's status strip tells of storage. */
export type StorageState = { readonly kind: 'ready' } | { readonly kind: 'closed'; readonly code: ErrorCode };

/** The encrypted store of one profile. Services ask it for the open parts at each call, so that it may open late. */
export type Storage = {
  /** Opens keychain, key and database; also the answer to "try again". Never throws: see the state it returns. */
  open(): Promise<StorageState>;
  state(): StorageState;
  /** Returns the function that stops listening. */
  onState(listener: (state: StorageState) => void): () => void;
  close(): void;
};

/** `folder` holds desk.db and pictures/; it is made (0700) when missing. */
export declare function createStorage(options: { folder: string; keychain: Keychain }): Storage;

/** The operating system's keychain. Accounts are names such as `master-key`; values are secrets and never logged. */
export interface Keychain {
  /** The secret, or null when there is none. Throws DeskError `keychain.unavailable` or `keychain.locked`. */
  get(account: string): Promise<string | null>;
  /** Stores and reads back. Throws as `get`. */
  set(account: string, secret: string): Promise<void>;
  /** True when there was one. */
  delete(account: string): Promise<boolean>;
}

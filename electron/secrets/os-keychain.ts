import type { Keychain } from './keychain.ts';

/** The operating system's keychain. `timeoutMs`: how long one call may wait for it, an unlock prompt included. */
export declare function createOsKeychain(options: { service: string; timeoutMs?: number }): Keychain;

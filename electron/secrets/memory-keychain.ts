import type { Keychain } from './keychain.ts';

/** Secrets that vanish with the process: for the throw-away demo profile only, whose database vanishes with it too. */
export declare function createMemoryKeychain(): Keychain;

import type { Keychain } from './keychain.ts';

/** Secrets that vanish with the process: for the throw-away demo profile only, whose database vanishes with it too. */
export function createMemoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    get: async (account) => secrets.get(account) ?? null,
    set: async (account, secret) => void secrets.set(account, secret),
    delete: async (account) => secrets.delete(account),
  };
}

import type { AsyncEntry } from '@napi-rs/keyring';
import { DeskError } from '../../shared/errors.ts';
import type { Keychain } from './keychain.ts';

/** Long enough for a person to type the password into the system's unlock prompt. */
const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * The operating system's keychain: Keychain on macOS, Credential Manager on Windows, Secret Service on Linux.
 * `timeoutMs`: how long one call may wait for it, an unlock prompt included.
 */
export function createOsKeychain(options: { service: string; timeoutMs?: number }): Keychain {
  const { service, timeoutMs = DEFAULT_TIMEOUT_MS } = options;

  // Pinned, because the library otherwise falls back without a word to kernel keys that a reboot erases.
  // Built for each call, because without D-Bus already the constructor throws, and D-Bus may come later; imported as
  // late, because the import throws where the library has no binary, and the desk must open to say so.
  async function call<T>(account: string, ask: (entry: AsyncEntry) => Promise<T>): Promise<T> {
    try {
      const library = await import('@napi-rs/keyring');
      const entry = new library.AsyncEntry(service, account, { linux: { store: 'secret-service' } });
      return await withinTime(ask(entry), timeoutMs);
    } catch (error) {
      throw keychainError(error);
    }
  }

  return {
    get: (account) => call(account, (entry) => entry.getPassword()),
    async set(account, secret) {
      await call(account, (entry) => entry.setPassword(secret));
      const stored = await call(account, (entry) => entry.getPassword());
      if (stored !== secret) {
        throw new DeskError('keychain.unavailable', 'the keychain did not give back what it was given');
      }
    },
    delete: (account) => call(account, (entry) => entry.deletePassword()),
  };
}

/** Signs of a keychain that is there but shut; every other failure means that there is none to speak to. */
const LOCKED = /prompt was dismissed|is locked|interaction is not allowed|user cancell?ed|passphrase you entered/i;

function keychainError(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  const text = error instanceof Error ? error.message : '';
  const code = LOCKED.test(text) ? 'keychain.locked' : 'keychain.unavailable';
  return new DeskError(code, `the system's keychain refused: ${text}`, { cause: error });
}

/** The library's own abort signal does not stop a call that already waits for a prompt, so the wait ends here. */
async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeskError('keychain.locked', `the keychain did not answer in ${timeoutMs} ms`)), timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { randomBytes } from 'node:crypto';
import { DeskError } from '../../../shared/errors.ts';
import type { Keychain } from '../../secrets/keychain.ts';
import { existingKeys } from '../../secrets/master-key.ts';
import { finding, type Check } from '../check.ts';
import { keyCheckOf } from '../stored-database.ts';

const PROBE = 'doctor-probe';

/** Writes, reads back and removes a secret of no meaning, then sees whether the key is the database's. */
export function checkKeychain(parts: { keychain: Keychain; database: string; inMemory: boolean }): Check {
  const { keychain, database, inMemory } = parts;
  return {
    name: 'keychain',
    async run() {
      if (inMemory) return [finding('keychain', 'keychain.inMemory')];
      try {
        const secret = randomBytes(8).toString('hex');
        await keychain.set(PROBE, secret);
        const back = await keychain.get(PROBE);
        await keychain.delete(PROBE);
        // One that takes what it is given and forgets it loses the key of the data with the next restart.
        if (back !== secret) return [finding('keychain', 'keychain.unavailable')];
        const written = keyCheckOf(database);
        const keys = await existingKeys(keychain);
        if (written !== null && keys === null) return [finding('keychain', 'keychain.keyLost')];
        if (written !== null && keys !== null && !written.equals(keys.check)) return [finding('keychain', 'keychain.wrongKey')];
        return [finding('keychain', 'keychain.fine')];
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        const { code } = error;
        return [finding('keychain', code === 'keychain.locked' || code === 'keychain.wrongKey' ? code : 'keychain.unavailable')];
      }
    },
  };
}

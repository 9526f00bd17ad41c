import { readRecoveryKey } from '../destinations/archive/recovery-key.ts';
import type { RestoreAnswer } from '../../shared/backup.ts';
import type { Log } from '../log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { registrationsIn, stageRestore } from './restore.ts';
import { BackupUnopened } from './sealed-stream.ts';

/** A new desk becomes another one by its backup, from the window; at its next start it is that desk. */
export type RestoreService = {
  /** Asks for the files of the backup and stages it. */
  begin(recoveryKey: string): Promise<RestoreAnswer>;
  /** Ends the program and starts it anew. */
  restart(): void;
};

export function createRestoreService(parts: {
  profile: string; keychain: Keychain; log: Log; chooseFiles: () => Promise<string[]>; restart: () => void;
}): RestoreService {
  const { profile, keychain, log, chooseFiles, restart } = parts;
  return {
    async begin(recoveryKey) {
      if (registrationsIn(profile) > 0) return { kind: 'notEmpty' };
      const read = readRecoveryKey(recoveryKey);
      if (!read.ok) return { kind: 'mistyped' };
      const files = await chooseFiles();
      if (files.length === 0) return { kind: 'left' };
      try {
        const manifest = await stageRestore({ files: files.toSorted(), archiveKey: read.key, profile, keychain, log });
        log.info('restore.staged', { count: manifest.registrations });
        return { kind: 'ready', registrations: manifest.registrations, madeAt: manifest.madeAt };
      } catch (error) {
        if (!(error instanceof BackupUnopened)) throw error;
        log.warn('restore.refused', { code: error.why });
        return { kind: error.why };
      }
    },
    restart,
  };
}

import type { DeliveryCode } from './delivery.ts';

/** Why there is no good backup; the page has a sentence for each. Those of the place are the same as of deliveries. */
export const BACKUP_CODES = ['backup.placeMissing', 'backup.notWhole', 'backup.failed', 'backup.keychain'] as const;
export type BackupCode = (typeof BACKUP_CODES)[number] | DeliveryCode;

export type BackupRun = {
  /** UTC milliseconds. */
  readonly finishedAt: number;
  readonly destinationId: string;
  readonly name: string;
  readonly bytes: number;
  readonly registrations: number;
  /** Null: it was fetched back, opened and found whole. */
  readonly code: BackupCode | null;
};

export type BackupState = {
  /** Newest first. */
  readonly runs: readonly BackupRun[];
  readonly running: boolean;
  /** When the next is due, UTC milliseconds; null: backups are off. */
  readonly nextAt: number | null;
  /** When the recovery key was shown; null: never, and a backup that nobody can open is none. */
  readonly keyShownAt: number | null;
};

/** What came of a restore. `ready`: it takes the place of this desk when the program starts anew. */
export type RestoreAnswer =
  | { readonly kind: 'left' | 'notEmpty' | 'mistyped' | 'notABackup' | 'unknownVersion' | 'wrongKey' | 'damaged' }
  | { readonly kind: 'ready'; readonly registrations: number; readonly madeAt: number };

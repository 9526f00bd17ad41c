import type { StateCreator } from 'zustand';
import type { BackupState } from '../../shared/backup.ts';
import type { Finding } from '../../shared/doctor.ts';
import type { LogRow } from '../../shared/log-row.ts';
import type { ScreenState } from '../../shared/operation.ts';
import type { DeskState } from './desk-store.ts';

export type LogsShown = {
  readonly level: 'all' | 'warn';
  /** Only what concerns this document; null: everything. */
  readonly correlationId: string | null;
  readonly limit: number;
  /** Newest first; null until they were read. */
  readonly rows: readonly LogRow[] | null;
};

export type OperationSlice = {
  /** Null until the main process has said. */
  readonly screen: ScreenState | null;
  /** `findings`: of the last check-up; none before the first. */
  readonly doctor: { readonly kind: 'running' | 'done'; readonly findings: readonly Finding[] };
  readonly logs: LogsShown;
  /** Null until the main process has said. */
  readonly backups: BackupState | null;
  /** Dotted names of settings that nobody here may change. */
  readonly lockedSettings: readonly string[];
  /** Shown until it was printed or copied. */
  readonly recoveryKey: string | null;
  setOperation(change: Partial<Omit<OperationSlice, 'setOperation'>>): void;
};

export const operationSlice: StateCreator<DeskState, [], [], OperationSlice> = (set) => ({
  screen: null,
  doctor: { kind: 'done', findings: [] },
  logs: { level: 'all', correlationId: null, limit: 200, rows: null },
  backups: null,
  lockedSettings: [],
  recoveryKey: null,
  setOperation: (change) => set(change),
});

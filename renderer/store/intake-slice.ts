import type { StateCreator } from 'zustand';
import type { Batch, BatchRow, BatchShown } from '../../shared/batch.ts';
import type { WatchedFolder } from '../../shared/watched-folder.ts';
import type { DeskState } from './desk-store.ts';

/** What brings many files at once. */
export type IntakeSlice = {
  /** Null until they were asked for. */
  readonly folders: readonly WatchedFolder[] | null;
  /** Newest first; null until they were asked for. */
  readonly batches: readonly Batch[] | null;
  /** The import whose files are listed. */
  readonly openBatch: {
    readonly id: string;
    readonly show: BatchShown;
    readonly rows: readonly BatchRow[];
    readonly more: boolean;
  } | null;
  setIntake(change: Partial<Omit<IntakeSlice, 'setIntake'>>): void;
};

export const intakeSlice: StateCreator<DeskState, [], [], IntakeSlice> = (set) => ({
  folders: null,
  batches: null,
  openBatch: null,
  setIntake: (change) => set(change),
});

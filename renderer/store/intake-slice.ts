import type { StateCreator } from 'zustand';
import type { WatchedFolder } from '../../shared/watched-folder.ts';
import type { DeskState } from './desk-store.ts';

/** What brings many files at once. */
export type IntakeSlice = {
  /** Null until they were asked for. */
  readonly folders: readonly WatchedFolder[] | null;
  setIntake(change: Partial<Omit<IntakeSlice, 'setIntake'>>): void;
};

export const intakeSlice: StateCreator<DeskState, [], [], IntakeSlice> = (set) => ({
  folders: null,
  setIntake: (change) => set(change),
});

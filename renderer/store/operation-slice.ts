import type { StateCreator } from 'zustand';
import type { ScreenState } from '../../shared/operation.ts';
import type { DeskState } from './desk-store.ts';

export type OperationSlice = {
  /** Null until the main process has said. */
  readonly screen: ScreenState | null;
  setOperation(change: Partial<Omit<OperationSlice, 'setOperation'>>): void;
};

export const operationSlice: StateCreator<DeskState, [], [], OperationSlice> = (set) => ({
  screen: null,
  setOperation: (change) => set(change),
});

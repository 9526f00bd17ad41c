import type { StateCreator } from 'zustand';
import type { Finding } from '../../shared/doctor.ts';
import type { ScreenState } from '../../shared/operation.ts';
import type { DeskState } from './desk-store.ts';

export type OperationSlice = {
  /** Null until the main process has said. */
  readonly screen: ScreenState | null;
  /** `findings`: of the last check-up; none before the first. */
  readonly doctor: { readonly kind: 'running' | 'done'; readonly findings: readonly Finding[] };
  setOperation(change: Partial<Omit<OperationSlice, 'setOperation'>>): void;
};

export const operationSlice: StateCreator<DeskState, [], [], OperationSlice> = (set) => ({
  screen: null,
  doctor: { kind: 'done', findings: [] },
  setOperation: (change) => set(change),
});

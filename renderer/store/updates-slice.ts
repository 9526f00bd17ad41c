import type { StateCreator } from 'zustand';
import type { UpdateState } from '../../shared/updates.ts';
import type { DeskState } from './desk-store.ts';

export type UpdatesSlice = {
  /** How far the program is with a newer version; null until the main process has said. */
  readonly update: UpdateState | null;
  setUpdate(update: UpdateState): void;
};

export const updatesSlice: StateCreator<DeskState, [], [], UpdatesSlice> = (set) => ({
  update: null,
  setUpdate: (update) => set({ update }),
});

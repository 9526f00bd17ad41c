import type { StateCreator } from 'zustand';
import type { DeskStatus, RequestOutput } from '../../shared/contract.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import type { DeskState } from './desk-store.ts';

export type StatusSlice = {
  /** Null until the main process has said; the strip then says it does not know yet. */
  readonly status: DeskStatus | null;
  readonly info: RequestOutput<'app:info'> | null;
  readonly settings: Settings;
  setStatus(status: DeskStatus): void;
  setInfo(info: RequestOutput<'app:info'>): void;
  setSettings(settings: Settings): void;
};

export const statusSlice: StateCreator<DeskState, [], [], StatusSlice> = (set) => ({
  status: null,
  info: null,
  settings: DEFAULT_SETTINGS,
  setStatus: (status) => set({ status }),
  setInfo: (info) => set({ info }),
  setSettings: (settings) => set({ settings }),
});

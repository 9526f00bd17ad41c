import type { StateCreator } from 'zustand';
import type { GroupCard, GroupSummary } from '../../shared/group.ts';
import type { DeskState } from './desk-store.ts';

/** Group check-ins. Names live in memory only. */
export type GroupsSlice = {
  /** Newest first; null until they were asked for. */
  readonly groups: readonly GroupSummary[] | null;
  readonly openGroup: GroupCard | null;
  /** The form: of a new group, or of the one that is open. */
  readonly groupForm: 'new' | 'edit' | null;
  setGroups(change: Partial<Omit<GroupsSlice, 'setGroups'>>): void;
};

export const groupsSlice: StateCreator<DeskState, [], [], GroupsSlice> = (set) => ({
  groups: null,
  openGroup: null,
  groupForm: null,
  setGroups: (change) => set(change),
});

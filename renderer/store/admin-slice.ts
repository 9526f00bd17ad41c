import type { StateCreator } from 'zustand';
import type { AdminState } from '../../shared/admin.ts';
import type { AuditCheck, AuditRow } from '../../shared/audit.ts';
import type { ErasureReport } from '../../shared/erasure.ts';
import type { PurgeState } from '../../shared/policy.ts';
import type { DeskState } from './desk-store.ts';

export type AuditPages = { readonly rows: readonly AuditRow[]; readonly next: number | null };

export type AdminSlice = {
  /** Null until the main process has said. */
  readonly admin: AdminState | null;
  /** A request waits for the PIN; called with whether it was given. */
  readonly pinAsked: ((given: boolean) => void) | null;
  /** Shown once, to be copied onto paper. */
  readonly recoveryCode: string | null;
  readonly purge: PurgeState | null;
  readonly erasures: readonly ErasureReport[] | null;
  /** Null while it is closed. */
  readonly audit: AuditPages | null;
  readonly auditCheck: AuditCheck | null;
  readonly pepperMark: string | null;
  setAdmin(change: Partial<Omit<AdminSlice, 'setAdmin'>>): void;
};

export const adminSlice: StateCreator<DeskState, [], [], AdminSlice> = (set) => ({
  admin: null,
  pinAsked: null,
  recoveryCode: null,
  purge: null,
  erasures: null,
  audit: null,
  auditCheck: null,
  pepperMark: null,
  setAdmin: (change) => set(change),
});

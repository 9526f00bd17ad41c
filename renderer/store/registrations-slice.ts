import type { StateCreator } from 'zustand';
import type { RequestOutput } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Registration, RegistrationRow } from '../../shared/registration.ts';
import type { DeskState } from './desk-store.ts';

/** What is looked for; dates are days of confirming, YYYY-MM-DD or empty. */
export type RegistrationSearch = { readonly query: string; readonly from: string; readonly to: string };

export const EVERYONE: RegistrationSearch = { query: '', from: '', to: '' };

export type RegistrationsSlice = {
  readonly search: RegistrationSearch;
  readonly rows: readonly RegistrationRow[];
  /** Where the list goes on; null at its end. */
  readonly next: string | null;
  readonly listed:
    { readonly kind: 'loading' } | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly code: ErrorCode };
  readonly opened: Registration | null;
  /** Unmasked number and lines of the opened one; forgotten as soon as it is left. */
  readonly revealed: RequestOutput<'registration:reveal'> | null;
  setRegistrations(change: Partial<Pick<RegistrationsSlice, 'search' | 'rows' | 'next' | 'listed'>>): void;
  setOpened(opened: Registration | null): void;
  setRevealed(revealed: RequestOutput<'registration:reveal'> | null): void;
};

export const registrationsSlice: StateCreator<DeskState, [], [], RegistrationsSlice> = (set) => ({
  search: EVERYONE,
  rows: [],
  next: null,
  listed: { kind: 'loading' },
  opened: null,
  revealed: null,
  setRegistrations: (change) => set(change),
  setOpened: (opened) => set({ opened, revealed: null }),
  setRevealed: (revealed) => set({ revealed }),
});

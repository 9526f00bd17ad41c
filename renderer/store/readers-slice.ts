import type { StateCreator } from 'zustand';
import type { DeskState } from './desk-store.ts';

/** A reader is tried out in the settings: what it sent is told by its shape, and its content is kept nowhere. */
export type ReaderTrial =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'heard';
      /** Signs of each line. */
      readonly signs: readonly number[];
      /** Whether the keys' places spelled it, or this computer's layout. */
      readonly by: 'code' | 'key';
      /** Longest pause between two keys, in milliseconds. */
      readonly widest: number;
    }
  | { readonly kind: 'incomplete'; readonly strokes: number; readonly widest: number };

export type ReadersSlice = {
  /** Null while none is tried out. */
  readonly readerTrial: ReaderTrial | null;
  setReaderTrial(trial: ReaderTrial | null): void;
};

export const readersSlice: StateCreator<DeskState, [], [], ReadersSlice> = (set) => ({
  readerTrial: null,
  setReaderTrial: (readerTrial) => set({ readerTrial }),
});

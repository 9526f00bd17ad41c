import type { StateCreator } from 'zustand';
import type { ConnectionTest, DestinationCard } from '../../shared/destination-card.ts';
import type { DeskState } from './desk-store.ts';

/** What testing a destination has come to. */
export type TestState = { readonly kind: 'running' } | { readonly kind: 'done'; readonly result: ConnectionTest };

export type DestinationsSlice = {
  /** Null until they were asked for. */
  readonly destinationCards: readonly DestinationCard[] | null;
  /** By id; forgotten when what was tested is changed. */
  readonly tests: Readonly<Record<string, TestState>>;
  setDestinationCards(cards: readonly DestinationCard[]): void;
  setTest(destinationId: string, test: TestState | null): void;
};

export const destinationsSlice: StateCreator<DeskState, [], [], DestinationsSlice> = (set) => ({
  destinationCards: null,
  tests: {},
  setDestinationCards: (destinationCards) => set({ destinationCards }),
  setTest: (destinationId, test) =>
    set(({ tests }) => {
      const { [destinationId]: _old, ...others } = tests;
      return { tests: test === null ? others : { ...others, [destinationId]: test } };
    }),
});

import type { StateCreator } from 'zustand';
import type { CaptureSummary } from '../../shared/capture.ts';
import type { DeskState } from './desk-store.ts';

/** Row of the queue that stands for a registration typed without a picture. */
export const HAND = 'hand';

/** What is on the desk: nothing, one document of a capture, or a registration typed without a picture. */
export type Selection =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'capture'; readonly captureId: string; readonly document: number }
  | { readonly kind: 'hand' };

export type QueueSlice = {
  readonly captures: readonly CaptureSummary[];
  readonly selection: Selection;
  setCaptures(captures: readonly CaptureSummary[]): void;
  putCapture(capture: CaptureSummary): void;
  dropCapture(id: string): void;
  select(selection: Selection): void;
};

export const queueSlice: StateCreator<DeskState, [], [], QueueSlice> = (set) => ({
  captures: [],
  selection: { kind: 'nothing' },
  setCaptures: (captures) => set({ captures }),
  putCapture: (capture) =>
    set(({ captures }) => ({
      captures: captures.some((old) => old.id === capture.id)
        ? captures.map((old) => (old.id === capture.id ? capture : old))
        : [...captures, capture],
    })),
  dropCapture: (id) => set(({ captures }) => ({ captures: captures.filter((capture) => capture.id !== id) })),
  select: (selection) => set({ selection }),
});

/** Id of the selected row of the queue; null when nothing is on the desk. */
export function selectedRow(selection: Selection): string | null {
  switch (selection.kind) {
    case 'nothing':
      return null;
    case 'capture':
      return selection.captureId;
    case 'hand':
      return HAND;
  }
}

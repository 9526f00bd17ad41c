import { useMemo } from 'react';
import type { CaptureSummary } from '../../shared/capture.ts';
import { desk, useDesk, type DeskState } from '../store/desk-store.ts';
import { queueOrder } from '../store/queue-order.ts';
import { HAND } from '../store/queue-slice.ts';

/** A row of the queue: a capture, or the registration begun without one. */
export type QueueRow = { readonly id: string; readonly capture: CaptureSummary | null };

function rowsOf(captures: readonly CaptureSummary[], byHand: boolean): readonly QueueRow[] {
  const rows = queueOrder(captures).map((capture) => ({ id: capture.id, capture }));
  return byHand ? [{ id: HAND, capture: null }, ...rows] : rows;
}

const hasHand = (state: DeskState): boolean => state.drafts[HAND] !== undefined;

export function useQueueRows(): readonly QueueRow[] {
  const captures = useDesk((state) => state.captures);
  const byHand = useDesk(hasHand);
  return useMemo(() => rowsOf(captures, byHand), [captures, byHand]);
}

/** Ids of the rows as shown now, for moving through them by key. */
export const rowIdsNow = (): readonly string[] => rowsOf(desk().captures, hasHand(desk())).map((row) => row.id);

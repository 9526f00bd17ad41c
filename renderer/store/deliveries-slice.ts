import type { StateCreator } from 'zustand';
import type { RequestInput } from '../../shared/contract.ts';
import type { DeliveryHistory, DeliveryRow } from '../../shared/delivery.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { DeskState } from './desk-store.ts';

export type DeliveryFilter = Pick<RequestInput<'delivery:list'>, 'destinationId' | 'state'>;

export const EVERY_DELIVERY: DeliveryFilter = { destinationId: null, state: 'all' };

export type DeliveriesSlice = {
  readonly deliveryFilter: DeliveryFilter;
  readonly deliveryRows: readonly DeliveryRow[];
  /** Where the list goes on; null at its end. */
  readonly deliveryNext: number | null;
  readonly deliveriesListed:
    { readonly kind: 'loading' } | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly code: ErrorCode };
  /** The registration whose deliveries are open beside the list. */
  readonly deliveriesOf: { readonly registrationId: string; readonly name: string } | null;
  /** Of the registration looked at last; null until it is there. */
  readonly history: { readonly registrationId: string; readonly deliveries: readonly DeliveryHistory[] } | null;
  setDeliveries(
    change: Partial<Pick<DeliveriesSlice, 'deliveryFilter' | 'deliveryRows' | 'deliveryNext' | 'deliveriesListed'>>,
  ): void;
  openDeliveriesOf(opened: DeliveriesSlice['deliveriesOf']): void;
  setHistory(history: DeliveriesSlice['history']): void;
};

export const deliveriesSlice: StateCreator<DeskState, [], [], DeliveriesSlice> = (set) => ({
  deliveryFilter: EVERY_DELIVERY,
  deliveryRows: [],
  deliveryNext: null,
  deliveriesListed: { kind: 'loading' },
  deliveriesOf: null,
  history: null,
  setDeliveries: (change) => set(change),
  openDeliveriesOf: (deliveriesOf) => set({ deliveriesOf }),
  setHistory: (history) => set({ history }),
});

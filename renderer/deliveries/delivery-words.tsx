import type { ReactNode } from 'react';
import type { DeliveryRow, DeliveryState } from '../../shared/delivery.ts';
import { showMoment } from '../fields/date-text.ts';
import { StopIcon, SureIcon, WaitIcon } from '../shell/icons.tsx';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The state of a delivery by shape and word. */
export function DeliveryStateMark({ state }: { readonly state: DeliveryState }): ReactNode {
  const texts = useTexts();
  return (
    <span className="delivery-state" data-state={state}>
      {state === 'delivered' ? <SureIcon /> : state === 'parked' ? <StopIcon /> : <WaitIcon />}
      {texts.deliveries.states[state]}
    </span>
  );
}

/** When it was delivered, is tried next, or was noted. */
export function whenWords({ deliveredAt, nextTryAt, createdAt }: DeliveryRow, { deliveries }: Texts): string {
  if (deliveredAt !== null) return showMoment(deliveredAt);
  return nextTryAt === null ? showMoment(createdAt) : deliveries.next(showMoment(nextTryAt));
}

/** Why the last attempt failed; a delivered one has nothing to explain. */
export function whyWords({ state, code }: DeliveryRow, { deliveryCodes }: Texts): string {
  return state === 'delivered' || code === null ? '' : deliveryCodes[code];
}

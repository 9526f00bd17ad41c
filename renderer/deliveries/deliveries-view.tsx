import { useEffect, useRef, type ReactNode } from 'react';
import { listDeliveries, offerRetryOfParked, retryNow } from '../flows/deliveries-flow.ts';
import { openRegistration } from '../flows/registrations-flow.ts';
import { ToggleSetting } from '../settings/toggle-setting.tsx';
import { Button, IconButton } from '../shell/button.tsx';
import { Choice } from '../shell/choice.tsx';
import { CloseIcon, TurnIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { DeliveriesSlice } from '../store/deliveries-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeliveriesOfRegistration } from './delivery-history.tsx';
import { DeliveryList } from './delivery-list.tsx';
import './deliveries.css';

const STATES = ['all', 'open', 'parked', 'delivered'] as const;
const EVERYWHERE = '';

/** What became of every delivery: found on the left, the history of one registration on the right. */
export function DeliveriesView(): ReactNode {
  const { deliveries } = useTexts();
  const filter = useDesk((state) => state.deliveryFilter);
  const status = useDesk((state) => state.status);
  const destinations = useDesk((state) => state.settings.destinations);
  const opened = useDesk((state) => state.deliveriesOf);
  useEffect(() => {
    // The status is told anew after each attempt, so the list follows.
    void listDeliveries(filter);
  }, [filter, status]);
  const told = status?.destinations.filter(({ id }) => filter.destinationId === null || id === filter.destinationId) ?? [];
  const parked = told.some((one) => one.parked > 0);
  const waiting = told.some((one) => one.waiting > 0);
  return (
    <main className="wide-view registrations" data-opened={opened !== null}>
      <div className="registrations-list">
        <div className="deliveries-head">
          <h1>{deliveries.heading}</h1>
          <Button disabled={!waiting} onClick={() => void retryNow(filter.destinationId)}>
            <TurnIcon />
            {deliveries.retryNow}
          </Button>
          <Button disabled={!parked} onClick={() => void offerRetryOfParked({ destinationId: filter.destinationId, mended: false })}>
            {deliveries.retryParked}
          </Button>
        </div>
        <div className="deliveries-filter">
          <Choice
            label={deliveries.destination}
            hideLabel
            value={filter.destinationId ?? EVERYWHERE}
            options={[
              { value: EVERYWHERE, label: deliveries.everywhere },
              ...destinations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(chosen) =>
              desk().setDeliveries({
                deliveryFilter: { ...filter, destinationId: chosen === EVERYWHERE ? null : chosen },
              })
            }
          />
          <ToggleSetting
            name="delivery-state"
            label={deliveries.state}
            options={STATES}
            words={deliveries.filters}
            value={filter.state}
            onChange={(state) => desk().setDeliveries({ deliveryFilter: { ...filter, state } })}
          />
        </div>
        <DeliveryList />
      </div>
      {opened === null ? null : <HistoryPanel key={opened.registrationId} opened={opened} />}
    </main>
  );
}

function HistoryPanel({ opened }: { readonly opened: NonNullable<DeliveriesSlice['deliveriesOf']> }): ReactNode {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article className="registration-card" aria-labelledby="deliveries-of">
      <header>
        <h1 id="deliveries-of" tabIndex={-1} ref={heading}>
          {opened.name}
        </h1>
        <IconButton
          label={texts.deliveries.back}
          shortcut={texts.keys.names.escape}
          onClick={() => desk().openDeliveriesOf(null)}
        >
          <CloseIcon />
        </IconButton>
      </header>
      <div className="registration-actions">
        <Button onClick={() => void openRegistration(opened.registrationId)}>{texts.deliveries.openRegistration}</Button>
      </div>
      <DeliveriesOfRegistration registrationId={opened.registrationId} />
    </article>
  );
}

import type { ReactNode } from 'react';
import type { DeliveryRow } from '../../shared/delivery.ts';
import { destinationName, listMoreDeliveries, retryDelivery } from '../flows/deliveries-flow.ts';
import { Button } from '../shell/button.tsx';
import { moveByArrows } from '../shell/move-by-arrows.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeliveryStateMark, whenWords, whyWords } from './delivery-words.tsx';

/** Deliveries that fit the filter, newest first; the guest's name opens the history beside the list. */
export function DeliveryList(): ReactNode {
  const { deliveries, errors } = useTexts();
  const rows = useDesk((state) => state.deliveryRows);
  const next = useDesk((state) => state.deliveryNext);
  const listed = useDesk((state) => state.deliveriesListed);
  const every = useDesk(({ deliveryFilter }) => deliveryFilter.destinationId === null && deliveryFilter.state === 'all');
  if (listed.kind === 'failed') {
    return (
      <p className="registrations-none" role="alert">
        {errors[listed.code]}
      </p>
    );
  }
  if (rows.length === 0) {
    const words = listed.kind === 'loading' ? '…' : every ? deliveries.noneYet : deliveries.none;
    return <p className="registrations-none">{words}</p>;
  }
  return (
    <div className="registrations-scroll">
      <table className="registrations-table deliveries-table" onKeyDown={moveByArrows}>
        <thead>
          <tr>
            <th scope="col">{deliveries.columns.guest}</th>
            <th scope="col">{deliveries.columns.destination}</th>
            <th scope="col">{deliveries.columns.state}</th>
            <th scope="col">{deliveries.columns.when}</th>
            <th scope="col">{deliveries.columns.why}</th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {next === null ? null : (
        <Button className="registrations-more" onClick={() => void listMoreDeliveries()}>
          {deliveries.more}
        </Button>
      )}
    </div>
  );
}

function Row({ row }: { readonly row: DeliveryRow }): ReactNode {
  const texts = useTexts();
  const opened = useDesk((state) => state.deliveriesOf?.registrationId === row.registrationId);
  const served = useDesk(({ settings }) => settings.destinations.some(({ id, on }) => on && id === row.destinationId));
  const name = [row.surname, row.givenNames].filter(Boolean).join(' ') || texts.deliveries.unreadable;
  const open = (): void => desk().openDeliveriesOf({ registrationId: row.registrationId, name });
  return (
    <tr data-opened={opened} onClick={open}>
      <th scope="row">
        <button
          type="button"
          className="row-open"
          {...(opened ? { 'aria-current': 'true' as const } : {})}
          onClick={(event) => {
            event.stopPropagation();
            open();
          }}
        >
          {name}
        </button>
      </th>
      <td>{destinationName(row.destinationId)}</td>
      <td>
        <DeliveryStateMark state={row.state} />
      </td>
      <td>{whenWords(row, texts)}</td>
      <td className="delivery-why-cell">{whyWords(row, texts)}</td>
      <td>
        {served && row.state === 'parked' ? (
          <Button
            onClick={(event) => {
              event.stopPropagation();
              void retryDelivery(row.id);
            }}
          >
            {texts.deliveries.retry}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

import type { ReactNode } from 'react';
import type { DeliveryRow } from '../../shared/delivery.ts';
import { destinationName, listMoreDeliveries, retryDelivery } from '../flows/deliveries-flow.ts';
import { Button } from '../shell/button.tsx';
import { OpenRow, RowTable, withinRow } from '../shell/row-table.tsx';
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
  const { columns } = deliveries;
  return (
    <RowTable
      className="deliveries-table"
      columns={[columns.guest, columns.destination, columns.state, columns.when, columns.why, null]}
      more={next === null ? null : { words: deliveries.more, show: () => void listMoreDeliveries() }}
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </RowTable>
  );
}

function Row({ row }: { readonly row: DeliveryRow }): ReactNode {
  const texts = useTexts();
  const opened = useDesk((state) => state.deliveriesOf?.registrationId === row.registrationId);
  const served = useDesk(({ settings }) => settings.destinations.some(({ id, on }) => on && id === row.destinationId));
  const name = [row.surname, row.givenNames].filter(Boolean).join(' ') || texts.deliveries.unreadable;
  const open = (): void => desk().openDeliveriesOf({ registrationId: row.registrationId, name });
  return (
    <OpenRow name={name} opened={opened} onOpen={open}>
      <td>{destinationName(row.destinationId)}</td>
      <td>
        <DeliveryStateMark state={row.state} />
      </td>
      <td>{whenWords(row, texts)}</td>
      <td className="delivery-why-cell">{whyWords(row, texts)}</td>
      <td>
        {served && row.state === 'parked' ? (
          <Button onClick={(event) => withinRow(event, () => void retryDelivery(row.id))}>{texts.deliveries.retry}</Button>
        ) : null}
      </td>
    </OpenRow>
  );
}

import { Switch } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import { showMoment } from '../../fields/date-text.ts';
import { offerRetryOfParked, showDeliveries } from '../../flows/deliveries-flow.ts';
import {
  editDestination,
  offerFields,
  offerRemoval,
  sentenceOf,
  testDestination,
} from '../../flows/destinations-flow.ts';
import { Button } from '../../shell/button.tsx';
import { StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { desk, useDesk } from '../../store/desk-store.ts';
import type { TestState } from '../../store/destinations-slice.ts';
import type { Texts } from '../../texts/ru.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useHeld } from '../held.tsx';

/** One destination: what it is, whether it is on, how it fares, and what can be done about it. */
export function DestinationItem({ card }: { readonly card: DestinationCard }): ReactNode {
  const texts = useTexts();
  const { destinations } = texts;
  const test = useDesk((state) => state.tests[card.id]);
  const held = useHeld('destinations');
  const facts = [placeWords(card), secretWords(card, texts)].filter(Boolean).join(' · ');
  return (
    <li className="destination" data-on={card.on}>
      <div className="destination-head">
        <h3>{card.name}</h3>
        <span className="quiet">{destinations.kinds[card.kind]}</span>
        <label className="switch-row">
          <Switch.Root
            className="switch"
            aria-label={destinations.on(card.name)}
            checked={card.on}
            disabled={held}
            onCheckedChange={(on) => void editDestination({ destinationId: card.id, on })}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          {card.on ? destinations.isOn : destinations.isOff}
        </label>
      </div>
      {facts === '' ? null : <p className="destination-facts quiet">{facts}</p>}
      <Health card={card} tested={test !== undefined} />
      <TestResult id={card.id} test={test} />
      <div className="destination-actions">
        <Button onClick={() => void testDestination(card.id)}>{destinations.test}</Button>
        <Button
          disabled={held && card.kind === 'folder'}
          onClick={() => desk().openDialog({ kind: 'destination', of: card.kind, card })}
        >
          {destinations.edit}
        </Button>
        <Button onClick={() => showDeliveries(card.id)}>{destinations.toDeliveries}</Button>
        <Button look="quiet" disabled={held} onClick={() => void offerRemoval(card)}>
          {destinations.remove}
        </Button>
      </div>
    </li>
  );
}

/** A test that was just made says more than the last failure does. */
function Health({ card, tested }: { readonly card: DestinationCard; readonly tested: boolean }): ReactNode {
  const { destinations, deliveryCodes } = useTexts();
  const health = useDesk((state) => state.status?.destinations.find(({ id }) => id === card.id));
  if (health === undefined) return <p className="destination-health quiet">{destinations.offHealth}</p>;
  return (
    <p className="destination-health">
      {destinations.health(health.deliveredToday, health.waiting, health.parked)}
      {health.code === null || tested ? null : (
        <span className="destination-trouble">
          <StopIcon />
          {deliveryCodes[health.code]}
        </span>
      )}
    </p>
  );
}

function TestResult({ id, test }: { readonly id: string; readonly test: TestState | undefined }): ReactNode {
  const { destinations } = useTexts();
  const stuck = useDesk((state) => state.status?.destinations.find((one) => one.id === id)?.mendable ?? 0);
  const words =
    test === undefined ? null : test.kind === 'running' ? (
      <>
        <WaitIcon />
        {destinations.testing}
      </>
    ) : test.result.ok ? (
      <>
        <SureIcon />
        {destinations.testFine}
        {stuck === 0 ? null : (
          <Button look="accent" onClick={() => void offerRetryOfParked({ destinationId: id, mended: true })}>
            {destinations.retryMended(stuck)}
          </Button>
        )}
      </>
    ) : (
      <>
        <StopIcon />
        <span>{sentenceOf(test.result)}</span>
        {test.result.code === 'bitrix.fieldMissing' ? (
          <Button look="accent" onClick={() => void offerFields(id)}>
            {destinations.fieldsOffer}
          </Button>
        ) : null}
      </>
    );
  const tone = test?.kind !== 'done' ? 'plain' : test.result.ok ? 'sure' : 'stop';
  return (
    <div className="destination-test" role="status" data-tone={tone}>
      {words}
    </div>
  );
}

function placeWords(card: DestinationCard): string {
  switch (card.kind) {
    case 'bitrix':
      return '';
    case 's3':
      return `${card.options.bucket} · ${card.options.endpoint}`;
    case 'folder':
      return card.options.path;
  }
}

function secretWords({ kind, secret }: DestinationCard, { destinations, errors }: Texts): string {
  if (kind === 'folder') return '';
  const name = destinations.secrets[kind];
  switch (secret.kind) {
    case 'notNeeded':
      return '';
    case 'missing':
      return `${name}: ${destinations.secretMissing}`;
    case 'set':
      return `${name}: ${secret.at === null ? destinations.secretSetSometime : destinations.secretSet(showMoment(secret.at))}`;
    case 'unreadable':
      return `${name}: ${errors[secret.code]}`;
  }
}

import { useEffect, type ReactNode } from 'react';
import type { DeliveryHistory } from '../../shared/delivery.ts';
import { showMoment } from '../fields/date-text.ts';
import { destinationName, loadHistory, offerResend, retryDelivery } from '../flows/deliveries-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeliveryStateMark, whenWords, whyWords } from './delivery-words.tsx';
import './deliveries.css';

/** So many attempts are shown; the rest is counted. */
const SHOWN = 6;

/** Where one registration went, attempt by attempt, and where it could go. */
export function DeliveriesOfRegistration({ registrationId }: { readonly registrationId: string }): ReactNode {
  const texts = useTexts();
  const history = useDesk((state) => (state.history?.registrationId === registrationId ? state.history : null));
  const status = useDesk((state) => state.status);
  const destinations = useDesk((state) => state.settings.destinations);
  useEffect(() => {
    // The status is told anew after each attempt.
    void loadHistory(registrationId);
  }, [registrationId, status]);
  if (history === null) return null;
  const others = destinations.filter(
    ({ id, on }) => on && !history.deliveries.some(({ delivery }) => delivery.destinationId === id),
  );
  if (history.deliveries.length === 0 && others.length === 0) {
    return <p className="quiet">{texts.deliveries.historyNone}</p>;
  }
  return (
    <ul className="delivery-history">
      {history.deliveries.map((one) => (
        <OneDelivery key={one.delivery.id} history={one} />
      ))}
      {others.map(({ id, name }) => (
        <li key={id} className="delivery-of">
          <div className="delivery-head">
            <h3>{name}</h3>
            <span className="quiet">{texts.deliveries.never}</span>
          </div>
          <Button onClick={() => void offerResend(registrationId, id)}>{texts.deliveries.send}</Button>
        </li>
      ))}
    </ul>
  );
}

function OneDelivery({ history }: { readonly history: DeliveryHistory }): ReactNode {
  const texts = useTexts();
  const { delivery, attempts } = history;
  const why = whyWords(delivery, texts);
  const served = useDesk(({ settings }) => settings.destinations.some(({ id, on }) => on && id === delivery.destinationId));
  return (
    <li className="delivery-of">
      <div className="delivery-head">
        <h3>{destinationName(delivery.destinationId)}</h3>
        <DeliveryStateMark state={delivery.state} />
        <span className="quiet">{whenWords(delivery, texts)}</span>
      </div>
      {why === '' ? null : <p className="delivery-why">{why}</p>}
      <ol className="delivery-attempts">
        {attempts.slice(0, SHOWN).map(({ at, outcome, code }) => (
          <li key={`${at} ${outcome}`}>
            <span className="quiet">{showMoment(at)}</span> {texts.deliveries.outcomes[outcome]}
            {code === null ? null : <span className="quiet">: {texts.deliveryCodes[code]}</span>}
          </li>
        ))}
      </ol>
      {attempts.length > SHOWN ? (
        <p className="quiet delivery-earlier">{texts.deliveries.earlier(attempts.length - SHOWN)}</p>
      ) : null}
      {served ? <Again history={history} /> : null}
    </li>
  );
}

function Again({ history: { delivery } }: { readonly history: DeliveryHistory }): ReactNode {
  const { deliveries } = useTexts();
  switch (delivery.state) {
    case 'parked':
    case 'waiting':
      return <Button onClick={() => void retryDelivery(delivery.id)}>{deliveries.retry}</Button>;
    case 'delivered':
      return (
        <Button onClick={() => void offerResend(delivery.registrationId, delivery.destinationId)}>
          {deliveries.resend}
        </Button>
      );
    case 'due':
    case 'leased':
      return null;
  }
}

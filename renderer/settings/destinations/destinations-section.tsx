import { useEffect, type ReactNode } from 'react';
import type { DestinationKind } from '../../../shared/destinations.ts';
import { loadDestinations } from '../../flows/destinations-flow.ts';
import { Button } from '../../shell/button.tsx';
import { PlusIcon } from '../../shell/icons.tsx';
import { desk, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HeldNote, useHeld } from '../held.tsx';
import { DestinationItem } from './destination-item.tsx';
import './destinations.css';

const KINDS = ['bitrix', 's3', 'folder'] as const satisfies readonly DestinationKind[];

/** Where confirmed registrations go: every destination with its state, and the way to another one. */
export function DestinationsSection(): ReactNode {
  const { destinations } = useTexts();
  const cards = useDesk((state) => state.destinationCards);
  const storage = useDesk((state) => state.status?.storage.kind);
  const held = useHeld('destinations');
  useEffect(() => {
    // Asked again when the keychain was unlocked: only then is it known which secrets are set.
    void loadDestinations();
  }, [storage]);
  return (
    <>
      <p className="settings-lead">{destinations.lead}</p>
      <HeldNote setting="destinations" />
      {cards === null ? null : cards.length === 0 ? (
        <p className="quiet">{destinations.none}</p>
      ) : (
        <ul className="destination-list">
          {cards.map((card) => (
            <DestinationItem key={card.id} card={card} />
          ))}
        </ul>
      )}
      <div className="destination-add" role="group" aria-label={destinations.add}>
        {KINDS.map((of) => (
          <Button
            key={of}
            className="destination-new"
            disabled={held}
            aria-describedby={`about-${of}`}
            onClick={() => desk().openDialog({ kind: 'destination', of, card: null })}
          >
            <PlusIcon />
            <span>
              {destinations.kinds[of]}
              <span id={`about-${of}`} className="destination-new-lead">
                {destinations.kindLeads[of]}
              </span>
            </span>
          </Button>
        ))}
      </div>
    </>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import type { DestinationKind } from '../../../shared/destinations.ts';
import { closeDialog, DialogFrame } from '../../shell/dialog-frame.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { useHeld } from '../held.tsx';
import { DestinationForm } from './destination-form.tsx';
import { SecretForm } from './secret-form.tsx';

/** The window in which a destination is set up or changed. */
export function DestinationDialog({
  of,
  card,
}: {
  readonly of: DestinationKind;
  readonly card: DestinationCard | null;
}): ReactNode {
  const { destinations } = useTexts();
  const held = useHeld('destinations');
  return (
    <DialogFrame className="destination-dialog">
      <Dialog.Title>
        {card === null ? destinations.newHeadings[of] : destinations.editHeading(card.name)}
      </Dialog.Title>
      {held && card !== null && card.kind !== 'folder' ? (
        <SecretForm card={card} onSaved={closeDialog} onCancel={closeDialog} />
      ) : (
        <DestinationForm of={of} card={card} onSaved={closeDialog} onCancel={closeDialog} />
      )}
    </DialogFrame>
  );
}

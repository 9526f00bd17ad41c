import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import type { DestinationKind } from '../../../shared/destinations.ts';
import { desk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DestinationForm } from './destination-form.tsx';

const close = (): void => desk().openDialog(null);

/** The window in which a destination is set up or changed. */
export function DestinationDialog({
  of,
  card,
}: {
  readonly of: DestinationKind;
  readonly card: DestinationCard | null;
}): ReactNode {
  const { destinations } = useTexts();
  return (
    <Dialog.Root
      open
      onOpenChange={(shown) => {
        if (!shown) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog destination-dialog">
          <Dialog.Title>
            {card === null ? destinations.newHeadings[of] : destinations.editHeading(card.name)}
          </Dialog.Title>
          <DestinationForm of={of} card={card} onSaved={close} onCancel={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

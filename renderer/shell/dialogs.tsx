import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { isText, type Source } from '../../shared/capture.ts';
import { CameraDialog } from '../camera/camera-dialog.tsx';
import { CompareDialog } from '../fields/compare-dialog.tsx';
import { discardRow } from '../flows/capture-flow.ts';
import { useDesk } from '../store/desk-store.ts';
import { HAND } from '../store/queue-slice.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DestinationDialog } from '../settings/destinations/destination-dialog.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { Button, IconButton } from './button.tsx';
import { closeDialog, DialogFrame, QuestionFrame } from './dialog-frame.tsx';
import { CloseIcon } from './icons.tsx';
import { KeysTable } from './keys-table.tsx';

/** The window over the desk, if any. */
export function Dialogs(): ReactNode {
  const dialog = useDesk((state) => state.dialog);
  const drafts = useDesk((state) => state.drafts);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'camera':
      return <CameraDialog />;
    case 'keys':
      return <KeysDialog />;
    case 'discard':
      return <DiscardDialog row={dialog.row} />;
    case 'destination':
      return <DestinationDialog of={dialog.of} card={dialog.card} />;
    case 'action':
      return <ActionDialog action={dialog} />;
    case 'earlier': {
      const open = drafts[dialog.draftKey];
      const earlier = open?.earlier.find(({ registration }) => registration.id === dialog.registrationId);
      return open === undefined || earlier === undefined ? null : (
        <CompareDialog draftKey={dialog.draftKey} open={open} earlier={earlier} />
      );
    }
  }
}

function KeysDialog(): ReactNode {
  const texts = useTexts();
  return (
    <DialogFrame className="keys-dialog">
      <div className="dialog-head">
        <Dialog.Title>{texts.keys.heading}</Dialog.Title>
        <IconButton label={texts.common.close} shortcut={texts.keys.names.escape} onClick={closeDialog}>
          <CloseIcon />
        </IconButton>
      </div>
      <KeysTable />
    </DialogFrame>
  );
}

function DiscardDialog({ row }: { readonly row: string }): ReactNode {
  const texts = useTexts();
  const source = useDesk(({ captures }) => captures.find(({ id }) => id === row)?.source);
  const { heading, lead } = discardWords(row === HAND ? 'typed' : source, texts);
  return (
    <QuestionFrame>
      <AlertDialog.Title>{heading}</AlertDialog.Title>
      <AlertDialog.Description className="dialog-lead">{lead}</AlertDialog.Description>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{texts.discard.no}</Button>
        <Button
          look="danger"
          onClick={() => {
            closeDialog();
            void discardRow(row);
          }}
        >
          {texts.discard.yes}
        </Button>
      </div>
    </QuestionFrame>
  );
}

function discardWords(source: Source | 'typed' | undefined, { discard, readers }: Texts) {
  if (source === 'typed') return { heading: discard.handHeading, lead: discard.handLead };
  if (source !== undefined && isText(source)) return { heading: readers.discardHeading, lead: readers.discardLead };
  return { heading: discard.heading, lead: discard.lead };
}

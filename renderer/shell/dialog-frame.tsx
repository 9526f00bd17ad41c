import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog } from '@base-ui/react/dialog';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { desk } from '../store/desk-store.ts';

/** Closes the window over the desk, if any. */
export const closeDialog = (): void => desk().openDialog(null);

type Props = {
  /** What sets this window apart from others, beside what all have. */
  readonly className?: string;
  readonly backdrop?: string;
  /** What Escape or a press beside the window does; left out, it closes the window over the desk. */
  readonly onClose?: () => void;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Its title first: `Dialog.Title`. */
  readonly children: ReactNode;
};

/** A window over the desk. */
export function DialogFrame({ className, backdrop, onClose = closeDialog, children, ...popup }: Props): ReactNode {
  return (
    <Dialog.Root
      open
      onOpenChange={(shown) => {
        if (!shown) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={classes('backdrop', backdrop)} />
        <Dialog.Popup className={classes('dialog', className)} {...popup}>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A window that asks before something happens: no press beside it closes it. Its title: `AlertDialog.Title`. */
export function QuestionFrame({
  className,
  backdrop,
  onClose = closeDialog,
  children,
}: Pick<Props, 'className' | 'backdrop' | 'onClose' | 'children'>): ReactNode {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(shown) => {
        if (!shown) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={classes('backdrop', backdrop)} />
        <AlertDialog.Popup className={classes('dialog', className)}>{children}</AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

const classes = (common: string, own: string | undefined): string => (own === undefined ? common : `${common} ${own}`);

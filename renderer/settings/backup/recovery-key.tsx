import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useState, type ReactNode } from 'react';
import { encode } from 'uqr';
import { Button } from '../../shell/button.tsx';
import { desk, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';

const close = (): void => desk().setOperation({ recoveryKey: null });

/** The recovery key as text and as a QR code, to be printed. The dialog itself is the sheet. */
export function RecoveryKey(): ReactNode {
  const { backup: words } = useTexts();
  const text = useDesk((state) => state.recoveryKey);
  const [printedAt] = useState(() => new Date());
  if (text === null) return null;
  return (
    <Dialog.Root
      open
      onOpenChange={(shown) => {
        if (!shown) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop pin-backdrop" />
        <Dialog.Popup className="dialog recovery-sheet">
          <Dialog.Title>{words.sheetHeading}</Dialog.Title>
          <Dialog.Description className="dialog-lead">{words.sheetLead}</Dialog.Description>
          <QrCode text={text.replaceAll(/\s/g, '')} label={words.qr} />
          <pre className="recovery-text">{text}</pre>
          <p className="recovery-printed">{words.sheetDate(printedAt.toLocaleDateString())}</p>
          <div className="dialog-actions">
            <Button onClick={close}>{words.sheetDone}</Button>
            <Button look="accent" onClick={() => window.print()}>
              {words.print}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Error correction M: what a folded or stained sheet loses. Four modules of white around it, as ISO 18004 asks. */
const QUIET = 4;

function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = useMemo(() => encode(text, { ecc: 'M', border: QUIET }), [text]);
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="recovery-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog } from '@base-ui/react/dialog';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../shared/errors.ts';
import { closePin, givePin, resetPin } from '../flows/admin-flow.ts';
import { FormField } from '../settings/destinations/form-field.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Button } from './button.tsx';
import { DialogFrame, QuestionFrame } from './dialog-frame.tsx';

/** Asks for the PIN over whatever is open, and shows a new recovery code once. */
export function PinDialogs(): ReactNode {
  const asked = useDesk((state) => state.pinAsked !== null);
  const code = useDesk((state) => state.recoveryCode);
  if (code !== null) return <RecoveryCode code={code} />;
  return asked ? <PinDialog /> : null;
}

function PinDialog(): ReactNode {
  const texts = useTexts();
  const wait = useDesk((state) => state.admin?.waitMs ?? 0);
  const [how, setHow] = useState<'pin' | 'recovery'>('pin');
  const [pin, setPin] = useState('');
  const [recovery, setRecovery] = useState('');
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const [trying, setTrying] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (trying || pin === '') return;
    setTrying(true);
    const code = how === 'pin' ? await givePin(pin) : await resetPin(recovery, pin);
    setTrying(false);
    setRefused(code);
    if (how === 'pin') setPin('');
  };
  const other = (): void => {
    setHow(how === 'pin' ? 'recovery' : 'pin');
    setRefused(null);
    setPin('');
  };
  const waiting = wait > 0 && (refused === 'admin.wait' || refused === null || refused === 'admin.wrongPin');
  return (
    <DialogFrame className="pin-dialog" backdrop="pin-backdrop" onClose={() => closePin(false)}>
      <Dialog.Title>{texts.pin.askHeading}</Dialog.Title>
      <Dialog.Description className="dialog-lead">{texts.pin.askLead}</Dialog.Description>
      <form className="pin-form" noValidate onSubmit={(event) => void submit(event)}>
        {how === 'pin' ? null : (
          <FormField
            id="recovery-code"
            label={texts.pin.recovery}
            value={recovery}
            maxLength={40}
            placeholder="0000-0000-0000-0000"
            onChange={setRecovery}
          />
        )}
        <FormField
          id="admin-pin"
          label={how === 'pin' ? texts.pin.label : texts.pin.newPin}
          value={pin}
          secret
          maxLength={12}
          onChange={(text) => setPin(text.replaceAll(/\D/g, ''))}
        />
        <p className="form-refused" role="alert">
          {waiting ? texts.pin.wait(wait) : refused === null ? '' : texts.errors[refused]}
        </p>
        <div className="dialog-actions pin-actions">
          <Button look="quiet" onClick={other}>
            {how === 'pin' ? texts.pin.forgotten : texts.pin.backToPin}
          </Button>
          <Button onClick={() => closePin(false)}>{texts.pin.cancel}</Button>
          <Button look="accent" type="submit">
            {how === 'pin' ? texts.pin.enter : texts.pin.reset}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** Escape does not take it away: a code that nobody copied is no help. */
const stay = (): void => undefined;

/** Goes away by its button only. */
function RecoveryCode({ code }: { readonly code: string }): ReactNode {
  const { admin } = useTexts();
  return (
    <QuestionFrame className="pin-dialog" backdrop="pin-backdrop" onClose={stay}>
      <AlertDialog.Title>{admin.codeHeading}</AlertDialog.Title>
      <AlertDialog.Description className="dialog-lead">{admin.codeLead}</AlertDialog.Description>
      <p className="recovery-code">{code}</p>
      <div className="dialog-actions">
        <Button look="accent" onClick={() => desk().setAdmin({ recoveryCode: null })}>
          {admin.codeDone}
        </Button>
      </div>
    </QuestionFrame>
  );
}

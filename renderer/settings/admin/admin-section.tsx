import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../../shared/errors.ts';
import { loadAdmin, lockDesk, setPin, unlockDesk } from '../../flows/admin-flow.ts';
import { exportPepper, exportSettings, importPepper, importSettings, loadPepperMark } from '../../flows/carry-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';
import '../policy/policy.css';
import './admin.css';

const SHORTEST_PASSPHRASE = 12;

/** The PIN, and what is carried from desk to desk. */
export function AdminSection(): ReactNode {
  const { admin: words } = useTexts();
  useEffect(() => {
    void loadAdmin();
  }, []);
  return (
    <>
      <PinPart />
      <section className="policy-part">
        <h3>{words.fileHeading}</h3>
        <p className="quiet">{words.fileLead}</p>
        <div className="destination-actions">
          <Button onClick={() => void exportSettings()}>{words.exportSettings}</Button>
          <Button onClick={() => void importSettings()}>{words.importSettings}</Button>
        </div>
      </section>
      <PepperPart />
    </>
  );
}

function PinPart(): ReactNode {
  const texts = useTexts();
  const words = texts.admin;
  const admin = useDesk((state) => state.admin);
  const [changing, setChanging] = useState(false);
  if (admin === null) return null;
  const form = !admin.pin || (admin.unlocked && changing);
  return (
    <section className="admin-part">
      <h3>{words.pinHeading}</h3>
      <p>{admin.pin ? (admin.unlocked ? words.unlocked : words.locked) : words.noPin}</p>
      <p className="quiet">{words.pinNote}</p>
      {form ? <PinForm label={admin.pin ? words.change : words.set} onSet={() => setChanging(false)} /> : null}
      {admin.pin ? (
        <div className="destination-actions">
          {admin.unlocked ? (
            <>
              {changing ? null : <Button onClick={() => setChanging(true)}>{words.change}</Button>}
              <Button onClick={() => void lockDesk()}>{words.lock}</Button>
            </>
          ) : (
            <Button look="accent" onClick={() => void unlockDesk()}>
              {words.unlock}
            </Button>
          )}
        </div>
      ) : null}
    </section>
  );
}

function PinForm({ label, onSet }: { readonly label: string; readonly onSet: () => void }): ReactNode {
  const texts = useTexts();
  const [pin, setTyped] = useState('');
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const code = await setPin(pin);
    setRefused(code);
    setTyped('');
    if (code === null) onSet();
  };
  return (
    <form className="admin-form" noValidate onSubmit={(event) => void submit(event)}>
      <FormField
        id="new-pin"
        label={texts.pin.newPin}
        value={pin}
        secret
        maxLength={12}
        problem={refused === null ? null : texts.errors[refused]}
        onChange={(text) => setTyped(text.replaceAll(/\D/g, ''))}
      />
      <Button look="accent" type="submit">
        {label}
      </Button>
    </form>
  );
}

function PepperPart(): ReactNode {
  const { admin: words } = useTexts();
  const open = useDesk(({ admin }) => admin !== null && (!admin.pin || admin.unlocked));
  const mark = useDesk((state) => state.pepperMark);
  const [passphrase, setPassphrase] = useState('');
  useEffect(() => {
    if (open) void loadPepperMark();
  }, [open]);
  const ready = passphrase.length >= SHORTEST_PASSPHRASE;
  return (
    <section className="policy-part">
      <h3>{words.pepperHeading}</h3>
      <p className="quiet">{words.pepperLead}</p>
      {open ? <p>{mark === null ? words.pepperNone : words.pepperMark(mark)}</p> : null}
      <div className="admin-form">
        <FormField
          id="passphrase"
          label={words.passphrase}
          value={passphrase}
          secret
          maxLength={200}
          onChange={setPassphrase}
        />
        <Button
          disabled={!ready}
          onClick={() =>
            void exportPepper(passphrase).then((written) => {
              if (written) setPassphrase('');
            })
          }
        >
          {words.exportPepper}
        </Button>
        <Button disabled={!ready} onClick={() => void importPepper(passphrase)}>
          {words.importPepper}
        </Button>
      </div>
    </section>
  );
}

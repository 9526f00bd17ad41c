import { useState, type ReactNode } from 'react';
import { exportSecrets, importSecrets } from '../../flows/secrets-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';

const SHORTEST_PASSPHRASE = 12;

/** Passwords on their way to another desk, under a passphrase. */
export function SecretsPart(): ReactNode {
  const { operation: words, admin } = useTexts();
  const [passphrase, setPassphrase] = useState('');
  const ready = passphrase.length >= SHORTEST_PASSPHRASE;
  const write = async (): Promise<void> => {
    if (await exportSecrets(passphrase)) setPassphrase('');
  };
  return (
    <section className="policy-part">
      <h3>{words.secretsHeading}</h3>
      <p className="quiet">{words.secretsLead}</p>
      <div className="admin-form">
        <FormField id="secrets-passphrase" label={admin.passphrase} value={passphrase} secret maxLength={200} onChange={setPassphrase} />
        <Button disabled={!ready} onClick={() => void write()}>
          {words.secretsExport}
        </Button>
        <Button disabled={!ready} onClick={() => void importSecrets(passphrase)}>
          {words.secretsImport}
        </Button>
      </div>
    </section>
  );
}

import { useState, type FormEvent, type ReactNode } from 'react';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { saveDestination } from '../../flows/destinations-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from './form-field.tsx';

type Props = {
  readonly card: Exclude<DestinationCard, { kind: 'folder' }>;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
};

/** What is still each desk's own of a destination that the computer's policy file holds: its secret. */
export function SecretForm({ card, onSaved, onCancel }: Props): ReactNode {
  const texts = useTexts();
  const { destinations } = texts;
  const [secret, setSecret] = useState('');
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | 'missing' | null>(null);
  const what = destinations.secrets[card.kind];

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving) return;
    if (secret.trim() === '') {
      setRefused('missing');
      return;
    }
    setSaving(true);
    const code = await saveDestination(card, { name: card.name, place: null, secret: secret.trim() });
    setSaving(false);
    setRefused(code);
    if (code === null) onSaved();
  };
  return (
    <form className="destination-form" noValidate onSubmit={(event) => void save(event)}>
      <p className="setting-held">{texts.operation.heldButSecret}</p>
      <FormField
        id="destination-secret"
        label={card.secret.kind === 'set' ? destinations.newSecret(what) : what}
        value={secret}
        secret
        maxLength={500}
        help={destinations.secretHelp}
        problem={refused === 'missing' ? destinations.secretProblem : null}
        onChange={setSecret}
      />
      <p className="form-refused" role="alert">
        {refused === null || refused === 'missing' ? '' : texts.errors[refused]}
      </p>
      <div className="dialog-actions">
        <Button onClick={onCancel}>{destinations.cancel}</Button>
        <Button look="accent" type="submit">
          {saving ? destinations.saving : destinations.save}
        </Button>
      </div>
    </form>
  );
}

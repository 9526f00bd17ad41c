import { useState, type FormEvent, type ReactNode } from 'react';
import type { DestinationCard, DestinationPlace } from '../../../shared/destination-card.ts';
import { NEW_BITRIX, s3Options, type BitrixOptions, type DestinationKind } from '../../../shared/destinations.ts';
import { saveDestination } from '../../flows/destinations-flow.ts';
import { Button } from '../../shell/button.tsx';
import type { ErrorCode } from '../../../shared/errors.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { BitrixFields } from './bitrix-fields.tsx';
import { FolderField, type ChosenFolder } from './folder-field.tsx';
import { FormField } from './form-field.tsx';
import { NEW_S3, S3Fields, trimmed } from './s3-fields.tsx';

type Props = {
  readonly of: DestinationKind;
  /** Null: a new one. */
  readonly card: DestinationCard | null;
  readonly onSaved?: () => void;
  /** Left out where there is nothing to leave. */
  readonly onCancel?: () => void;
};

/** Everything a destination needs; saved and tested with one button. The secret is typed and never shown again. */
export function DestinationForm({ of, card, onSaved, onCancel }: Props): ReactNode {
  const texts = useTexts();
  const { destinations } = texts;
  const [name, setName] = useState(card?.name ?? destinations.kinds[of]);
  const [secret, setSecret] = useState('');
  const [s3, setS3] = useState(card?.kind === 's3' ? card.options : NEW_S3);
  const [bitrix, setBitrix] = useState(card?.kind === 'bitrix' ? card.options : NEW_BITRIX);
  const [folder, setFolder] = useState<{ own: boolean; chosen: ChosenFolder }>({ own: card === null, chosen: null });
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | null>(null);

  const secretNeeded = of !== 'folder' && card?.secret.kind !== 'set';
  const secretMissing = secretNeeded && secret.trim() === '';
  const place = placeOf(of, { s3, bitrix, folder });
  const complete = name.trim() !== '' && !secretMissing && (place !== null || card?.kind === 'folder');

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setRefused(place === null && of === 'folder' && card === null ? 'folder.notChosen' : null);
    if (!complete || saving) return;
    setSaving(true);
    const code = await saveDestination(card, { name: name.trim(), place, secret: secret.trim() });
    setSaving(false);
    setRefused(code);
    if (code === null) onSaved?.();
  };
  const what = of === 'folder' ? '' : destinations.secrets[of];
  const secretField = (
    <FormField
      id="destination-secret"
      label={secretNeeded ? what : destinations.newSecret(what)}
      value={secret}
      secret
      maxLength={500}
      help={of === 'bitrix' ? `${destinations.webhookHelp} ${destinations.secretHelp}` : destinations.secretHelp}
      problem={tried && secretMissing ? destinations.secretProblem : null}
      onChange={setSecret}
    />
  );
  return (
    <form className="destination-form" data-of={of} noValidate onSubmit={(event) => void save(event)}>
      <FormField
        id="destination-name"
        label={destinations.name}
        value={name}
        maxLength={60}
        problem={tried && name.trim() === '' ? destinations.nameProblem : null}
        onChange={setName}
      />
      {of === 's3' ? (
        <S3Fields options={s3} onChange={setS3} tried={tried}>
          {secretField}
        </S3Fields>
      ) : of === 'folder' ? (
        <FolderField
          {...folder}
          present={card?.kind === 'folder' ? card.options.path : null}
          onChange={(own, chosen) => setFolder({ own, chosen })} />
      ) : (
        <>
          {secretField}
          <BitrixFields destinationId={card?.id ?? null} options={bitrix} onChange={setBitrix} />
        </>
      )}
      <p className="form-refused" role="alert">
        {refused === null ? '' : texts.errors[refused]}
      </p>
      <div className="dialog-actions">
        {onCancel === undefined ? null : <Button onClick={onCancel}>{destinations.cancel}</Button>}
        <Button look="accent" type="submit">
          {saving ? destinations.saving : destinations.save}
        </Button>
      </div>
    </form>
  );
}

/** Null where it is not complete, or stays as it was. */
function placeOf(
  of: DestinationKind,
  typed: {
    readonly s3: typeof NEW_S3;
    readonly bitrix: BitrixOptions;
    readonly folder: { own: boolean; chosen: ChosenFolder };
  },
): DestinationPlace | null {
  const { s3, bitrix, folder } = typed;
  switch (of) {
    case 'bitrix':
      return { kind: 'bitrix', options: bitrix };
    case 's3': {
      const options = s3Options.safeParse(trimmed(s3));
      return options.success ? { kind: 's3', options: options.data } : null;
    }
    case 'folder': {
      const chosen = folder.own ? 'own' : (folder.chosen?.choiceId ?? null);
      return chosen === null ? null : { kind: 'folder', folder: chosen };
    }
  }
}

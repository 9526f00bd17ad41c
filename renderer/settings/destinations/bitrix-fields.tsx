import { Collapsible } from '@base-ui/react/collapsible';
import { Switch } from '@base-ui/react/switch';
import { useEffect, useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract.ts';
import type { NumberPresets } from '../../../shared/destination-card.ts';
import type { BitrixOptions } from '../../../shared/destinations.ts';
import { loadNumberPresets, sentenceOf } from '../../flows/destinations-flow.ts';
import { Choice } from '../../shell/choice.tsx';
import { DownIcon, LookIcon, StopIcon, WaitIcon } from '../../shell/icons.tsx';
import { useTexts } from '../../texts/use-texts.ts';

type Props = {
  /** Null while the portal is new: it cannot be asked yet. */
  readonly destinationId: string | null;
  readonly options: BitrixOptions;
  readonly onChange: (options: BitrixOptions) => void;
};

/** What is seldom different between portals. */
export function BitrixFields({ destinationId, options, onChange }: Props): ReactNode {
  const { destinations } = useTexts();
  return (
    <Collapsible.Root className="form-more" defaultOpen={options.enterprise || options.numberPreset !== null}>
      <Collapsible.Trigger className="button button-quiet">
        <DownIcon />
        {destinations.more}
      </Collapsible.Trigger>
      <Collapsible.Panel className="form-more-panel">
        <label className="switch-row">
          <Switch.Root
            className="switch"
            checked={options.enterprise}
            onCheckedChange={(enterprise) => onChange({ ...options, enterprise })}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          {destinations.enterprise}
        </label>
        {destinationId === null ? null : (
          <NumberField
            destinationId={destinationId}
            preset={options.numberPreset}
            onChange={(numberPreset) => onChange({ ...options, numberPreset })}
          />
        )}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

/** Stands for leaving the number on the desk, in a list of ids. */
const NOWHERE = '';

/** Whether the document's number goes to the portal, and into which of its templates. */
function NumberField({
  destinationId,
  preset,
  onChange,
}: {
  readonly destinationId: string;
  readonly preset: number | null;
  readonly onChange: (preset: number | null) => void;
}): ReactNode {
  const { destinations, errors } = useTexts();
  const [answer, setAnswer] = useState<Answer<NumberPresets> | null>(null);
  useEffect(() => {
    let gone = false;
    void loadNumberPresets(destinationId).then((found) => {
      if (!gone) setAnswer(found);
    });
    return () => {
      gone = true;
    };
  }, [destinationId]);
  const presets = answer?.ok === true && answer.value.ok ? answer.value.presets : [];
  const refused = answer?.ok === true ? (answer.value.ok ? null : sentenceOf(answer.value)) : answer && errors[answer.code];
  const known = presets.some(({ id }) => id === preset);
  const options = [
    { value: NOWHERE, label: destinations.numberStays },
    ...presets.map(({ id, name }) => ({ value: String(id), label: destinations.numberTo(name) })),
    // Chosen earlier, and not to be lost because the portal cannot be asked now.
    ...(preset === null || known ? [] : [{ value: String(preset), label: destinations.numberTo(`№ ${String(preset)}`) }]),
  ];
  return (
    <div className="form-field">
      <Choice
        label={destinations.number}
        value={preset === null ? NOWHERE : String(preset)}
        options={options}
        onChange={(value) => onChange(value === NOWHERE ? null : Number(value))}
      />
      <p className="form-about" role="status" data-problem={refused !== null}>
        {answer === null ? <WaitIcon /> : refused === null ? null : <StopIcon />}
        {answer === null ? destinations.presetsAsked : (refused ?? (presets.length === 0 ? destinations.presetsNone : ''))}
      </p>
      {preset === null ? null : (
        <p className="form-warning" role="note">
          <LookIcon />
          {destinations.numberWarning}
        </p>
      )}
    </div>
  );
}

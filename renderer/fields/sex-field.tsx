import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { FieldShell, type FieldFrame } from './field-shell.tsx';

const SEXES = ['M', 'F', 'X'] as const;

type Props = FieldFrame & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onVisit: () => void;
};

/** M, F or X, one press each. */
export function SexField({ value, onChange, onVisit, ...frame }: Props): ReactNode {
  const texts = useTexts();
  return (
    <FieldShell {...frame}>
      <RadioGroup
        id={frame.id}
        className="choices field-choices"
        value={value}
        aria-labelledby={`${frame.id}-label`}
        aria-describedby={`${frame.id}-about`}
        onFocus={onVisit}
        onValueChange={(sex: string) => onChange(sex)}
      >
        {SEXES.map((sex) => (
          <Radio.Root key={sex} value={sex} className="choice" aria-label={texts.fields.sexNames[sex]}>
            {texts.fields.sexes[sex]}
          </Radio.Root>
        ))}
      </RadioGroup>
    </FieldShell>
  );
}

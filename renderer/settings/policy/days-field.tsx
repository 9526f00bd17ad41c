import { Input } from '@base-ui/react/input';
import { useState, type ReactNode } from 'react';
import { StopIcon } from '../../shell/icons.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { useHeld } from '../held.tsx';

const MOST_DAYS = 36_500;

/** A number of days; holds once it is left or Enter is pressed, and only if it is one. */
export function DaysField({
  id,
  value,
  setting,
  onChange,
}: {
  readonly id: string;
  /** Dotted name; that it is held is said beside the choice above. */
  readonly setting: string;
  readonly value: number;
  readonly onChange: (days: number) => void;
}): ReactNode {
  const { policy } = useTexts();
  const held = useHeld(setting);
  const [text, setText] = useState(String(value));
  const days = Number(text);
  const good = /^\d{1,5}$/.test(text) && days >= 1 && days <= MOST_DAYS;
  const hold = (): void => {
    if (good && days !== value) onChange(days);
  };
  return (
    <span className="days-field">
      <label htmlFor={id}>{policy.days}</label>
      <Input
        id={id}
        className="field-input"
        inputMode="numeric"
        value={text}
        maxLength={5}
        disabled={held}
        aria-invalid={!good}
        {...(good ? {} : { 'aria-describedby': `${id}-about` })}
        onChange={(event) => setText(event.target.value)}
        onBlur={hold}
        onKeyDown={(event) => {
          if (event.key === 'Enter') hold();
        }}
      />
      {good ? null : (
        <span id={`${id}-about`} className="form-about" data-problem="true">
          <StopIcon />
          {policy.daysProblem}
        </span>
      )}
    </span>
  );
}

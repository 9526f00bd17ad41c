import { Input } from '@base-ui/react/input';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { dotDate, readDate, showDate } from './date-text.ts';
import { FieldShell, type FieldFrame } from './field-shell.tsx';

type Props = FieldFrame & {
  /** YYYY-MM-DD, or what has been typed of it so far. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onVisit: () => void;
  readonly placeholder?: string;
};

/** A date shown and typed as DD.MM.YYYY; the dots come by themselves. */
export function DateField({ value, onChange, onVisit, placeholder, ...frame }: Props): ReactNode {
  const texts = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && readDate(typed) === value ? typed : showDate(value);
  const change = (text: string): void => {
    const dotted = dotDate(text, shown);
    setTyped(dotted);
    onChange(readDate(dotted));
  };
  return (
    <FieldShell {...frame}>
      <Input
        id={frame.id}
        className="field-input"
        value={shown}
        maxLength={10}
        inputMode="numeric"
        autoComplete="off"
        placeholder={placeholder ?? texts.fields.datePlaceholder}
        aria-describedby={`${frame.id}-about`}
        aria-invalid={frame.mark === 'stop'}
        onFocus={onVisit}
        onBlur={() => setTyped(null)}
        onChange={(event) => change(event.target.value)}
      />
    </FieldShell>
  );
}

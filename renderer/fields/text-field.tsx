import { Input } from '@base-ui/react/input';
import type { ReactNode } from 'react';
import { FieldShell, type FieldFrame } from './field-shell.tsx';

type Props = FieldFrame & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onVisit: () => void;
  readonly maxLength: number;
  /** Names and numbers of a document are capitals; what people type follows. */
  readonly capitals?: boolean;
  readonly inputMode?: 'text' | 'tel';
};

/** A field of plain text. */
export function TextField({
  value,
  onChange,
  onVisit,
  maxLength,
  capitals = false,
  inputMode = 'text',
  ...frame
}: Props): ReactNode {
  return (
    <FieldShell {...frame}>
      <Input
        id={frame.id}
        className="field-input"
        value={value}
        maxLength={maxLength}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${frame.id}-about`}
        aria-invalid={frame.mark === 'stop'}
        onFocus={onVisit}
        onChange={(event) => onChange(capitals ? event.target.value.toUpperCase() : event.target.value)}
      />
    </FieldShell>
  );
}

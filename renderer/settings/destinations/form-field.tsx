import { Input } from '@base-ui/react/input';
import type { ReactNode } from 'react';
import { StopIcon } from '../../shell/icons.tsx';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Why it cannot be so; null while it can, or nobody has tried to save yet. */
  readonly problem?: string | null;
  readonly help?: string;
  readonly placeholder?: string;
  readonly secret?: boolean;
  readonly maxLength: number;
};

/** A labelled line of a form, with help below, or what is wrong with it. */
export function FormField(props: Props): ReactNode {
  const { id, label, value, onChange, problem = null, help, placeholder, secret = false, maxLength } = props;
  const about = problem ?? help;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="field-input"
        type={secret ? 'password' : 'text'}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        {...(about === undefined ? {} : { 'aria-describedby': `${id}-about` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {about === undefined ? null : (
        <p id={`${id}-about`} className="form-about" data-problem={problem !== null}>
          {problem === null ? null : <StopIcon />}
          {about}
        </p>
      )}
    </div>
  );
}

import { Input } from '@base-ui/react/input';
import type { ReactNode } from 'react';
import { StopIcon } from '../../shell/icons.tsx';
import { HeldNote, useHeld, type SettingName } from '../held.tsx';

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
  /** Dotted name of the setting, where a computer's policy file may hold it. */
  readonly setting?: SettingName;
};

/** A labelled line of a form, with help below, or what is wrong with it. */
export function FormField(props: Props): ReactNode {
  const { id, label, value, onChange, problem = null, help, placeholder, secret = false, maxLength, setting } = props;
  const held = useHeld(setting);
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
        disabled={held}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        {...(about === undefined ? {} : { 'aria-describedby': `${id}-about` })}
        onChange={(event) => onChange(event.target.value)}
      />
      <HeldNote setting={setting} />
      {about === undefined ? null : (
        <p id={`${id}-about`} className="form-about" data-problem={problem !== null}>
          {problem === null ? null : <StopIcon />}
          {about}
        </p>
      )}
    </div>
  );
}

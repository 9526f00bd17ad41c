import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import type { ReactNode } from 'react';
import { HeldNote, useHeld, type SettingName } from './held.tsx';

type Props<T extends string> = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  /** A sentence below that explains. */
  readonly note?: string;
  /** Dotted name of the setting, where a computer's policy file may hold it. */
  readonly setting?: SettingName;
  readonly onChange: (value: T) => void;
};

/** One of a few words side by side; `name` is unique on the page. */
export function ToggleSetting<T extends string>({
  name,
  label,
  options,
  words,
  value,
  note,
  setting,
  onChange,
}: Props<T>): ReactNode {
  const held = useHeld(setting);
  return (
    <div className="setting">
      <p id={`setting-${name}`} className="choice-label">
        {label}
      </p>
      <ToggleGroup
        className="choices"
        aria-labelledby={`setting-${name}`}
        value={[value]}
        disabled={held}
        onValueChange={([chosen]) => {
          const next = options.find((option) => option === chosen);
          if (next !== undefined) onChange(next);
        }}
      >
        {options.map((option) => (
          <Toggle key={option} value={option} className="choice">
            {words[option]}
          </Toggle>
        ))}
      </ToggleGroup>
      <HeldNote setting={setting} />
      {note === undefined ? null : <p className="quiet">{note}</p>}
    </div>
  );
}

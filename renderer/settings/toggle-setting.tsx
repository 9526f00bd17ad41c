import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import type { ReactNode } from 'react';

type Props<T extends string> = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  /** A sentence below that explains. */
  readonly note?: string;
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
  onChange,
}: Props<T>): ReactNode {
  return (
    <div className="setting">
      <p id={`setting-${name}`} className="choice-label">
        {label}
      </p>
      <ToggleGroup
        className="choices"
        aria-labelledby={`setting-${name}`}
        value={[value]}
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
      {note === undefined ? null : <p className="quiet">{note}</p>}
    </div>
  );
}

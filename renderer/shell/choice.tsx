import { Select } from '@base-ui/react/select';
import type { ReactNode } from 'react';
import { DownIcon } from './icons.tsx';

type Props = {
  readonly label: string;
  /** The label is heard, not seen. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
};

/** One of a list. */
export function Choice({ label, hideLabel = false, value, options, disabled = false, onChange }: Props): ReactNode {
  const shown = options.some((option) => option.value === value) ? value : (options[0]?.value ?? '');
  return (
    <Select.Root
      items={[...options]}
      value={shown}
      disabled={disabled}
      onValueChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
    >
      <Select.Label className={hideLabel ? 'only-heard' : 'choice-label'}>{label}</Select.Label>
      <Select.Trigger className="button select">
        <Select.Value />
        <Select.Icon>
          <DownIcon />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="popup-place" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="popup popup-list">
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className="popup-item">
                <Select.ItemText>{option.label}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

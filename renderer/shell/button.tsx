import { Button as BaseButton } from '@base-ui/react/button';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import { useDesk } from '../store/desk-store.ts';

type ButtonProps = ComponentProps<typeof BaseButton> & { readonly look?: 'plain' | 'accent' | 'quiet' | 'danger' };

/** A button with a word on it. */
export function Button({ look = 'plain', className, ...rest }: ButtonProps): ReactNode {
  return <BaseButton className={`button button-${look} ${typeof className === 'string' ? className : ''}`} {...rest} />;
}

/** A button that is a drawing only: its name is the label, and a tooltip shows it with the key that does the same. */
export function IconButton({
  label,
  shortcut,
  children,
  className,
  ...rest
}: Omit<ButtonProps, 'look'> & { readonly label: string; readonly shortcut?: string }): ReactNode {
  const singleKeys = useDesk((state) => state.settings.singleKeys);
  // A key of one sign does nothing while single keys are switched off.
  const works = shortcut !== undefined && (singleKeys || shortcut.length > 1);
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={<BaseButton className={`icon-button ${typeof className === 'string' ? className : ''}`} {...rest} />}
        aria-label={label}
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="tooltip-place">
          <Tooltip.Popup className="tooltip">
            {label}
            {works ? <kbd>{shortcut}</kbd> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** A tooltip over something that explains itself better in a sentence. */
export function Hint({
  text,
  children,
}: {
  readonly text: ReactNode;
  readonly children: React.JSX.Element;
}): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="tooltip-place">
          <Tooltip.Popup className="tooltip">{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

import { Input } from '@base-ui/react/input';
import { useState, type ReactNode } from 'react';
import { timeOfDay } from '../../../shared/updates.ts';
import { changeUpdates } from '../../flows/updates-flow.ts';
import { StopIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HeldNote, useHeld } from '../held.tsx';

/** Between which hours the desk may restart by itself. */
export function QuietHours(): ReactNode {
  const { updates: words } = useTexts();
  const { quietFrom, quietTo } = useDesk((state) => state.settings.updates);
  return (
    <div className="setting" role="group" aria-labelledby="quiet-hours">
      <p id="quiet-hours" className="choice-label">
        {words.quiet}
      </p>
      <span className="quiet-hours">
        <TimeField key={`from ${quietFrom}`} end="quietFrom" label={words.quietFrom} value={quietFrom} />
        <TimeField key={`to ${quietTo}`} end="quietTo" label={words.quietTo} value={quietTo} />
      </span>
      <p className="quiet">{quietFrom === quietTo ? words.quietNever : words.quietNote}</p>
    </div>
  );
}

type TimeProps = { readonly end: 'quietFrom' | 'quietTo'; readonly label: string; readonly value: string };

/** Holds once it is left or Enter is pressed, and only if it is a time: 24 hours, with a colon, in both languages. */
function TimeField({ end, label, value }: TimeProps): ReactNode {
  const { updates: words } = useTexts();
  const setting = `updates.${end}`;
  const held = useHeld(setting);
  const [text, setText] = useState(value);
  const time = text.trim().padStart(5, '0');
  const good = timeOfDay.safeParse(time).success;
  const hold = (): void => {
    if (good && time !== value) void changeUpdates({ [end]: time });
  };
  return (
    <span className="quiet-hour">
      <label htmlFor={end}>{label}</label>
      <Input
        id={end}
        className="field-input"
        value={text}
        maxLength={5}
        disabled={held}
        autoComplete="off"
        aria-invalid={!good}
        {...(good ? {} : { 'aria-describedby': `${end}-about` })}
        onChange={(event) => setText(event.target.value)}
        onBlur={hold}
        onKeyDown={(event) => {
          if (event.key === 'Enter') hold();
        }}
      />
      <HeldNote setting={setting} />
      {good ? null : (
        <span id={`${end}-about`} className="form-about" data-problem="true">
          <StopIcon />
          {words.timeProblem}
        </span>
      )}
    </span>
  );
}

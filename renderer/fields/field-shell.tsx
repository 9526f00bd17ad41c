import type { ReactNode } from 'react';
import type { FieldOrigin } from '../../shared/registration.ts';
import { Hint } from '../shell/button.tsx';
import { LookIcon, StopIcon, SureIcon } from '../shell/icons.tsx';
import { useTexts } from '../texts/use-texts.ts';
import type { Mark } from './attention.ts';

export type FieldFrame = {
  readonly id: string;
  readonly label: string;
  readonly mark: Mark;
  /** Null where a field has no origin: the stay is always typed. */
  readonly origin: FieldOrigin | null;
  /** Sentences of what is doubtful. */
  readonly sentences: readonly string[];
  /** Column and span in the grid of fields, as a class. */
  readonly place?: string;
};

/** Label, where the value comes from, and the state by colour and shape, around any control. */
export function FieldShell({
  id,
  label,
  mark,
  origin,
  sentences,
  place,
  children,
}: FieldFrame & { readonly children: ReactNode }): ReactNode {
  const texts = useTexts();
  const heard = [texts.fields.states[mark], origin === null ? '' : texts.fields.originNames[origin], ...sentences];
  return (
    <div className={`field ${place ?? ''}`} data-mark={mark}>
      <div className="field-top">
        <label htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {origin === null ? null : (
          <span className="field-origin" data-origin={origin} aria-hidden="true">
            {texts.fields.origins[origin]}
          </span>
        )}
      </div>
      <div className="field-box">
        {children}
        <MarkShape mark={mark} words={sentences.length > 0 ? sentences.join(' ') : texts.fields.states[mark]} />
      </div>
      <span id={`${id}-about`} className="only-heard">
        {heard.filter(Boolean).join('. ')}
      </span>
    </div>
  );
}

function MarkShape({ mark, words }: { readonly mark: Mark; readonly words: string }): ReactNode {
  if (mark === 'plain') return null;
  const shape = mark === 'sure' ? <SureIcon /> : mark === 'look' ? <LookIcon /> : <StopIcon />;
  return (
    <Hint text={words}>
      <span className="field-mark">{shape}</span>
    </Hint>
  );
}

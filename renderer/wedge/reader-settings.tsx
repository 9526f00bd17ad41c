import { useEffect, useState, type ReactNode } from 'react';
import type { ReaderSettings as Readers } from '../../shared/readers.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { FormField } from '../settings/destinations/form-field.tsx';
import { ToggleSetting } from '../settings/toggle-setting.tsx';
import { Button } from '../shell/button.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { ReaderTrial } from '../store/readers-slice.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';
import './reader-settings.css';

const ON_OFF = ['on', 'off'] as const;

/** How readers that type are heard, and a place to try one without anything being kept. */
export function ReaderSettings(): ReactNode {
  const texts = useTexts();
  const { readers } = texts;
  const settings = useDesk((state) => state.settings.readers);
  const change = (part: Partial<Readers>): void => {
    void changeSettings({ readers: { ...desk().settings.readers, ...part } });
  };
  return (
    <>
      <ToggleSetting
        name="wedge"
        setting="readers.wedge"
        label={readers.wedge}
        options={ON_OFF}
        words={texts.settings.onOff}
        note={readers.wedgeNote}
        value={settings.wedge ? 'on' : 'off'}
        onChange={(chosen) => change({ wedge: chosen === 'on' })}
      />
      {settings.wedge ? (
        <>
          <div className="reader-frame">
            <FrameField
              id="reader-prefix"
              setting="readers.prefix"
              label={readers.prefix}
              help={readers.frameNote}
              value={settings.prefix}
              onSave={(prefix) => change({ prefix })}
            />
            <FrameField
              id="reader-suffix"
              setting="readers.suffix"
              label={readers.suffix}
              value={settings.suffix}
              onSave={(suffix) => change({ suffix })}
            />
          </div>
          <Trial />
        </>
      ) : null}
    </>
  );
}

type FrameProps = {
  readonly id: string;
  readonly setting: string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onSave: (value: string) => void;
};

/** Kept when one leaves it: each sign on its own would be another prefix. */
function FrameField({ value, onSave, ...field }: FrameProps): ReactNode {
  const [typed, setTyped] = useState(value);
  return (
    <div
      onBlur={() => {
        if (typed !== value) onSave(typed);
      }}
    >
      <FormField {...field} value={typed} maxLength={16} onChange={setTyped} />
    </div>
  );
}

function Trial(): ReactNode {
  const texts = useTexts();
  const trial = useDesk((state) => state.readerTrial);
  useEffect(() => () => desk().setReaderTrial(null), []);
  return (
    <div className="reader-trial">
      {trial === null ? (
        <Button onClick={() => desk().setReaderTrial({ kind: 'waiting' })}>{texts.readers.tryIt}</Button>
      ) : (
        <Button onClick={() => desk().setReaderTrial(null)}>{texts.readers.tryEnd}</Button>
      )}
      <p role="status" data-kind={trial?.kind}>
        {trial === null ? '' : trialWords(trial, texts)}
      </p>
    </div>
  );
}

function trialWords(trial: ReaderTrial, { readers }: Texts): string {
  switch (trial.kind) {
    case 'waiting':
      return readers.tryWaiting;
    case 'heard':
      return [
        readers.tryHeard(trial.signs.join(' + '), trial.widest),
        trial.by === 'key' ? readers.tryByLayout : readers.tryByPlace,
      ].join(' ');
    case 'incomplete':
      return readers.tryIncomplete(trial.strokes, trial.widest);
  }
}

import { Switch } from '@base-ui/react/switch';
import { useState, type ReactNode } from 'react';
import type { SourceSettings } from '../../../shared/sources.ts';
import { editSource, offerSourceRemoval, testSource, trustSource } from '../../flows/sources-flow.ts';
import { Button } from '../../shell/button.tsx';
import { StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import type { SourceTestState } from '../../store/sources-slice.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useHeld } from '../held.tsx';
import { SourceOptions } from './source-options.tsx';

/** One device: what it is, whether it is on, what its test said, and what can be set. */
export function SourceItem({ source }: { readonly source: SourceSettings }): ReactNode {
  const { sources: words, destinations } = useTexts();
  const [open, setOpen] = useState(false);
  const test = useDesk((state) => state.sourceTests[source.id]);
  const held = useHeld('sources');
  return (
    <li className="destination" data-on={source.on}>
      <div className="destination-head">
        <h3>{source.name}</h3>
        <span className="quiet">{words.kinds[source.kind]}</span>
        <label className="switch-row">
          <Switch.Root
            className="switch"
            aria-label={words.on(source.name)}
            checked={source.on}
            disabled={held}
            onCheckedChange={(on) => void editSource({ sourceId: source.id, on })}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          {source.on ? destinations.isOn : destinations.isOff}
        </label>
      </div>
      <p className="destination-facts quiet">
        {placeWords(source)}
        {source.kind === 'escl' && source.options.fingerprint !== null ? ` · ${words.trusted}` : ''}
      </p>
      <TestResult id={source.id} test={test} />
      <div className="destination-actions">
        <Button onClick={() => void testSource(source.id)}>{words.test}</Button>
        <Button aria-expanded={open} disabled={held} onClick={() => setOpen(!open)}>
          {words.options}
        </Button>
        <Button look="quiet" disabled={held} onClick={() => offerSourceRemoval(source)}>
          {words.remove}
        </Button>
      </div>
      {open ? <SourceOptions source={source} /> : null}
    </li>
  );
}

function TestResult({ id, test }: { readonly id: string; readonly test: SourceTestState | undefined }): ReactNode {
  const { sources: words, sourceCodes } = useTexts();
  const tone = test?.kind !== 'done' ? 'plain' : test.result.ok ? 'sure' : 'stop';
  return (
    <div className="destination-test" role="status" data-tone={tone}>
      {test === undefined ? null : test.kind === 'running' ? (
        <>
          <WaitIcon />
          {words.testing}
        </>
      ) : test.result.ok ? (
        <>
          <SureIcon />
          <span>{[words.works, aboutWords(test.result.about, words)].filter(Boolean).join(' ')}</span>
        </>
      ) : (
        <>
          <StopIcon />
          <span>
            {sourceCodes[test.result.code]}
            {test.result.fingerprint === undefined ? null : (
              <span className="source-fingerprint">{words.fingerprint(test.result.fingerprint)}</span>
            )}
          </span>
          {test.result.fingerprint === undefined ? null : <Trust id={id} fingerprint={test.result.fingerprint} />}
        </>
      )}
    </div>
  );
}

function Trust({ id, fingerprint }: { readonly id: string; readonly fingerprint: string }): ReactNode {
  const { sources: words } = useTexts();
  const held = useHeld('sources');
  return <Button disabled={held} onClick={() => void trustSource(id, fingerprint)}>{words.trust}</Button>;
}

type About = { readonly model: string; readonly flatbed: boolean; readonly feeder: boolean };

function aboutWords(about: About | null, words: ReturnType<typeof useTexts>['sources']): string {
  if (about === null) return '';
  const parts = [about.flatbed ? words.flatbed : '', about.feeder ? words.feeder : ''].filter(Boolean);
  return words.fine(about.model, parts.join(', '));
}

function placeWords(source: SourceSettings): string {
  switch (source.kind) {
    case 'escl':
      return source.options.address;
    case 'sane':
    case 'wia':
      return source.options.device;
    case 'serial':
      return `${source.options.path} · ${source.options.speed}`;
  }
}

import type { ReactNode } from 'react';
import { isScanner, type ScanEnd } from '../../shared/sources.ts';
import { scan, stopScanning } from '../flows/scan-flow.ts';
import { Button, IconButton } from '../shell/button.tsx';
import { CloseIcon, ScanIcon, StopIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { ScanState } from '../store/sources-slice.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ScanMenu } from './scan-menu.tsx';
import './scanner.css';

/** The scanner at the head of the queue, on desks that have one: its button, and what it is at. */
export function ScanPanel(): ReactNode {
  const texts = useTexts();
  const state = useDesk((store) => store.scan);
  const scanned = useDesk((store) => store.scanned);
  const hasScanner = useDesk((store) => store.settings.sources.some((source) => isScanner(source) && source.on));
  if (!hasScanner && state.kind === 'idle') return null;
  const runs = state.kind !== 'idle' && state.kind !== 'failed';
  return (
    <div className="scan-panel">
      {runs ? (
        <Running state={state} />
      ) : (
        <div className="scan-row">
          <Button look="accent" className="scan-button" aria-keyshortcuts="F2" onClick={() => void scan()}>
            <ScanIcon />
            {scanned > 0 ? texts.scan.again : texts.scan.button}
            <kbd>F2</kbd>
          </Button>
          <ScanMenu />
        </div>
      )}
      {state.kind === 'failed' ? (
        <div className="scan-failed" role="alert">
          <StopIcon />
          <p>{scanFailure(state.code, texts)}</p>
          <IconButton label={texts.scan.dismiss} onClick={() => desk().setScanner({ scan: { kind: 'idle' } })}>
            <CloseIcon />
          </IconButton>
        </div>
      ) : null}
    </div>
  );
}

/** Why a scan failed, whether by the device or by the desk. */
export function scanFailure(code: NonNullable<ScanEnd['code']>, { sourceCodes, errors }: Texts): string {
  const sentences: Readonly<Record<NonNullable<ScanEnd['code']>, string>> = { ...sourceCodes, ...errors };
  return sentences[code];
}

type Run = Exclude<ScanState, { kind: 'idle' } | { kind: 'failed' }>;

function Running({ state }: { readonly state: Run }): ReactNode {
  const texts = useTexts();
  const waits = state.kind === 'countdown' || state.kind === 'waiting';
  const fraction = state.kind === 'scanning' ? state.progress.fraction : null;
  return (
    <div className="scan-run" data-waits={waits}>
      <p role="status">{runWords(state, texts)}</p>
      {waits ? null : (
        <progress className="scan-progress" aria-label={texts.scan.button} {...(fraction === null ? {} : { value: fraction })} />
      )}
      <div className="scan-run-actions">
        {waits ? (
          <Button look="accent" aria-keyshortcuts="F2" onClick={() => void scan()}>
            {texts.scan.now}
            <kbd>F2</kbd>
          </Button>
        ) : null}
        <Button onClick={stopScanning}>{waits || state.kind === 'reading' ? texts.scan.stop : texts.scan.cancel}</Button>
      </div>
    </div>
  );
}

function runWords(state: Run, { scan: words }: Texts): string {
  switch (state.kind) {
    case 'scanning': {
      const { phase, page } = state.progress;
      return page > 1 ? `${words.phases[phase]} ${words.page(page)}` : words.phases[phase];
    }
    case 'reading':
      return words.reading;
    case 'countdown':
      return words.next(state.seconds);
    case 'waiting':
      return { same: words.same, nothing: words.nothing, feeder: words.feederEmpty }[state.why];
  }
}

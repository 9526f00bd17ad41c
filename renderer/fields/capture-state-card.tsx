import type { ReactNode } from 'react';
import { Progress } from '@base-ui/react/progress';
import type { CaptureSummary } from '../../shared/capture.ts';
import { cancelReading } from '../flows/capture-flow.ts';
import { openRegistration } from '../flows/registrations-flow.ts';
import { titleOf } from '../queue/capture-words.tsx';
import { Button, IconButton } from '../shell/button.tsx';
import { DoneIcon, TrashIcon, WaitIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Stands for the fields while there are none: the picture waits, is being read, or is confirmed already. */
export function CaptureStateCard({ capture }: { readonly capture: CaptureSummary }): ReactNode {
  const texts = useTexts();
  const openDialog = useDesk((state) => state.openDialog);
  const { state } = capture;
  // Read or parked: the draft opens the very next moment, and nothing said in between would be true.
  if (state.kind === 'read' || state.kind === 'parked') return null;
  return (
    <div className="state-card">
      <header className="fields-header">
        <h1 className="verdict" data-tone={state.kind === 'confirmed' ? 'sure' : 'plain'}>
          {state.kind === 'confirmed' ? <DoneIcon /> : <WaitIcon />}
          {state.kind === 'confirmed'
            ? texts.status.confirmed
            : state.kind === 'reading'
              ? texts.status.reading
              : texts.status.captured}
        </h1>
        <IconButton
          label={texts.queue.discard}
          shortcut={texts.keys.names.delete}
          onClick={() => openDialog({ kind: 'discard', row: capture.id })}
        >
          <TrashIcon />
        </IconButton>
      </header>
      <p className="state-card-title">{titleOf(capture, texts)}</p>
      {state.kind === 'reading' ? (
        <Progress.Root value={Math.round(state.fraction * 100)} aria-label={texts.status.reading} className="progress">
          <Progress.Track className="progress-track">
            <Progress.Indicator className="progress-done" />
          </Progress.Track>
        </Progress.Root>
      ) : null}
      {state.kind === 'reading' || state.kind === 'captured' ? (
        <Button onClick={() => void cancelReading(capture.id)}>{texts.confirm.cancel}</Button>
      ) : null}
      {state.kind === 'confirmed' ? (
        <>
          <p>{texts.confirm.confirmedLead}</p>
          {state.registrationIds.map((id) => (
            <Button key={id} onClick={() => void openRegistration(id)}>
              {texts.confirm.openRegistration}
            </Button>
          ))}
        </>
      ) : null}
    </div>
  );
}

import type { ReactNode } from 'react';
import { readAgain } from '../flows/capture-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Why there is nothing read beside a picture, and what to do: type it, read it again, or take a better picture. */
export function ReadingTrouble({ open }: { readonly open: OpenDraft }): ReactNode {
  const texts = useTexts();
  const { captureId } = open;
  const state = useDesk(({ captures }) => captures.find(({ id }) => id === captureId)?.state);
  if (captureId === null || open.read !== null || state === undefined) return null;
  const hints = open.reading?.quality ?? [];
  return (
    <div className="trouble" data-tone={state.kind === 'parked' ? 'stop' : 'look'} role="status">
      <p>{state.kind === 'parked' ? texts.errors[state.code] : texts.attention.nothingRead}</p>
      {hints.map((hint) => (
        <p key={hint}>{texts.quality[hint]}</p>
      ))}
      <Button onClick={() => void readAgain(captureId)}>{texts.confirm.retry}</Button>
    </div>
  );
}

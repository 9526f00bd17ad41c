import type { ReactNode } from 'react';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { localDay, showDate } from './date-text.ts';

/** Says that the guest was here before, and brings that registration beside the new one. */
export function EarlierBand({ draftKey, open }: { readonly draftKey: string; readonly open: OpenDraft }): ReactNode {
  const texts = useTexts();
  const openDialog = useDesk((state) => state.openDialog);
  const latest = open.earlier.toSorted((a, b) => b.registration.confirmedAt - a.registration.confirmedAt)[0];
  if (latest === undefined) return null;
  const date = showDate(localDay(new Date(latest.registration.confirmedAt)));
  return (
    <div className="earlier-band" role="status">
      <p>{texts.earlier[latest.why](date)}</p>
      <Button onClick={() => openDialog({ kind: 'earlier', draftKey, registrationId: latest.registration.id })}>
        {texts.earlier.compare}
      </Button>
    </div>
  );
}

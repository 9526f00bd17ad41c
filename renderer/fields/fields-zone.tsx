import { useMemo, useState, type ReactNode } from 'react';
import { checkDraft } from '../../shared/draft.ts';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useOpenDraft } from '../store/use-open-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import { attentionOf } from './attention.ts';
import { AttentionList } from './attention-list.tsx';
import { CaptureStateCard } from './capture-state-card.tsx';
import { ConfirmBar } from './confirm-bar.tsx';
import { localDay } from './date-text.ts';
import { DocumentFields, StayFields } from './document-fields.tsx';
import { EarlierBand } from './earlier-band.tsx';
import { FieldsHeader } from './fields-header.tsx';
import { KeysCard } from './keys-card.tsx';
import { ReadingTrouble } from './reading-trouble.tsx';
import { useEarlierLookUp } from './use-earlier-look-up.ts';
import { useFocusOnOpen, useWantedFocus } from './use-draft-focus.ts';
import './fields.css';

/** The right zone: what is known of the document, what to look at, and Confirm. */
export function FieldsZone(): ReactNode {
  const texts = useTexts();
  const found = useOpenDraft();
  const selection = useDesk((state) => state.selection);
  const capture = useDesk((state) =>
    selection.kind === 'capture' ? state.captures.find(({ id }) => id === selection.captureId) : undefined,
  );
  return (
    <section className="fields-zone" id="fields" tabIndex={-1} aria-label={texts.fields.heading}>
      {found !== null ? (
        <DraftForm key={found.open.draftId} draftKey={found.key} open={found.open} />
      ) : capture === undefined ? (
        <KeysCard />
      ) : (
        <CaptureStateCard capture={capture} />
      )}
    </section>
  );
}

function DraftForm({ draftKey, open }: { readonly draftKey: string; readonly open: OpenDraft }): ReactNode {
  // One day for as long as the draft is open: confirming checks against the day it happens on.
  const [today] = useState(() => localDay(new Date()));
  const items = useMemo(() => attentionOf(open, checkDraft(open.draft, today)), [open, today]);
  useFocusOnOpen(open, items);
  useWantedFocus();
  useEarlierLookUp(draftKey, open.draft);
  return (
    <div className="draft-form">
      <FieldsHeader open={open} items={items} />
      <div className="draft-scroll">
        <ReadingTrouble open={open} />
        <DocumentFields draftKey={draftKey} open={open} items={items} />
        <StayFields draftKey={draftKey} open={open} items={items} />
      </div>
      <div className="draft-foot">
        <EarlierBand draftKey={draftKey} open={open} />
        <AttentionList open={open} items={items} />
        <ConfirmBar open={open} items={items} />
      </div>
    </div>
  );
}

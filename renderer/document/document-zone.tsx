import type { ReactNode } from 'react';
import { Tabs } from '@base-ui/react/tabs';
import { isText } from '../../shared/capture.ts';
import { showCapture } from '../flows/draft-flow.ts';
import { titleOf } from '../queue/capture-words.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useOpenDraft } from '../store/use-open-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import { EmptyDesk } from './empty-desk.tsx';
import { MrzPanel } from './mrz-panel.tsx';
import { PictureView } from './picture-view.tsx';
import { useDocumentImage } from './use-document-image.ts';
import './document.css';

/** The middle zone: the picture, and under it each line of the zone above what was read from it. */
export function DocumentZone(): ReactNode {
  const texts = useTexts();
  const selection = useDesk((state) => state.selection);
  const captureId = selection.kind === 'capture' ? selection.captureId : null;
  const capture = useDesk((state) => state.captures.find(({ id }) => id === captureId));
  const found = useOpenDraft();
  const settled = capture !== undefined && capture.state.kind !== 'captured' && capture.state.kind !== 'reading';
  const picture = useDocumentImage(settled && !isText(capture.source) ? captureId : null);
  if (selection.kind === 'nothing')
    return (
      <main className="document-zone">
        <EmptyDesk />
      </main>
    );
  const documents = found?.open.reading?.documents.length ?? 0;
  return (
    <main className="document-zone">
      {captureId !== null && documents > 1 ? <DocumentTabs captureId={captureId} count={documents} /> : null}
      {capture?.part === undefined ? null : (
        <p className="document-part quiet">{texts.picture.document(capture.part.number, capture.part.of)}</p>
      )}
      {capture === undefined ? (
        <WithoutPicture heading={texts.picture.without} lead={texts.picture.withoutLead} />
      ) : isText(capture.source) ? (
        <WithoutPicture heading={texts.readers.withoutPicture[capture.source]} lead={texts.readers.compare} />
      ) : (
        <PictureView
          key={capture.id}
          picture={picture}
          title={titleOf(capture, texts)}
          confirmed={capture.state.kind === 'confirmed'}
          reading={found?.open.reading ?? null}
          document={found?.open.document ?? 0}
        />
      )}
      {found !== null && found.open.draft.lines.length > 0 ? (
        <MrzPanel key={found.open.draftId} open={found.open} draftKey={found.key} picture={picture} />
      ) : null}
    </main>
  );
}

function DocumentTabs({ captureId, count }: { readonly captureId: string; readonly count: number }): ReactNode {
  const texts = useTexts();
  const document = useDesk(({ selection }) => (selection.kind === 'capture' ? selection.document : 0));
  return (
    <Tabs.Root value={document} onValueChange={(value: number) => void showCapture(captureId, value)}>
      <Tabs.List className="document-tabs">
        {Array.from({ length: count }, (_, index) => (
          <Tabs.Tab key={index} value={index} className="choice">
            {texts.picture.document(index + 1, count)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}

function WithoutPicture({ heading, lead }: { readonly heading: string; readonly lead: string }): ReactNode {
  return (
    <div className="picture-well">
      <div className="picture-words">
        <h1>{heading}</h1>
        <p>{lead}</p>
      </div>
    </div>
  );
}

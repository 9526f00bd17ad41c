import type { ReactNode } from 'react';
import { openFiles } from '../flows/capture-flow.ts';
import { showByHand } from '../flows/draft-flow.ts';
import { Button } from '../shell/button.tsx';
import { CameraIcon, FolderIcon, PasteIcon, PenIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** An empty desk says how to bring a document in: it is the first thing a newcomer sees. */
export function EmptyDesk(): ReactNode {
  const texts = useTexts();
  const openDialog = useDesk((state) => state.openDialog);
  const ctrl = texts.keys.names.ctrl;
  return (
    <div className="empty-desk">
      <h1>{texts.empty.title}</h1>
      <p>{texts.empty.lead}</p>
      <div className="empty-drop">
        <div className="empty-passport" aria-hidden="true">
          <span />
          <i />
          <i />
        </div>
        <p>{texts.empty.drop}</p>
        <div className="empty-ways">
          <Button look="accent" onClick={() => void openFiles()}>
            <FolderIcon />
            {texts.empty.open}
            <kbd>{ctrl}+O</kbd>
          </Button>
          <Button onClick={() => openDialog({ kind: 'camera' })}>
            <CameraIcon />
            {texts.empty.camera}
            <kbd>{ctrl}+K</kbd>
          </Button>
        </div>
        <p className="empty-also">
          <span>
            <PasteIcon />
            {texts.empty.paste} <kbd>{ctrl}+V</kbd>
          </span>
          <Button look="quiet" onClick={showByHand}>
            <PenIcon />
            {texts.empty.byHand}
            <kbd>{ctrl}+N</kbd>
          </Button>
        </p>
      </div>
    </div>
  );
}

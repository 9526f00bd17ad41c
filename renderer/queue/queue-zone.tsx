import type { ReactNode } from 'react';
import { openFiles } from '../flows/capture-flow.ts';
import { showByHand } from '../flows/draft-flow.ts';
import { Button } from '../shell/button.tsx';
import { CameraIcon, FolderIcon, PenIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import { ScanPanel } from '../scanner/scan-panel.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { QueueAnnouncer } from './queue-announcer.tsx';
import { QueueList } from './queue-list.tsx';
import { ViewSwitch } from './view-switch.tsx';
import './queue.css';

/** The left zone: where to go, how to bring in a document, and who waits. */
export function QueueZone(): ReactNode {
  const texts = useTexts();
  const openDialog = useDesk((state) => state.openDialog);
  return (
    <aside className="queue-zone" aria-label={texts.queue.heading}>
      <ViewSwitch />
      <ScanPanel />
      <div className="queue-actions">
        <Button className="tile" onClick={() => void openFiles()} aria-keyshortcuts="Control+O">
          <FolderIcon />
          {texts.queue.add}
        </Button>
        <Button className="tile" onClick={() => openDialog({ kind: 'camera' })} aria-keyshortcuts="Control+K">
          <CameraIcon />
          {texts.queue.camera}
        </Button>
        <Button className="tile" onClick={showByHand} aria-keyshortcuts="Control+N">
          <PenIcon />
          {texts.queue.byHand}
        </Button>
      </div>
      <QueueList />
      <QueueAnnouncer />
    </aside>
  );
}

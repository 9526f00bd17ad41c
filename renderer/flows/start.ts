import type { CaptureSummary } from '../../shared/capture.ts';
import { listen, request } from '../api.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import { adminChanged, askPinWhenLocked } from './admin-flow.ts';
import { batchChanged } from './batch-flow.ts';
import { loadBackups } from './backup-flow.ts';
import { ensureDraft, leaveDocument, showCapture, takeUpByHand } from './draft-flow.ts';
import { foldersChanged } from './folders-flow.ts';
import { groupsChanged } from './groups-flow.ts';
import { loadErasures } from './erase-flow.ts';
import { watchDrafts } from './keep-drafts-flow.ts';
import { messageChanged } from './messages-flow.ts';
import { sayRefused } from './say.ts';
import { scanProgressed } from './scan-flow.ts';
import { loadSources, sayUnread } from './sources-flow.ts';
import { loadScreen, screenChanged } from './screen-flow.ts';
import { loadUpdate, watchBegun } from './updates-flow.ts';

/** Listens to the main process, then asks for all the page shows. Returns what stops the listening. */
export async function startDesk(): Promise<() => void> {
  askPinWhenLocked();
  const stops = [
    listen('capture:changed', (capture) => {
      void captureChanged(capture);
    }),
    listen('folder:changed', foldersChanged),
    listen('batch:changed', batchChanged),
    listen('group:changed', groupsChanged),
    listen('scan:progress', scanProgressed),
    listen('source:unread', sayUnread),
    listen('source:changed', () => void loadSources()),
    listen('capture:gone', ({ id }) => captureGone(id)),
    listen('status:changed', (status) => desk().setStatus(status)),
    listen('admin:changed', adminChanged),
    listen('backup:changed', () => {
      if (desk().backups !== null) void loadBackups();
    }),
    listen('screen:changed', (screen) => {
      const wasLocked = desk().screen?.locked === true;
      screenChanged(screen);
      if (wasLocked && !screen.locked) void loadDesk();
    }),
    listen('erasure:changed', () => {
      if (desk().erasures !== null) void loadErasures();
    }),
    listen('message:changed', (change) => void messageChanged(change)),
    listen('update:changed', (update) => desk().setUpdate(update)),
    watchBegun(),
    // What waits in the queue could not be told while the keychain was locked.
    useDesk.subscribe((now, before) => {
      if (before.status?.storage.kind === 'closed' && now.status?.storage.kind === 'ready') void loadDesk();
    }),
    watchDrafts(),
  ];
  await loadScreen();
  void loadUpdate();
  await loadDesk();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Asks for all the page shows; again once the screen is unlocked, as much may have come meanwhile. */
async function loadDesk(): Promise<void> {
  const [info, settings, status] = await Promise.all([
    request('app:info', undefined),
    request('settings:get', undefined),
    request('desk:status', undefined),
  ]);
  const locked = await request('settings:locked', undefined);
  if (locked.ok) desk().setOperation({ lockedSettings: locked.value });
  if (info.ok) {
    // Once, and not over what somebody who was quicker has opened meanwhile.
    const first = desk().info === null;
    if (info.value.firstRun && first && desk().view === 'desk') desk().show('setup');
    desk().setInfo(info.value);
    if (info.value.settingsTrouble !== null && first) sayRefused(info.value.settingsTrouble);
  }
  if (settings.ok) desk().setSettings(settings.value);
  if (status.ok) desk().setStatus(status.value);
  if (desk().screen?.locked === true) return;
  await takeUpByHand();
  const captures = await request('capture:list', undefined);
  if (captures.ok) await listCaptures(captures.value);
  const failed = [info, settings, status, captures].find((answer) => !answer.ok);
  if (failed !== undefined && !failed.ok) sayRefused(failed.code);
}

async function listCaptures(listed: readonly CaptureSummary[]): Promise<void> {
  // Events that came while the list was under way are newer than the list.
  const heard = desk().captures;
  desk().setCaptures([...listed.filter(({ id }) => !heard.some((capture) => capture.id === id)), ...heard]);
  const waiting = desk().captures.find(({ state }) => state.kind === 'read');
  if (desk().selection.kind === 'nothing' && waiting !== undefined) await showCapture(waiting.id);
}

async function captureChanged(capture: CaptureSummary): Promise<void> {
  desk().putCapture(capture);
  const { selection, view } = desk();
  if (selection.kind === 'capture' && selection.captureId === capture.id) {
    await ensureDraft(capture.id, selection.document);
  } else if (selection.kind === 'nothing' && view === 'desk' && capture.state.kind === 'read') {
    await showCapture(capture.id);
  }
}

function captureGone(id: string): void {
  const { selection } = desk();
  desk().dropCapture(id);
  desk().closeDraftsOf(id);
  if (selection.kind === 'capture' && selection.captureId === id) leaveDocument();
}

import { useEffect } from 'react';
import { openFiles } from '../flows/capture-flow.ts';
import { confirm, lookOrConfirm } from '../flows/confirm-flow.ts';
import { leaveDocument, showByHand, showRow } from '../flows/draft-flow.ts';
import { scan } from '../flows/scan-flow.ts';
import { closeRegistration } from '../flows/registrations-flow.ts';
import { lockScreen } from '../flows/screen-flow.ts';
import { goToView } from '../flows/view-flow.ts';
import { rowIdsNow } from '../queue/use-queue-rows.ts';
import { desk, isWindowOpen } from '../store/desk-store.ts';
import { neighbour } from '../store/queue-order.ts';
import { selectedRow } from '../store/queue-slice.ts';
import { isTyping } from './is-typing.ts';

/**
 * After Enter has confirmed, Enter is deaf for this long (milliseconds): the second stroke of a double Enter must not
 * confirm the next document, which has only just come up and nobody has seen.
 */
const DEAF_AFTER_CONFIRM = 700;

/** The keys of the desk, wherever the focus is. Letters go by their place on the keyboard: layouts differ. */
export function useDeskKeys(): void {
  useEffect(() => {
    let deafUntil = 0;
    const enter = (event: KeyboardEvent): boolean => {
      if (event.repeat || event.timeStamp < deafUntil) return true;
      const before = desk().selection;
      const done = event.ctrlKey || event.metaKey ? confirm() : lookOrConfirm();
      void done.then(() => {
        if (desk().selection !== before) deafUntil = performance.now() + DEAF_AFTER_CONFIRM;
      });
      return true;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isWindowOpen(desk())) return;
      if (commandFor(event, enter)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Does what a key asks for; false when it asks for nothing here. */
function commandFor(event: KeyboardEvent, enter: (event: KeyboardEvent) => boolean): boolean {
  const { view } = desk();
  const typing = isTyping(event.target);
  const withControl = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'Enter':
      // A button pressed by Enter does its own thing; everywhere else Enter goes on with the document.
      if (view !== 'desk' || (!withControl && isPressable(event.target))) return false;
      return enter(event);
    case 'Escape':
      return goBack(event.target);
    case 'ArrowDown':
    case 'ArrowUp':
      if (view !== 'desk' || (typing && !event.altKey)) return false;
      return stepQueue(event.key === 'ArrowDown' ? 1 : -1);
    case 'Delete': {
      const row = selectedRow(desk().selection);
      if (view !== 'desk' || typing || row === null) return false;
      desk().openDialog({ kind: 'discard', row });
      return true;
    }
    case 'F2':
      if (!event.repeat) void scan();
      return true;
    case '?':
    case 'F1':
      if (event.key === '?' && (typing || !desk().settings.singleKeys)) return false;
      desk().openDialog({ kind: 'keys' });
      return true;
    default:
      return withControl && !event.altKey && !event.shiftKey && controlKey(event.code);
  }
}

function controlKey(code: string): boolean {
  switch (code) {
    case 'KeyO':
      void openFiles();
      return true;
    case 'KeyK':
      desk().openDialog({ kind: 'camera' });
      return true;
    case 'KeyN':
      showByHand();
      return true;
    case 'KeyF':
      goToView('registrations');
      document.getElementById('search-query')?.focus();
      return true;
    case 'KeyL':
      void lockScreen();
      return true;
    default:
      return false;
  }
}

function stepQueue(step: number): boolean {
  const next = neighbour(rowIdsNow(), selectedRow(desk().selection), step);
  if (next === null) return false;
  if (next !== selectedRow(desk().selection)) showRow(next);
  return true;
}

/** One step back: out of an opened registration or history, out of a view, out of a document. */
function goBack(target: EventTarget | null): boolean {
  const { view, opened, deliveriesOf, selection } = desk();
  if (view === 'registrations' && opened !== null) {
    closeRegistration();
    return true;
  }
  if (view === 'deliveries' && deliveriesOf !== null) {
    desk().openDeliveriesOf(null);
    return true;
  }
  if (view !== 'desk') {
    goToView('desk');
    return true;
  }
  if (isTyping(target)) {
    document.getElementById('fields')?.focus();
    return true;
  }
  if (selection.kind === 'nothing') return false;
  leaveDocument();
  return true;
}

const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, [role="button"], [role="option"], [role="tab"]') !== null;

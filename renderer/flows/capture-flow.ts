import type { Answer } from '../../shared/contract.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { HAND, selectedRow } from '../store/queue-slice.ts';
import { nextWaiting } from '../store/queue-order.ts';
import { ensureDraft, leaveDocument, showCapture } from './draft-flow.ts';
import { forgetDraft } from './keep-drafts-flow.ts';
import { sayRefused } from './say.ts';

/** Bytes a file may have at most: a larger one is refused before it is copied to the main process. */
const MOST_BYTES = 40 * 1024 * 1024;
const MOST_BYTES_OF_PAGES = 100 * 1024 * 1024;
const HAS_PAGES = ['application/pdf', 'image/tiff'];

type PageSource = 'drop' | 'paste' | 'camera' | 'file';

/** Puts pictures into the queue one after another and opens the first, unless something is on the desk already. */
export async function addPictures(pictures: readonly Blob[], source: PageSource): Promise<void> {
  for (const picture of pictures) {
    const name = picture instanceof File ? picture.name : undefined;
    if (picture.size === 0) {
      sayRefused('picture.empty', name);
      continue;
    }
    const hasPages = HAS_PAGES.includes(picture.type);
    if (picture.size > (hasPages ? MOST_BYTES_OF_PAGES : MOST_BYTES)) {
      sayRefused(hasPages ? 'file.tooManyBytes' : 'picture.tooManyBytes', name);
      continue;
    }
    const bytes = new Uint8Array(await picture.arrayBuffer());
    const answer = await request('capture:add', { bytes, source });
    if (!answer.ok) {
      sayRefused(answer.code, name);
      continue;
    }
    const [first] = answer.value.captureIds;
    if (first !== undefined) void openIfFree(first);
  }
}

/** Puts the best frame of a live camera into the queue, and opens it unless something is on the desk already. */
export async function keepStill(bytes: Uint8Array<ArrayBuffer>, seen: string): Promise<Answer<{ captureId: string }>> {
  const answer = await request('camera:keep', { bytes, seen });
  if (answer.ok) await openIfFree(answer.value.captureId);
  return answer;
}

/** Asks the system for files; what is refused is named with the reason. */
export async function openFiles(): Promise<void> {
  const answer = await request('capture:open', undefined);
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  for (const { name, code } of answer.value.refused) sayRefused(code, name);
  const [first] = answer.value.captureIds;
  if (first !== undefined) await openIfFree(first);
}

/** Shows a new capture when nothing is on the desk; what someone is working on is never pushed aside. */
export async function openIfFree(captureId: string): Promise<void> {
  if (desk().selection.kind === 'nothing' && desk().view === 'desk') await showCapture(captureId);
}

/** Reads a picture once more; what was typed beside it is dropped, since the reading replaces it. */
export async function readAgain(captureId: string): Promise<void> {
  const answer = await request('capture:retry', { captureId });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  desk().closeDraftsOf(captureId);
  // The new reading may have come before the answer to the retry.
  await ensureDraft(captureId, 0);
}

export async function cancelReading(captureId: string): Promise<void> {
  const answer = await request('capture:cancel', { captureId });
  if (!answer.ok) sayRefused(answer.code);
}

/** Removes a row of the queue for good, and opens the next that waits when it was the one on the desk. */
export async function discardRow(row: string): Promise<void> {
  const wasShown = selectedRow(desk().selection) === row;
  if (row === HAND) {
    const begun = desk().drafts[HAND];
    desk().closeDraft(HAND);
    if (begun !== undefined) forgetDraft(begun);
  } else {
    const answer = await request('capture:discard', { captureId: row });
    if (!answer.ok) {
      sayRefused(answer.code);
      return;
    }
    desk().closeDraftsOf(row);
    desk().dropCapture(row);
  }
  // The main process may have said already that the capture is gone; then the desk is empty by now.
  const shown = selectedRow(desk().selection);
  if (!wasShown || (shown !== row && shown !== null)) return;
  const next = nextWaiting(desk().captures, null);
  if (next === null) leaveDocument();
  else await showCapture(next.id);
}

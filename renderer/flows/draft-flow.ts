import type { KeptDraft } from '../../shared/draft-contract.ts';
import { draftFromReading, emptyDraft } from '../../shared/draft.ts';
import type { Reading } from '../../shared/reading.ts';
import { withTypedAhead, type TypedAhead } from '../../shared/sent-ahead.ts';
import type { CaptureSummary } from '../../shared/capture.ts';
import type { Stay } from '../../shared/registration.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { draftKey, type OpenDraft } from '../store/drafts-slice.ts';
import { HAND, type Selection } from '../store/queue-slice.ts';
import { keptDraft } from './keep-drafts-flow.ts';
import { sayRefused } from './say.ts';

function openDraft(
  captureId: string | null,
  reading: Reading | null,
  document: number,
  begun: KeptDraft | null,
  { typed = {}, stay = null }: { typed?: TypedAhead | undefined; stay?: Stay | null } = {},
): OpenDraft {
  const read = reading?.documents[document] ?? null;
  const draft = read === null ? emptyDraft() : withTypedAhead(draftFromReading(read), typed);
  return {
    draftId: begun?.draftId ?? crypto.randomUUID(),
    captureId,
    document,
    reading,
    read,
    // A phone that the guest sent ahead stays theirs.
    draft: begun?.draft ?? (stay === null ? draft : { ...draft, stay: { ...stay, phone: stay.phone || draft.stay.phone } }),
    looked: begun?.looked ?? [],
    earlier: [],
    phase: { kind: 'editing' },
    attempted: false,
  };
}

/** Puts a document of a capture on the desk. Drafts begun are found as they were left. */
export async function showCapture(captureId: string, document: number = firstUnconfirmed(captureId)): Promise<void> {
  select({ kind: 'capture', captureId, document });
  await ensureDraft(captureId, document);
}

/** Puts a registration without a picture on the desk. */
export function showByHand(): void {
  const selection: Selection = { kind: 'hand' };
  const key = draftKey(selection) ?? HAND;
  if (desk().drafts[key] === undefined) desk().putDraft(key, openDraft(null, null, 0, null));
  select(selection);
}

/** Puts the registration without a picture that was begun before the window was closed back into the queue. */
export async function takeUpByHand(): Promise<void> {
  if (desk().drafts[HAND] !== undefined) return;
  const begun = await keptDraft(null, 0);
  if (begun !== null && desk().drafts[HAND] === undefined) desk().putDraft(HAND, openDraft(null, null, 0, begun));
}

/** Opens a row of the queue, whatever it stands for. */
export function showRow(row: string): void {
  if (row === HAND) showByHand();
  else void showCapture(row);
}

/** Clears the desk; drafts begun are kept. */
export function leaveDocument(): void {
  select({ kind: 'nothing' });
}

function select(selection: Selection): void {
  desk().show('desk');
  desk().setPlace(null);
  desk().select(selection);
}

function firstUnconfirmed(captureId: string): number {
  const confirmed = desk().confirmedDocuments[captureId] ?? [];
  let document = 0;
  while (confirmed.includes(document)) document += 1;
  return document;
}

/**
 * Fetches the reading of a capture and opens its draft, once it can be worked on: read, or parked (then it is typed
 * beside the picture). A draft begun before is not touched.
 */
export async function ensureDraft(captureId: string, document: number): Promise<void> {
  const key = draftKey({ kind: 'capture', captureId, document });
  const capture = captureById(captureId);
  if (key === null || capture === undefined || desk().drafts[key] !== undefined) return;
  if (capture.state.kind === 'parked') {
    const begun = await keptDraft(captureId, 0);
    if (captureById(captureId)?.state.kind !== 'parked' || desk().drafts[key] !== undefined) return;
    desk().putDraft(key, openDraft(captureId, null, 0, begun));
    return;
  }
  if (capture.state.kind !== 'read') return;
  const answer = await request('reading:get', { captureId });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  const ahead = capture.sentAhead ? await request('capture:sentAhead', { captureId }) : null;
  if (ahead !== null && !ahead.ok) {
    sayRefused(ahead.code);
    return;
  }
  const stay = await request('group:stayOf', { captureId, document });
  if (!stay.ok) {
    sayRefused(stay.code);
    return;
  }
  const begun = await keptDraft(captureId, document);
  // While the answers were under way the capture may have gone, or a second call have opened the draft.
  if (captureById(captureId)?.state.kind !== 'read' || desk().drafts[key] !== undefined) return;
  desk().putDraft(key, openDraft(captureId, answer.value, document, begun, { typed: ahead?.value[document], stay: stay.value }));
}

const captureById = (id: string): CaptureSummary | undefined => desk().captures.find((capture) => capture.id === id);

import { checkDraft } from '../../shared/draft.ts';
import type { RequestInput } from '../../shared/contract.ts';
import { FIELD_NAMES, type FieldName } from '../../shared/reading.ts';
import type { Draft } from '../../shared/registration.ts';
import { request } from '../api.ts';
import { attentionOf, nextToLook, placeOfWarning } from '../fields/attention.ts';
import { localDay } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';
import { draftKey, type OpenDraft } from '../store/drafts-slice.ts';
import { nextWaiting } from '../store/queue-order.ts';
import { textsNow } from '../texts/use-texts.ts';
import { leaveDocument, showCapture } from './draft-flow.ts';

/** What Enter does: leads to the next doubt of the reading, and confirms once there is none left. */
export async function lookOrConfirm(): Promise<void> {
  const found = selectedDraft();
  if (found === null) return;
  const { key, open } = found;
  const next = nextToLook(attentionOf(open, checkDraft(open.draft, localDay(new Date()))));
  if (next === null) {
    await confirm();
    return;
  }
  desk().changeDraft(key, (old) => ({ ...old, looked: [...old.looked, next.key] }));
  if (next.place !== null) desk().goTo(next.place);
}

/**
 * Confirms the draft on the desk. Goes to what blocks instead, if anything does; asks once however often it is called;
 * keeps the draft when it is refused; opens the next waiting capture when it is saved.
 */
export async function confirm(): Promise<void> {
  const found = selectedDraft();
  if (found === null || found.open.phase.kind === 'confirming') return;
  const { key, open } = found;
  const block = checkDraft(open.draft, localDay(new Date())).warnings.find((warning) => warning.blocks);
  if (block !== undefined) {
    desk().changeDraft(key, (old) => ({ ...old, attempted: true }));
    const place = placeOfWarning(block);
    if (place !== null) desk().goTo(place);
    return;
  }
  const storage = desk().status?.storage;
  if (storage?.kind === 'closed') {
    desk().changeDraft(key, (old) => ({ ...old, phase: { kind: 'refused', code: storage.code } }));
    return;
  }
  desk().changeDraft(key, (old) => ({ ...old, phase: { kind: 'confirming' } }));
  const { draftId, captureId, document } = open;
  const answer = await request('registration:confirm', { draftId, captureId, document, draft: asInput(open.draft) });
  if (!answer.ok) {
    desk().changeDraft(key, (old) => ({ ...old, phase: { kind: 'refused', code: answer.code } }));
    return;
  }
  const name = fullName(open.draft) || textsNow().confirm.withoutName;
  desk().sayGood(answer.value.already ? textsNow().confirm.already(name) : textsNow().confirm.saved(name));
  if (captureId !== null) desk().markConfirmed(captureId, document);
  const wasShown = draftKey(desk().selection) === key;
  desk().closeDraft(key);
  if (wasShown) await showNext(open);
}

function selectedDraft(): { key: string; open: OpenDraft } | null {
  const key = draftKey(desk().selection);
  const open = key === null ? undefined : desk().drafts[key];
  return key === null || open === undefined ? null : { key, open };
}

/** Another document of the same picture first, then the next capture that waits, else an empty desk. */
async function showNext({ captureId, reading }: OpenDraft): Promise<void> {
  const confirmed = captureId === null ? [] : (desk().confirmedDocuments[captureId] ?? []);
  const other = reading?.documents.findIndex((_, index) => !confirmed.includes(index)) ?? -1;
  if (captureId !== null && other !== -1) {
    await showCapture(captureId, other);
    return;
  }
  const next = nextWaiting(desk().captures, captureId);
  if (next === null) leaveDocument();
  else await showCapture(next.id);
}

export const fullName = ({ fields, cyrillic }: Pick<Draft, 'fields' | 'cyrillic'>): string =>
  [cyrillic.surname || fields.surname.value, cyrillic.givenNames || fields.givenNames.value].filter(Boolean).join(' ');

type Input = RequestInput<'registration:confirm'>['draft'];

/** The draft as the request takes it: ends trimmed. */
function asInput(draft: Draft): Input {
  const field = (name: FieldName) => ({ ...draft.fields[name], value: draft.fields[name].value.trim() });
  const { stay } = draft;
  return {
    format: draft.format,
    fields: Object.fromEntries(FIELD_NAMES.map((name) => [name, field(name)])) as Input['fields'],
    cyrillic: { surname: draft.cyrillic.surname.trim(), givenNames: draft.cyrillic.givenNames.trim() },
    lines: [...draft.lines],
    stay: { ...stay, room: stay.room.trim(), phone: stay.phone.trim(), note: stay.note.trim() },
  };
}

import { checkDraft } from '../../shared/draft.ts';
import { attentionOf } from '../fields/attention.ts';
import { localDay } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';
import type { Place } from '../store/view-slice.ts';

/** Notes that the person is at a place of the draft; doubts about just that place count as looked at. */
export function visit(key: string, place: Place): void {
  desk().setPlace(place);
  const open = desk().drafts[key];
  if (open === undefined) return;
  const seen = attentionOf(open, checkDraft(open.draft, localDay(new Date())))
    .filter((item) => item.place !== null && !item.looked && isSame(item.place, place))
    .map((item) => item.key);
  if (seen.length > 0) desk().changeDraft(key, (old) => ({ ...old, looked: [...old.looked, ...seen] }));
}

function isSame(a: Place, b: Place): boolean {
  if (a.kind === 'sign') return b.kind === 'sign' && a.line === b.line && a.column === b.column;
  return b.kind === 'field' && a.field === b.field;
}

import { useEffect, useRef } from 'react';
import { desk, useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import type { Place } from '../store/view-slice.ts';
import { nextToLook, type Attention } from './attention.ts';

/** Puts the keyboard's focus where it is asked for. */
function focusPlace(place: Place): void {
  const id = place.kind === 'field' ? `field-${place.field}` : `mrz-line-${place.line}`;
  const element = document.getElementById(id);
  // A group of choices cannot take focus itself; the chosen or first one does.
  const target =
    element?.getAttribute('role') === 'radiogroup'
      ? element.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')
      : element;
  target?.focus();
}

/** Follows `goTo`: the asked-for place gets the focus, each time it is asked for. */
export function useWantedFocus(): void {
  const wanted = useDesk((state) => state.wanted);
  const done = useRef(wanted);
  useEffect(() => {
    if (wanted === null || wanted === done.current) return;
    done.current = wanted;
    focusPlace(wanted.place);
  }, [wanted]);
}

/**
 * Where a person begins on a new document: at the first doubt; at the surname when it has to be typed; else at the
 * fields as a whole, where Enter confirms and Tab goes to the surname. Someone moving through the queue is left there.
 */
export function useFocusOnOpen(open: OpenDraft, items: readonly Attention[]): void {
  const begun = useRef<string | null>(null);
  useEffect(() => {
    if (begun.current === open.draftId) return;
    begun.current = open.draftId;
    if (document.activeElement?.closest('.queue-list') != null || desk().dialog !== null) return;
    const first = nextToLook(items)?.place ?? items.find((item) => item.level === 'stop')?.place ?? null;
    if (first !== null) desk().goTo(first);
    else if (open.read === null && open.draft.fields.surname.value === '')
      desk().goTo({ kind: 'field', field: 'surname' });
    else document.getElementById('fields')?.focus();
  });
}

import { useDesk } from './desk-store.ts';
import { draftKey, type OpenDraft } from './drafts-slice.ts';

/** The draft on the desk and the name it is kept under; null while there is none. */
export function useOpenDraft(): { readonly key: string; readonly open: OpenDraft } | null {
  const key = useDesk((state) => draftKey(state.selection));
  const open = useDesk((state) => (key === null ? undefined : state.drafts[key]));
  return key === null || open === undefined ? null : { key, open };
}

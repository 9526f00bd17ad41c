/** What is typed and not confirmed, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { draftInputs, KeptDraft } from '../../../shared/draft-contract.ts';

type Names = keyof typeof draftInputs;
export type DraftAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export function memoryDrafts(): DraftAnswers {
  const kept = new Map<string, KeptDraft>();
  const keyOf = ({ captureId, document }: RequestInput<'draft:kept'>): string => `${captureId ?? ''}#${document}`;
  return {
    'draft:keep': ({ captureId, document, ...draft }) => {
      kept.set(keyOf({ captureId, document }), draft);
      return { ok: true, value: null };
    },
    'draft:kept': (place) => ({ ok: true, value: kept.get(keyOf(place)) ?? null }),
    'draft:forget': ({ draftId }) => {
      for (const [key, draft] of kept) if (draft.draftId === draftId) kept.delete(key);
      return { ok: true, value: null };
    },
  };
}

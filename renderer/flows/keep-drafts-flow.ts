import type { KeptDraft } from '../../shared/draft-contract.ts';
import { request } from '../api.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';

/** What is typed waits no longer than this until it is kept, milliseconds. */
const KEEP_AFTER = 300;
/** After a refusal (the screen is locked, the keychain too) it is tried again, milliseconds. */
const TRY_AGAIN_AFTER = 5_000;

/**
 * Has the main process keep every draft that a person changed, a moment after the change and when the window goes: what
 * is typed outlives the window. Returns what stops it.
 */
export function watchDrafts(): () => void {
  let seen = new Map<string, OpenDraft['draft']>();
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const soon = (wait: number): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void keepNow();
    }, wait);
  };
  const keep = async (draftId: string): Promise<void> => {
    const open = Object.values(desk().drafts).find((one) => one.draftId === draftId);
    if (open === undefined) return;
    const { captureId, document, draft, looked } = open;
    const answer = await request('draft:keep', { draftId, captureId, document, draft: { ...draft, lines: [...draft.lines] }, looked: [...looked] });
    if (answer.ok || answer.code === 'request.invalid') return;
    changed.add(draftId);
    soon(TRY_AGAIN_AFTER);
  };
  const keepNow = async (): Promise<void> => {
    const due = [...changed];
    changed.clear();
    await Promise.all(due.map(keep));
  };
  const look = (): void => {
    const before = seen;
    // Made anew, so that nothing of a guest who has been confirmed stays in memory.
    seen = new Map(Object.values(desk().drafts).map(({ draftId, draft }) => [draftId, draft]));
    for (const [draftId, draft] of seen) {
      if ((before.get(draftId) ?? draft) === draft) continue;
      changed.add(draftId);
      soon(KEEP_AFTER);
    }
  };
  const atOnce = (): void => void keepNow();
  look();
  const stop = useDesk.subscribe(look);
  window.addEventListener('pagehide', atOnce);
  window.addEventListener('blur', atOnce);
  return () => {
    stop();
    window.removeEventListener('pagehide', atOnce);
    window.removeEventListener('blur', atOnce);
    if (timer !== null) clearTimeout(timer);
  };
}

/** What was typed there before the window was closed; null where nothing was, or it cannot be had now. */
export async function keptDraft(captureId: string | null, document: number): Promise<KeptDraft | null> {
  const answer = await request('draft:kept', { captureId, document });
  return answer.ok ? answer.value : null;
}

/** What a person took off the desk is not to come back. */
export function forgetDraft({ draftId }: OpenDraft): void {
  void request('draft:forget', { draftId });
}

import type { UpdateSettings } from '../../shared/updates.ts';
import { request } from '../api.ts';
import { desk, useDesk, type DeskState } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { sayRefused } from './say.ts';
import { changeSettings } from './settings-flow.ts';

export async function loadUpdate(): Promise<void> {
  const answer = await request('update:state', undefined);
  if (answer.ok) desk().setUpdate(answer.value);
}

/** Looks for a newer version now; how far it is comes by itself. */
export async function lookForUpdate(): Promise<void> {
  const answer = await request('update:check', undefined);
  if (!answer.ok) sayRefused(answer.code);
}

/** Ends the program and starts the version that was fetched; refused while something is begun here. */
export async function restartToUpdate(): Promise<void> {
  const answer = await request('update:install', undefined);
  if (!answer.ok) sayRefused(answer.code);
}

export const changeUpdates = (change: Partial<UpdateSettings>): Promise<void> =>
  changeSettings({ updates: { ...desk().settings.updates, ...change } });

/**
 * Tells main whenever something is begun here that a restart would lose, or is not any more. Returns what stops it.
 * Drafts as they came from the reading are not begun: they are read again.
 */
export function watchBegun(): () => void {
  const asOpened = new Map<string, OpenDraft['draft']>();
  let told: boolean | null = null;
  const isTouched = ({ draftId, draft, phase, attempted }: OpenDraft): boolean => {
    const first = asOpened.get(draftId) ?? draft;
    asOpened.set(draftId, first);
    return attempted || phase.kind === 'confirming' || (draft !== first && typedIn(draft) !== typedIn(first));
  };
  const look = (): void => {
    const state = desk();
    const touched = Object.values(state.drafts).filter(isTouched);
    const typing = touched.length > 0 || isElsewhereBegun(state);
    if (typing === told) return;
    told = typing;
    void request('update:busy', { typing });
  };
  look();
  return useDesk.subscribe(look);
}

/** All that a person may have typed. That a field was touched and is as it was counts for nothing. */
const typedIn = ({ fields, cyrillic, lines, stay }: OpenDraft['draft']): string =>
  JSON.stringify([Object.values(fields).map(({ value }) => value), cyrillic, lines, stay]);

/** The camera, a scan, a group's list, an answer to a resident, or a window with something to fill in. */
function isElsewhereBegun({ dialog, scan, groupForm, begunAnswers }: DeskState): boolean {
  const answers = Object.values(begunAnswers).some((text) => text.trim() !== '');
  return answers || groupForm !== null || scan.kind !== 'idle' || (dialog !== null && dialog.kind !== 'keys');
}

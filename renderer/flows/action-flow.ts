import type { Answer } from '../../shared/contract.ts';
import type { Committed } from '../../shared/confirmed-action.ts';
import { desk } from '../store/desk-store.ts';
import type { ActionEnd } from '../store/view-slice.ts';
import { textsNow } from '../texts/use-texts.ts';

/**
 * Shows what a dry run found, and commits it when a person confirms. `done` says in a sentence what came of it; a bad
 * sentence stays in the window.
 */
export function confirmAction<Result>(action: {
  heading: string;
  lines: readonly string[];
  confirm: string;
  danger: boolean;
  commit: () => Promise<Answer<Committed<Result>>>;
  done: (result: Result) => ActionEnd;
}): void {
  const { commit, done, ...shown } = action;
  desk().openDialog({ kind: 'action', ...shown, commit: async () => ended(await commit(), done) });
}

function ended<Result>(answer: Answer<Committed<Result>>, done: (result: Result) => ActionEnd): ActionEnd {
  const texts = textsNow();
  if (!answer.ok) return { good: false, sentence: texts.errors[answer.code] };
  const committed = answer.value;
  switch (committed.kind) {
    case 'done':
      return done(committed.result);
    case 'alreadyDone':
      return { good: true, sentence: texts.action.alreadyDone };
    case 'alreadyRunning':
      return { good: false, sentence: texts.action.alreadyRunning };
    case 'expired':
      return { good: false, sentence: texts.action.expired };
  }
}

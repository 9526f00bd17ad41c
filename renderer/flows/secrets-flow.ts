import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

/** True when a file was written. */
export async function exportSecrets(passphrase: string): Promise<boolean> {
  const answer = await request('secrets:export', { passphrase });
  if (!answer.ok) sayRefused(answer.code);
  else if (answer.value !== null) desk().sayGood(textsNow().operation.secretsWritten(answer.value));
  return answer.ok && answer.value !== null;
}

/** Opens a file with the passphrase, shows whose passwords it has, and takes them once a person confirms. */
export async function importSecrets(passphrase: string): Promise<void> {
  const answer = await request('secrets:import', { passphrase });
  if (!answer.ok) return sayRefused(answer.code);
  const { operation: words, admin } = textsNow();
  const read = answer.value;
  switch (read.kind) {
    case 'left':
      return undefined;
    case 'notOurs':
    case 'wrongPassphrase': {
      const text = read.kind === 'notOurs' ? words.secretsNotOurs : admin.pepperProblems.wrongPassphrase;
      return desk().notify({ id: crypto.randomUUID(), text });
    }
    case 'shown': {
      const { names, replaced } = read.shown.preview;
      return confirmAction({
        heading: words.secretsQuestion,
        lines: [words.secretsNames(names.join(', ')), ...(replaced.length === 0 ? [] : [words.secretsReplaced(replaced.join(', '))])],
        confirm: words.secretsTake,
        danger: false,
        commit: () => request('secrets:commit', { token: read.shown.token }),
        done: () => ({ good: true, sentence: words.secretsTaken }),
      });
    }
  }
}

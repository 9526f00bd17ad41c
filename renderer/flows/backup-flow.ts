import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import type { Operation } from '../../shared/operation.ts';
import { showMoment } from '../fields/date-text.ts';
import { textsNow } from '../texts/use-texts.ts';
import { sayRefused } from './say.ts';
import { changeSettings } from './settings-flow.ts';

export async function loadBackups(): Promise<void> {
  const answer = await request('backup:state', undefined);
  if (answer.ok) desk().setOperation({ backups: answer.value });
}

export async function changeBackup(change: Partial<Operation['backup']>): Promise<void> {
  const { operation } = desk().settings;
  await changeSettings({ operation: { ...operation, backup: { ...operation.backup, ...change } } });
  await loadBackups();
}

/** Makes one now; what came of it stands in the list. */
export async function backUpNow(): Promise<void> {
  const answer = await request('backup:run', undefined);
  if (answer.ok) desk().setOperation({ backups: answer.value });
  else sayRefused(answer.code);
}

/** Shows the key to be printed; needs the administrator. */
export async function showRecoveryKey(): Promise<void> {
  const answer = await request('recovery:show', undefined);
  if (answer.ok) desk().setOperation({ recoveryKey: answer.value.text });
  else sayRefused(answer.code);
  await loadBackups();
}

const say = (text: string): void => desk().notify({ id: crypto.randomUUID(), text });

/** Opens a backup by the key on paper; once it is whole, offers to start anew as that desk. */
export async function beginRestore(recoveryKey: string): Promise<void> {
  const answer = await request('restore:begin', { recoveryKey });
  if (!answer.ok) return sayRefused(answer.code);
  const words = textsNow().backup;
  const restored = answer.value;
  if (restored.kind === 'left') return undefined;
  if (restored.kind !== 'ready') return say(words.restoreProblems[restored.kind]);
  desk().openDialog({
    kind: 'action', heading: words.restoreReady, danger: false, confirm: words.restart,
    lines: [words.restoreFound(restored.registrations, showMoment(restored.madeAt)), words.restoreOld],
    commit: async () => {
      const done = await request('restore:restart', undefined);
      return done.ok ? { good: true, sentence: words.restarting } : { good: false, sentence: textsNow().errors[done.code] };
    },
  });
  return undefined;
}

import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { sayRefused } from './say.ts';

/** The set-up is over, gone through or skipped: from now on the desk has settings, and does not greet anybody again. */
export async function finishSetup(): Promise<void> {
  const answer = await request('settings:set', {});
  if (!answer.ok) return sayRefused(answer.code);
  desk().setSettings(answer.value);
  return undefined;
}

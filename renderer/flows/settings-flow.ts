import type { Settings } from '../../shared/settings.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { sayRefused } from './say.ts';

/** Changes settings at once on the screen, and back again when the main process refuses. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = desk().settings;
  desk().setSettings({ ...before, ...change });
  const answer = await request('settings:set', change);
  desk().setSettings(answer.ok ? answer.value : before);
  if (!answer.ok) sayRefused(answer.code);
}

/** Tries the keychain again, after a person has unlocked it. */
export async function retryKeychain(): Promise<void> {
  const answer = await request('desk:retryKeychain', undefined);
  if (answer.ok) desk().setStatus(answer.value);
  else sayRefused(answer.code);
}

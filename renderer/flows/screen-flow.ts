import type { ErrorCode } from '../../shared/errors.ts';
import type { ScreenState } from '../../shared/operation.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { closePin } from './admin-flow.ts';
import { closeRegistration } from './registrations-flow.ts';
import { sayRefused } from './say.ts';

/** Once it is locked, what lies open of guests is put away; drafts stay, as nothing typed is lost. */
export function screenChanged(screen: ScreenState): void {
  const was = desk().screen?.locked === true;
  desk().setOperation({ screen });
  if (!screen.locked || was) return;
  closeRegistration();
  desk().setOperation({ recoveryKey: null });
  if (desk().pinAsked !== null) closePin(false);
}

export async function loadScreen(): Promise<void> {
  const answer = await request('screen:state', undefined);
  if (answer.ok) screenChanged(answer.value);
}

/** Locks at once; where no desk PIN is set, says so. */
export async function lockScreen(): Promise<void> {
  const answer = await request('screen:lock', undefined);
  if (!answer.ok) sayRefused(answer.code);
  else if (answer.value.pin) screenChanged(answer.value);
  else desk().notify({ id: crypto.randomUUID(), text: textsNow().screen.noPin });
}

/** The code of what refused the PIN, null when it was right. */
export async function unlockScreen(pin: string, by: 'desk' | 'administrator'): Promise<ErrorCode | null> {
  const answer = await request('screen:unlock', { pin, by });
  if (answer.ok) {
    screenChanged(answer.value);
    return null;
  }
  await loadScreen();
  return answer.code;
}

/** As `unlockScreen`; sets the desk PIN. */
export async function setDeskPin(pin: string): Promise<ErrorCode | null> {
  const answer = await request('screen:setPin', { pin });
  if (!answer.ok) return answer.code;
  screenChanged(answer.value);
  desk().sayGood(textsNow().operation.pinDone);
  return null;
}

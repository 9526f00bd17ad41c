import type { AdminState } from '../../shared/admin.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Policy } from '../../shared/policy.ts';
import { answerLocked, request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { changeSettings } from './settings-flow.ts';
import { sayRefused } from './say.ts';

/** What is refused for want of the PIN asks for it, and is asked again when it was given. Call it once. */
export function askPinWhenLocked(): void {
  answerLocked(askPin);
}

/** Once the desk is locked, what only the administrator sees is put away. */
export function adminChanged(admin: AdminState): void {
  desk().setAdmin({ admin, ...(admin.pin && !admin.unlocked ? { audit: null, auditCheck: null } : {}) });
}

/** Opens the PIN window; whether the PIN was given. A second request that is locked meanwhile waits for the same. */
function askPin(): Promise<boolean> {
  return new Promise((resolve) => {
    const before = desk().pinAsked;
    desk().setAdmin({
      pinAsked: (given) => {
        before?.(given);
        resolve(given);
      },
    });
    void loadAdmin();
  });
}

/** Leaves the PIN window. */
export function closePin(given: boolean): void {
  const asked = desk().pinAsked;
  desk().setAdmin({ pinAsked: null });
  asked?.(given);
}

export async function loadAdmin(): Promise<void> {
  const answer = await request('admin:state', undefined);
  if (answer.ok) desk().setAdmin({ admin: answer.value });
}

/** The code of what refused the PIN, null when it was right. */
export async function givePin(pin: string): Promise<ErrorCode | null> {
  const answer = await request('admin:unlock', { pin });
  await loadAdmin();
  if (!answer.ok) return answer.code;
  closePin(true);
  return null;
}

/** As `givePin`, by the code on paper; a new one is shown. */
export async function resetPin(recoveryCode: string, pin: string): Promise<ErrorCode | null> {
  const answer = await request('admin:resetPin', { recoveryCode, pin });
  await loadAdmin();
  if (!answer.ok) return answer.code === 'request.invalid' ? 'admin.pinTooSimple' : answer.code;
  desk().setAdmin({ recoveryCode: answer.value.recoveryCode });
  closePin(true);
  return null;
}

/** As `givePin`; sets the first PIN or another one. */
export async function setPin(pin: string): Promise<ErrorCode | null> {
  const answer = await request('admin:setPin', { pin });
  await loadAdmin();
  if (!answer.ok) return answer.code === 'request.invalid' ? 'admin.pinTooSimple' : answer.code;
  desk().setAdmin({ recoveryCode: answer.value.recoveryCode });
  return null;
}

/** The desk is anybody's again. */
export async function lockDesk(): Promise<void> {
  const answer = await request('admin:lock', undefined);
  if (answer.ok) adminChanged(answer.value);
  else sayRefused(answer.code);
}

/** Goes in without wanting anything else; true when the PIN was given. */
export const unlockDesk = (): Promise<boolean> => askPin();

export async function changePolicy(change: Partial<Policy>): Promise<void> {
  await changeSettings({ policy: { ...desk().settings.policy, ...change } });
  await loadPurge();
}

export async function loadPurge(): Promise<void> {
  const answer = await request('purge:state', undefined);
  if (answer.ok) desk().setAdmin({ purge: answer.value });
}

export async function purgeNow(): Promise<void> {
  const answer = await request('purge:run', undefined);
  if (answer.ok) desk().setAdmin({ purge: answer.value });
  else sayRefused(answer.code);
}

const AUDIT_PAGE = 50;

/** The newest entries, and whether the log is whole. */
export async function loadAudit(): Promise<void> {
  const page = await request('audit:list', { before: null, limit: AUDIT_PAGE });
  if (!page.ok) {
    desk().setAdmin({ audit: null });
    if (page.code !== 'admin.locked') sayRefused(page.code);
    return;
  }
  desk().setAdmin({ audit: page.value });
  const check = await request('audit:check', undefined);
  if (check.ok) desk().setAdmin({ auditCheck: check.value });
}

export async function loadMoreAudit(): Promise<void> {
  const { audit } = desk();
  if (audit === null || audit.next === null) return;
  const page = await request('audit:list', { before: audit.next, limit: AUDIT_PAGE });
  if (page.ok) desk().setAdmin({ audit: { rows: [...audit.rows, ...page.value.rows], next: page.value.next } });
  else sayRefused(page.code);
}

/** How many entries were written; null when nothing was. */
export async function exportAudit(): Promise<number | null> {
  const answer = await request('audit:export', undefined);
  if (answer.ok) return answer.value?.entries ?? null;
  sayRefused(answer.code);
  return null;
}

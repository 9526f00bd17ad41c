import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAdminLock } from '../../../electron/admin/admin-lock.ts';
import { createRequestDoor, type RequestTable } from '../../../electron/ipc/handle.ts';
import { createRequestGate } from '../../../electron/ipc/request-gate.ts';
import { listAudit } from '../../../electron/records/audit.ts';
import { requestInputs } from '../../../shared/contract.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { openProfile, profileIn, temporaryFolder } from '../profile.ts';

const PIN = '481516';
const GUARDED: readonly [string, unknown][] = [
  ['settings:set', { policy: DEFAULT_POLICY }], ['settings:set', { language: 'ru', policy: DEFAULT_POLICY }],
  ['destination:setSecret', { destinationId: 'crm', secret: 'https://portal.example/rest/1/abc/' }],
  ['destination:test', { destinationId: 'crm' }], ['destination:previewRemoval', { destinationId: 'crm' }],
  ['destination:remove', { token: randomUUID() }], ['destination:chooseFolder', undefined],
  ['audit:list', { before: null, limit: 10 }], ['audit:check', undefined], ['audit:export', undefined],
  ['purge:run', undefined],
];
const FREE: readonly [string, unknown][] = [
  ['settings:set', { language: 'ru', theme: 'dark', cameraId: 'c', singleKeys: false }], ['settings:get', undefined],
  ['capture:list', undefined], ['registration:reveal', { registrationId: randomUUID() }], ['purge:state', undefined],
  ['delivery:retryNow', { destinationId: null }],
];

/** A door whose services only note that they were called. */
async function doorOfDesk(screenLocked = () => false) {
  const { storage, log } = await openProfile();
  const lock = createAdminLock({ storage, log, cost: { N: 2 ** 10, r: 8, p: 1 } });
  const called: string[] = [];
  const table = Object.fromEntries(Object.keys(requestInputs).map((name) => [name, async () => {
    called.push(name);
    return null;
  }])) as unknown as RequestTable;
  const door = createRequestDoor(table, createRequestGate({ lock, storage, screenLocked, now: () => 7 }), log);
  const audited = () => listAudit(storage.opened(), null, 100).filter(({ action }) => !action.startsWith('admin.')).toReversed();
  return { door, lock, called, audited };
}

describe('the gate at the door', () => {
  it('refuses all that is the administrator’s while the desk is locked, before any service hears of it', async () => {
    const { door, lock, called } = await doorOfDesk();
    await lock.setPin(PIN);
    await lock.lock();
    for (const [name, input] of GUARDED) expect(await door(true, name, input), name).toEqual({ ok: false, code: 'admin.locked' });
    expect(called).toEqual([]);
    for (const [name, input] of FREE) expect(await door(true, name, input), name).toEqual({ ok: true, value: null });
  });

  it('lets all of it through once the PIN was given', async () => {
    const { door, lock } = await doorOfDesk();
    await lock.setPin(PIN);
    for (const [name, input] of GUARDED) expect(await door(true, name, input), name).toEqual({ ok: true, value: null });
  });

  it('lets nothing through while the screen is locked but what unlocks it and tells nothing of guests', async () => {
    const { door, called } = await doorOfDesk(() => true);
    for (const name of Object.keys(requestInputs)) await door(true, name, undefined);
    for (const [name, input] of [...FREE, ...GUARDED]) await door(true, name, input);
    await door(true, 'screen:unlock', { pin: '4815', by: 'desk' });
    expect(new Set(called)).toEqual(new Set([
      'app:info', 'desk:status', 'desk:retryKeychain', 'settings:get', 'settings:locked', 'admin:state', 'screen:state', 'screen:active',
      'screen:lock', 'screen:unlock', 'update:state',
    ]));
  });

  it('lets settings be made before there is a PIN, but nothing be carried away', async () => {
    const { door } = await doorOfDesk();
    expect(await door(true, 'settings:set', { policy: DEFAULT_POLICY })).toEqual({ ok: true, value: null });
    expect(await door(true, 'audit:export', undefined)).toEqual({ ok: false, code: 'admin.pinMissing' });
  });

  it('lets a request about guests wait while storage is being opened instead of calling the keychain locked', async () => {
    const unlocked = Promise.withResolvers<void>();
    const inner = createMemoryKeychain();
    const keychain = { ...inner, get: (account: string) => unlocked.promise.then(() => inner.get(account)) };
    const { storage, captures, log } = profileIn(temporaryFolder(), { keychain });
    const table = {
      'desk:status': async () => null, 'capture:list': () => captures.list(),
    } as unknown as RequestTable;
    const gate = createRequestGate({ lock: createAdminLock({ storage, log }), storage, screenLocked: () => false });
    const door = createRequestDoor(table, gate, log);
    const opened = storage.open();
    const listed = door(true, 'capture:list', undefined);
    expect(await door(true, 'desk:status', undefined)).toEqual({ ok: true, value: null });
    unlocked.resolve();
    expect(await listed).toEqual({ ok: true, value: [] });
    await opened;
  });

  it('tells the audit log who changed what, without its values', async () => {
    const { door, lock, audited } = await doorOfDesk();
    await door(true, 'settings:set', { theme: 'dark' });
    await door(true, 'settings:set', { policy: DEFAULT_POLICY });
    await lock.setPin(PIN);
    const secret = 'https://portal.example/rest/1/abc/';
    await door(true, 'destination:setSecret', { destinationId: 'crm', secret });
    expect(audited()).toMatchObject([
      { at: 7, actor: 'desk', action: 'settings.changed', subject: 'policy', detail: '' },
      { at: 7, actor: 'administrator', action: 'destination.secretSet', subject: 'crm', detail: '' },
    ]);
  });
});

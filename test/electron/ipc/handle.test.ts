import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRequestDoor, type RequestTable } from '../../../electron/ipc/handle.ts';
import type { RequestGate } from '../../../electron/ipc/request-gate.ts';
import { openLog, type Log, type LogDetails } from '../../../electron/log.ts';
import { requestInputs } from '../../../shared/contract.ts';
import { DeskError } from '../../../shared/errors.ts';
import { temporaryFolder } from '../profile.ts';

type Line = { readonly event: string; readonly details: unknown };

/** A door whose services only note that they were called; `answers` replaces some. */
function doorWith(answers: { readonly [name: string]: () => Promise<unknown> } = {}) {
  const called: string[] = [];
  const lines: Line[] = [];
  const note = (event: string, details?: unknown) => void lines.push({ event, details });
  const log: Log = { info: note, warn: note, error: note };
  const table = Object.fromEntries(Object.keys(requestInputs).map((name) => [name, async () => {
    called.push(name);
    return (await answers[name]?.()) ?? null;
  }])) as unknown as RequestTable;
  const gate: RequestGate = { admit: async () => {}, done: async () => {} };
  return { door: createRequestDoor(table, gate, log), called, lines };
}

describe('the door between page and services', () => {
  it('lets a well-formed request of our page through', async () => {
    const { door, called } = doorWith();
    expect(await door(true, 'app:info', undefined)).toEqual({ ok: true, value: null });
    expect(called).toEqual(['app:info']);
  });

  it('refuses every request of another sender before looking at it', async () => {
    const { door, called } = doorWith();
    for (const name of Object.keys(requestInputs)) expect(await door(false, name, undefined)).toEqual({ ok: false, code: 'request.forbidden' });
    expect(called).toEqual([]);
  });

  it('refuses names that are no request, also those that objects are born with', async () => {
    const { door, called } = doorWith();
    for (const name of ['nope', 'toString', '__proto__', 'constructor', '', 7, null, undefined, ['app:info']]) {
      expect(await door(true, name, undefined)).toEqual({ ok: false, code: 'request.invalid' });
    }
    expect(called).toEqual([]);
  });

  it('refuses input that is not as the contract says, and keys it does not name', async () => {
    const { door, called } = doorWith();
    const bad: [string, unknown][] = [
      ['capture:discard', { captureId: 'not-an-id' }], ['capture:discard', { captureId: randomUUID(), and: 'more' }], ['capture:discard', undefined],
      ['capture:add', { bytes: [1, 2, 3], source: 'drop' }], ['capture:add', { bytes: new Uint8Array(1), source: 'bot' }],
      ['registration:list', { query: '', from: 'yesterday', to: '', after: null, limit: 10 }], ['app:info', {}],
    ];
    for (const [name, input] of bad) expect(await door(true, name, input)).toEqual({ ok: false, code: 'request.invalid' });
    expect(called).toEqual([]);
  });

  it('does not write into the log what was refused', async () => {
    const { door, lines } = doorWith();
    await door(true, 'registration:list', { query: 'ERIKSSON'.repeat(20), from: '', to: '', after: null, limit: 10 });
    expect(lines).toHaveLength(1);
    const details = lines[0]?.details as { error: Error } | undefined;
    expect(`${JSON.stringify(lines)} ${details?.error.message ?? ''}`).not.toContain('ERIKSSON');
  });

  it('does not write a secret into the log, whether it was refused or the service failed', async () => {
    const secret = 'https://portal.example/rest/7/abc123secret/';
    const { door, lines } = doorWith({
      'destination:setSecret': () => Promise.reject(new DeskError('keychain.locked')),
      'destination:add': () => Promise.reject(new TypeError(`Invalid URL: ${secret}`)),
    });
    await door(true, 'destination:setSecret', { destinationId: 'crm', secret });
    await door(true, 'destination:setSecret', { destinationId: secret, secret });
    await door(true, 'destination:add', { name: 'CRM', place: { kind: 'bitrix', options: { enterprise: false, numberPreset: null } }, secret });
    await door(true, 'destination:add', { name: 'CRM', place: { kind: secret }, secret });
    expect(lines).toHaveLength(4);
    const folder = temporaryFolder();
    const log = openLog({ folder });
    for (const { event, details } of lines) log.warn(event, details as LogDetails);
    log.close();
    expect(readFileSync(join(folder, 'desk.log'), 'utf8')).not.toContain('abc123secret');
  });

  it('gives of a failed service its code, and of any other error only that it was one', async () => {
    const { door, lines } = doorWith({
      'capture:list': () => Promise.reject(new DeskError('keychain.locked')),
      'settings:get': () => Promise.reject(new Error('cannot open /home/anna/desk.db')),
    });
    expect(await door(true, 'capture:list', undefined)).toEqual({ ok: false, code: 'keychain.locked' });
    expect(await door(true, 'settings:get', undefined)).toEqual({ ok: false, code: 'internal' });
    expect(lines.map(({ event }) => event)).toEqual(['request.failed', 'request.failed']);
  });
});

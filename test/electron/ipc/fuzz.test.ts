/** Ten thousand messages that nobody of ours would send, from a foreign frame and from our own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdminLock } from '../../../electron/admin/admin-lock.ts';
import { isOurs } from '../../../electron/host/trust.ts';
import { createRequestDoor, type RequestTable } from '../../../electron/ipc/handle.ts';
import { createRequestGate } from '../../../electron/ipc/request-gate.ts';
import { requestInputs, type RequestName } from '../../../shared/contract.ts';
import { openProfile } from '../profile.ts';

const MESSAGES = 10_000;
/** Stands in every text that is sent, so that it is seen where it was let out again. */
const MARK = 'ERIKSSON<<ANNA';

const NAMES = Object.keys(requestInputs) as RequestName[];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'desk', null, undefined, 0, {}) },
  { weight: 1, arbitrary: fc.anything() },
);
const text = fc.string({ maxLength: 40 }).map((rest) => MARK + rest);
const key = fc.constantFrom('captureId', 'registrationId', 'destinationId', 'token', 'pin', 'secret', 'bytes', 'source', 'draft',
  'fields', '__proto__', 'constructor', 'toString', 'limit', 'after', 'query', 'policy', 'telegram');
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 },
    text, fc.constantFrom<unknown>(null, undefined, true, Number.NaN, Number.POSITIVE_INFINITY, -1, 2 ** 60, 10n, '../../etc/passwd'),
    fc.uint8Array({ maxLength: 20 }), fc.date({ noInvalidDate: false }), fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    fc.constant(new Map([[MARK, MARK]])), fc.constant(new Proxy({}, { get: () => MARK, ownKeys: () => [MARK] }))),
})).value;
const foreignFrame = fc.oneof(
  fc.constantFrom('https://evil.example/', 'app://desk.evil/', 'app://evil/index.html', 'file:///index.html', 'about:blank', 'about:srcdoc',
    'data:text/html,x', 'devtools://devtools/', 'http://desk/', 'APP:desk', '', 'chrome://desk/'),
  fc.webUrl(), fc.string(),
).filter((url) => !/^app:\/\/desk(\/|$|[?#])/i.test(url));

/** The real door and the real gate, before services that only note that they were reached. */
async function guardedDoor() {
  const { storage, log, folder } = await openProfile();
  const reached: string[] = [];
  const table = Object.fromEntries(NAMES.map((one) => [one, async () => {
    reached.push(one);
    return null;
  }])) as unknown as RequestTable;
  const lock = createAdminLock({ storage, log });
  const door = createRequestDoor(table, createRequestGate({ lock, storage, screenLocked: () => false }), log);
  const logged = (): string => readFileSync(join(folder, 'logs/desk.log'), 'utf8');
  return { door, reached, logged };
}

const isMalformed = (of: unknown, input: unknown): boolean => {
  if (typeof of !== 'string' || !Object.hasOwn(requestInputs, of)) return true;
  return !requestInputs[of as RequestName].safeParse(input).success;
};

describe('malformed messages', () => {
  it('from a foreign frame are refused, whatever they say, and reach nothing', async () => {
    const { door, reached } = await guardedDoor();
    await fc.assert(fc.asyncProperty(foreignFrame, name, value, async (url, of, input) => {
      expect(isOurs(url)).toBe(false);
      expect(await door(isOurs(url), of, input)).toEqual({ ok: false, code: 'request.forbidden' });
    }), { numRuns: MESSAGES });
    expect(reached).toEqual([]);
  });

  it('from our own frame are called invalid, reach nothing, change no prototype and are not repeated in the log', async () => {
    const { door, reached, logged } = await guardedDoor();
    let sent = 0;
    await fc.assert(fc.asyncProperty(name, value, async (of, input) => {
      fc.pre(isMalformed(of, input));
      sent += 1;
      expect(await door(true, of, input)).toEqual({ ok: false, code: 'request.invalid' });
    }), { numRuns: MESSAGES });
    expect(sent).toBeGreaterThanOrEqual(MESSAGES);
    expect(reached).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(logged()).not.toContain('ERIKSSON');
    expect(logged()).not.toContain('etc/passwd');
  });
});

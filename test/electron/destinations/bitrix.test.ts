import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CrmField } from '../../../shared/policy.ts';
import { CUSTOM_FIELDS } from '../../../electron/destinations/bitrix/contact-fields.ts';
import { createPortalLimits } from '../../../electron/destinations/bitrix/rate-limit.ts';
import { DeskError } from '../../../shared/errors.ts';
import type { Mischief } from '../../servers/bitrix24.ts';
import { inTime, jobOf, never, openBitrix, PEPPER } from './bitrix-desk.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Misbehaves once, at the first request to this method. */
function once(method: string, mischief: Mischief) {
  let done = false;
  return (asked: { method: string }): Mischief | null => {
    if (done || asked.method !== method) return null;
    done = true;
    return mischief;
  };
}

const only = (contacts: Map<number, object>) => {
  expect(contacts.size).toBe(1);
  return [...contacts.values()][0] as Record<string, unknown>;
};

describe('a contact', () => {
  it('is made with the fields of the mapping and nothing else', async () => {
    const { portal, destination } = openBitrix();
    const job = jobOf({ stay: { phone: '+44 20 7946 0000', room: '12', note: 'late' } }, { confidence: 0.98765432 });
    expect(await destination.deliver(job, never())).toEqual({ kind: 'delivered', reference: '101' });
    const add = portal.asked.find(({ method }) => method === 'crm.item.add');
    expect(add?.params).toEqual({
      entityTypeId: 3, useOriginalUfNames: 'Y',
      fields: {
        opened: 'N', export: 'N', originatorId: 'kakdoma-desk', originId: job.idempotencyKey,
        name: 'ANNA MARIA', lastName: 'ERIKSSON', birthdate: '1974-08-12',
        UF_CRM_PASSPORT_HASH: expect.stringMatching(HASH), UF_CRM_PASSPORT_NATIONALITY: 'UTO',
        UF_CRM_PASSPORT_EXPIRY: '2012-04-15', UF_CRM_PASSPORT_CONFIDENCE: 0.9877, UF_CRM_PASSPORT_DUPLICATE: 'N',
        fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+44 20 7946 0000' }],
      },
    });
    const sent = JSON.stringify(portal.asked.map(({ params }) => params));
    for (const kept of ['L898902C3', 'ZE184226B', 'late', '"12"']) expect(sent).not.toContain(kept);
  });

  it('gets nothing that the property’s policy leaves out', async () => {
    const { portal, destination } = openBitrix({ parts: { crmFields: () => ['nationality'] } });
    await destination.deliver(jobOf({ stay: { phone: '+44 20 7946 0000' } }, { confidence: 0.9 }), never());
    const add = portal.asked.find(({ method }) => method === 'crm.item.add');
    expect(Object.keys(add?.params['fields'] as object).toSorted()).toEqual([
      'UF_CRM_PASSPORT_DUPLICATE', 'UF_CRM_PASSPORT_HASH', 'UF_CRM_PASSPORT_NATIONALITY', 'export', 'lastName', 'name',
      'opened', 'originId', 'originatorId',
    ]);
  });

  it('bears the name as people write it, and no date that is known in part', async () => {
    const { portal, destination } = openBitrix();
    const cyrillic = { surname: 'ЭРИКССОН', givenNames: 'АННА' };
    await destination.deliver(jobOf({ cyrillic, birthDate: '1974-00-00', expiryDate: '' }), never());
    const contact = only(portal.contacts);
    expect(contact).toMatchObject({ lastName: 'ЭРИКССОН', name: 'АННА' });
    expect(contact).not.toHaveProperty('birthdate');
    expect(contact).not.toHaveProperty('UF_CRM_PASSPORT_EXPIRY');
    expect(contact).not.toHaveProperty('UF_CRM_PASSPORT_CONFIDENCE');
  });

  it('is found again by the document, however its number is written, and brought up to date', async () => {
    const { portal, destination } = openBitrix();
    await destination.deliver(jobOf({ documentNumber: 'AB 12-34' }), never());
    await destination.deliver(jobOf({ documentNumber: 'ab1234', surname: 'NEWNAME' }), never());
    expect(only(portal.contacts)).toMatchObject({ lastName: 'NEWNAME' });
  });

  it('is another for the same number of another state, or under another pepper', async () => {
    const { portal, destination, desk } = openBitrix();
    await destination.deliver(jobOf(), never());
    await destination.deliver(jobOf({ issuingState: 'XXA' }), never());
    await desk({ pepper: async () => Buffer.alloc(32, 8) }).deliver(jobOf(), never());
    expect(portal.contacts.size).toBe(3);
  });

  it('keeps its rights and its phones when it is brought up to date', async () => {
    const { portal, destination } = openBitrix();
    await destination.deliver(jobOf({ stay: { phone: '+1 555 0100' } }), never());
    const contact = only(portal.contacts);
    Object.assign(contact, { opened: 'Y' });
    await destination.deliver(jobOf({ stay: { phone: '+1 (555) 01-00' } }), never());
    await destination.deliver(jobOf({ stay: { phone: '+1 555 0199' } }), never());
    for (const phone of ['+7 900 111-22-33', '8 (900) 111 22 33', '007 9001112233']) await destination.deliver(jobOf({ stay: { phone } }), never());
    const now = only(portal.contacts);
    expect(now['opened']).toBe('Y');
    expect(now['fm']).toMatchObject([{ value: '+1 555 0100' }, { value: '+1 555 0199' }, { value: '+7 900 111-22-33' }]);
  });
});

describe('a contact that bears the hash of another key', () => {
  it('is told of and left alone when its guest is erased: whose it is now cannot be known', async () => {
    const { portal, destination, desk } = openBitrix();
    const first = jobOf();
    await destination.deliver(first, never());
    const job = jobOf();
    const outcome = await destination.deliver(job, never());
    if (outcome.kind !== 'delivered') throw new Error('it was to be delivered');
    const { registrationId, idempotencyKey, correlationId } = job;
    const { documentNumber, issuingState } = job.open().registration.fields;
    const copy = {
      registrationId, idempotencyKey, correlationId, reference: outcome.reference, phones: [],
      document: { number: documentNumber.value, issuingState: issuingState.value },
    };
    const { eraser } = desk({ pepper: async () => Buffer.alloc(32, 8) });
    expect(await eraser.erase(copy, never())).toEqual({ kind: 'erased', left: 'erase.contactUnknown' });
    expect(only(portal.contacts)).toMatchObject({ lastName: 'ERIKSSON' });
    expect(await destination.eraser.erase(copy, never())).toEqual({ kind: 'erased', left: 'erase.contactKept' });
    expect(await eraser.erase(copy, never())).toEqual({ kind: 'erased', left: null });
  });
});

describe('an answer that is lost', () => {
  it.each<[Mischief, number]>([
    ['resetUnheard', 1], ['reset', 0], ['hangUnheard', 1], ['hang', 0], ['gatewayUnheard', 1], ['gateway', 0],
    ['gatewayLate', 1], ['htmlUnheard', 1], ['html', 0], ['serverError', 1], ['late', 1],
  ])('leaves open (%s) what became of it, and the next attempt makes no second contact', async (mischief, made) => {
    const { portal, destination, clock } = openBitrix({ misbehave: once('crm.item.add', mischief) });
    const job = jobOf();
    const outcome = await inTime(clock, destination.deliver(job, never()));
    expect(outcome).toMatchObject({ kind: 'ambiguous', after: 65_000 });
    await clock.pass(65_000);
    expect(portal.contacts.size).toBe(made);
    expect(await inTime(clock, destination.deliver({ ...job, mayHaveHappened: true }, never())))
      .toMatchObject({ kind: 'delivered' });
    only(portal.contacts);
    expect(portal.asked.filter(({ method }) => method === 'crm.item.add')).toHaveLength(2 - made);
  });

  it.each<Mischief>(['reset', 'hang', 'gateway', 'html', 'serverError'])(
    'to a look (%s) is nothing but a reason to look again', async (mischief) => {
      const { clock, destination } = openBitrix({ misbehave: once('batch', mischief) });
      expect(await inTime(clock, destination.deliver(jobOf(), never()))).toMatchObject({ kind: 'retry' });
    });

});

describe('what was not carried out', () => {
  it.each<[Mischief, object]>([
    ['queryLimit', { kind: 'retry', code: 'bitrix.queryLimit' }],
    ['tooMany', { kind: 'retry', code: 'server.busy', after: 7000 }],
    ['timeBudget', { kind: 'retry', code: 'bitrix.timeBudget', after: 600_000 }],
  ])('is tried again when the portal says so (%s)', async (mischief, outcome) => {
    const { portal, destination } = openBitrix({ misbehave: once('crm.item.add', mischief) });
    expect(await destination.deliver(jobOf(), never())).toEqual(outcome);
    expect(portal.contacts.size).toBe(0);
  });

  it('is waited for as long as a call within a batch asks', async () => {
    const { desk, portal, clock } = openBitrix();
    const answer = {
      result: { mine: { items: [] } }, result_error: { same: { error: 'OPERATION_TIME_LIMIT', error_description: 'spent' } },
      result_time: { same: { operating_reset_at: Math.round(clock.now() / 1000) + 240 } },
    };
    const spent = async (): Promise<Response> => new Response(JSON.stringify({ result: answer }), { headers: { Date: new Date(clock.now()).toUTCString() } });
    const busy = desk({ fetch: (url, init) => (url.endsWith('/batch') ? spent() : portal.fetch(url, init)) });
    expect(await busy.deliver(jobOf(), never())).toEqual({ kind: 'retry', code: 'bitrix.timeBudget', after: 240_000 });
  });

  it.each<[string, number, string, object]>([
    ['a manual block', 503, 'OVERLOAD_LIMIT', { kind: 'parked', code: 'bitrix.blocked', refuses: 'everything' }],
    ['a dead webhook', 401, 'expired_token', { kind: 'parked', code: 'bitrix.webhookRefused', refuses: 'everything' }],
    ['a plan without REST', 403, 'ACCESS_DENIED', { kind: 'parked', code: 'bitrix.planRefuses', refuses: 'everything' }],
    ['a missing scope', 403, 'insufficient_scope', { kind: 'parked', code: 'bitrix.scopeMissing', refuses: 'everything' }],
    ['a deleted portal', 500, 'PORTAL_DELETED', { kind: 'parked', code: 'bitrix.portalDeleted', refuses: 'everything' }],
    ['a value', 400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID', { kind: 'parked', code: 'bitrix.valueRefused', refuses: 'this' }],
    ['an unnamed right', 403, '', { kind: 'parked', code: 'bitrix.accessDenied', refuses: 'everything' }],
    ['an unknown complaint', 400, 'SOMETHING_NEW', { kind: 'parked', code: 'bitrix.requestRefused', refuses: 'this' }],
  ])('is parked for %s', async (_why, status, error, outcome) => {
    const { destination, desk, portal } = openBitrix();
    const answer = (): Promise<Response> =>
      Promise.resolve(new Response(JSON.stringify({ error, error_description: 'no' }), { status }));
    const refusing = desk({ fetch: (url, init) => (url.endsWith('crm.item.add') ? answer() : portal.fetch(url, init)) });
    expect(await refusing.deliver(jobOf(), never())).toEqual(outcome);
    expect(await destination.test(never())).toEqual({ ok: true });
  });

  it.each([
    ['ENOTFOUND', 'network.nameUnknown'], ['ENETUNREACH', 'network.offline'], ['ECONNREFUSED', 'network.refused'],
    ['CERT_HAS_EXPIRED', 'network.certificate'], ['CERT_NOT_YET_VALID', 'clock.wrong'],
    ['UND_ERR_CONNECT_TIMEOUT', 'network.timedOut'],
  ])('is tried again when no connection came about (%s)', async (code, expected) => {
    const { desk, portal } = openBitrix();
    const fail = (): Promise<never> => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }));
    const cut = desk({ fetch: (url, init) => (url.endsWith('crm.item.add') ? fail() : portal.fetch(url, init)) });
    expect(await cut.deliver(jobOf(), never())).toEqual({ kind: 'retry', code: expected });
    expect(await desk({ fetch: fail }).test(never())).toEqual({ ok: false, code: expected });
  });

  it('is understood in the words of Chromium too', async () => {
    const { desk } = openBitrix();
    const fail = (message: string) => desk({ fetch: () => Promise.reject(new Error(message)) }).test(never());
    expect(await fail('net::ERR_INTERNET_DISCONNECTED')).toEqual({ ok: false, code: 'network.offline' });
    expect(await fail('net::ERR_CERT_AUTHORITY_INVALID')).toEqual({ ok: false, code: 'network.certificate' });
    expect(await fail('net::ERR_CONNECTION_RESET')).toEqual({ ok: false, code: 'network.broken' });
  });
});

describe('two desks that race', () => {
  it('leave one contact that counts and mark the other for merging', async () => {
    const { portal, desk } = openBitrix();
    const [here, there] = [desk(), desk()];
    const both = await Promise.all([here.deliver(jobOf(), never()), there.deliver(jobOf(), never())]);
    expect(both).toEqual([{ kind: 'delivered', reference: '101' }, { kind: 'delivered', reference: '101' }]);
    expect([...portal.contacts.values()].map((contact) => [contact.id, contact['UF_CRM_PASSPORT_DUPLICATE']]))
      .toEqual([[101, 'N'], [102, 'Y']]);
    await here.deliver(jobOf({ surname: 'NEWNAME' }), never());
    expect([...portal.contacts.values()].map((contact) => contact['lastName'])).toEqual(['NEWNAME', 'ERIKSSON']);
  });

  it('mark every other one, also beyond a page', async () => {
    const { portal, destination, clock } = openBitrix();
    await destination.deliver(jobOf(), never());
    const first = only(portal.contacts);
    for (let id = 102; id <= 170; id += 1) portal.contacts.set(id, { ...first, id, originId: `other-${id}` });
    expect(await inTime(clock, destination.deliver(jobOf(), never()))).toEqual({ kind: 'delivered', reference: '101' });
    const flags = [...portal.contacts.values()].map((contact) => contact['UF_CRM_PASSPORT_DUPLICATE']);
    expect(flags).toEqual(['N', ...Array.from({ length: 69 }, () => 'Y')]);
  });
});

describe('fields the portal lacks', () => {
  it('stop everything and are named by the test', async () => {
    const { destination, portal } = openBitrix({ bare: true });
    expect(await destination.deliver(jobOf(), never()))
      .toEqual({ kind: 'parked', code: 'bitrix.fieldMissing', refuses: 'everything' });
    expect(portal.asked.map(({ method }) => method)).toEqual(['crm.item.fields']);
    expect(await destination.test(never()))
      .toEqual({ ok: false, code: 'bitrix.fieldMissing', missing: Object.keys(CUSTOM_FIELDS) });
  });

  it('are not missed where the policy sends nothing for them, and are looked for once it does', async () => {
    const sent: CrmField[] = ['birthDate', 'phone'];
    const { destination, portal } = openBitrix({ bare: true, parts: { crmFields: () => [...sent] } });
    for (const name of ['UF_CRM_PASSPORT_HASH', 'UF_CRM_PASSPORT_DUPLICATE'] as const) portal.custom.set(name, CUSTOM_FIELDS[name].type);
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ kind: 'delivered' });
    sent.push('expiryDate');
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ kind: 'parked', code: 'bitrix.fieldMissing' });
  });

  it('are told of by a look at the start; what may pass is not', async () => {
    expect(await openBitrix({ bare: true }).destination.check?.(never())).toBe('bitrix.fieldMissing');
    const { destination, desk, clock } = openBitrix({ misbehave: once('crm.item.fields', 'gateway') });
    expect(await inTime(clock, destination.check?.(never()) ?? Promise.resolve(null))).toBeNull();
    expect(await desk({ secret: () => Promise.reject(new DeskError('keychain.locked')) }).check?.(never())).toBeNull();
    expect(await desk({ secret: async () => null }).check?.(never())).toBe('secret.missing');
  });

  it('are those of another type too', async () => {
    const { destination, portal } = openBitrix();
    portal.custom.set('UF_CRM_PASSPORT_EXPIRY', 'string');
    expect(await destination.test(never())).toMatchObject({ missing: ['UF_CRM_PASSPORT_EXPIRY'] });
  });

  it('stop everything also when they were taken away while the desk runs', async () => {
    const searched = openBitrix();
    await searched.destination.deliver(jobOf(), never());
    searched.portal.custom.delete('UF_CRM_PASSPORT_HASH');
    const refused = { kind: 'parked', code: 'bitrix.fieldMissing', refuses: 'everything' };
    expect(await searched.destination.deliver(jobOf(), never())).toEqual(refused);

    const written = openBitrix();
    await written.destination.deliver(jobOf(), never());
    written.portal.custom.delete('UF_CRM_PASSPORT_EXPIRY');
    await written.clock.pass(3_600_000);
    expect(await written.destination.deliver(jobOf(), never())).toEqual(refused);
  });

  it('are made when an administrator says so, and then deliveries go', async () => {
    const { destination, portal } = openBitrix({ bare: true });
    portal.custom.set('UF_CRM_PASSPORT_HASH', 'string');
    expect(await destination.addMissingFields(never())).toEqual({ ok: true });
    expect(Object.fromEntries(portal.custom))
      .toEqual(Object.fromEntries(Object.entries(CUSTOM_FIELDS).map(([name, { type }]) => [name, type])));
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ kind: 'delivered' });
  });
});

describe('a filter that is ignored', () => {
  it('stops everything before a stranger is given the name of a guest', async () => {
    const { desk, portal } = openBitrix();
    await desk().deliver(jobOf({ documentNumber: 'STRANGER1' }), never());
    const ignoring = desk({
      async fetch(url, init) {
        const body = JSON.parse(String(init.body)) as { cmd?: Record<string, string> };
        for (const [name, query] of Object.entries(body.cmd ?? {})) {
          body.cmd![name] = query.split('&').filter((part) => !/originId|originatorId|HASH%5D=/.test(part)).join('&');
        }
        return portal.fetch(url, { ...init, body: JSON.stringify(body) });
      },
    });
    expect(await ignoring.deliver(jobOf({ surname: 'GUEST' }), never())).toMatchObject({ kind: 'parked', refuses: 'everything' });
    expect(only(portal.contacts)).toMatchObject({ lastName: 'ERIKSSON' });
  });
});

describe('the limit', () => {
  it('is kept to by all callers of a portal together', async () => {
    const { clock, portal, desk } = openBitrix();
    const limits = createPortalLimits({ clock });
    const [one, other] = [desk({ limits }), desk({ limits })];
    const all = Promise.all(Array.from({ length: 60 }, (_, n) =>
      (n % 2 === 0 ? one : other).deliver(jobOf({ documentNumber: `AA${n}` }), never())));
    const outcomes = await inTime(clock, all);
    expect(outcomes.filter(({ kind }) => kind !== 'delivered')).toEqual([]);
    expect(portal.contacts.size).toBe(60);
  });

  it('is that of Enterprise where the settings say so', async () => {
    const many = async (enterprise: boolean): Promise<{ kinds: string[]; seconds: number }> => {
      const { clock, desk } = openBitrix({ perSecond: 5, burst: 250, parts: { options: { enterprise, numberPreset: null } } });
      const limits = createPortalLimits({ clock });
      const one = desk({ limits });
      const before = clock.now();
      const all = Array.from({ length: 70 }, (_, n) => one.deliver(jobOf({ documentNumber: `AA${n}` }), never()));
      const outcomes = await inTime(clock, Promise.all(all));
      return { kinds: [...new Set(outcomes.map(({ kind }) => kind))], seconds: (clock.now() - before) / 1000 };
    };
    const [usual, enterprise] = [await many(false), await many(true)];
    expect([usual.kinds, enterprise.kinds]).toEqual([['delivered'], ['delivered']]);
    // The same requests: all but the burst go at the one rate or the other.
    expect(enterprise.seconds * 2.5).toBeLessThan(usual.seconds);
  });

  it('is waited for when others behind the same address have used it up', async () => {
    const { clock, desk } = openBitrix({ burst: 1 });
    const limits = createPortalLimits({ clock });
    const one = desk({ limits });
    expect(await inTime(clock, one.deliver(jobOf(), never()))).toMatchObject({ code: 'bitrix.queryLimit' });
    const before = clock.now();
    await inTime(clock, one.test(never()));
    expect(clock.now() - before).toBeGreaterThanOrEqual(500);
  });

  it('is left at once by one who gives up', async () => {
    const { clock, desk, portal } = openBitrix();
    const limits = createPortalLimits({ clock });
    limits.full('portal.example', { perSecond: 2, burst: 50 });
    const leaving = new AbortController();
    const delivery = desk({ limits }).deliver(jobOf(), leaving.signal);
    await turn();
    leaving.abort();
    expect(await delivery).toEqual({ kind: 'retry', code: 'delivery.interrupted' });
    expect(portal.asked).toEqual([]);
  });
});

describe('testing the connection', () => {
  it.each<[string, string | null, string]>([
    ['no webhook', null, 'secret.missing'],
    ['another address', 'https://portal.example/crm/', 'bitrix.webhookInvalid'],
    ['no encryption', 'http://portal.example/rest/7/abc123secret/', 'bitrix.webhookInvalid'],
    ['a wrong secret', 'https://portal.example/rest/7/wrong/', 'bitrix.webhookRefused'],
  ])('tells of %s', async (_what, webhook, code) => {
    const { desk } = openBitrix();
    expect(await desk({ secret: async () => webhook }).test(never())).toEqual({ ok: false, code });
  });

  it('tells of a clock that is wrong', async () => {
    const { destination, clock, desk, portal } = openBitrix();
    const behind = { ...clock, now: () => clock.now() - 3_600_000 };
    expect(await destination.test(never())).toEqual({ ok: true });
    expect(await desk({ clock: behind, fetch: portal.fetch }).test(never())).toEqual({ ok: false, code: 'clock.wrong' });
  });

  it('tells of a keychain that is locked', async () => {
    const { desk } = openBitrix();
    const locked = desk({ secret: () => Promise.reject(new DeskError('keychain.locked')) });
    expect(await locked.test(never())).toEqual({ ok: false, code: 'secret.unreadable' });
    expect(await locked.deliver(jobOf(), never())).toEqual({ kind: 'retry', code: 'secret.unreadable' });
  });

  it('takes up a new secret after the old one was refused', async () => {
    let webhook = 'https://portal.example/rest/7/wrong/';
    const { desk, portal } = openBitrix();
    const destination = desk({ secret: async () => webhook });
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ code: 'bitrix.webhookRefused' });
    webhook = portal.webhook;
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ kind: 'delivered' });
  });
});

describe('what is said of it', () => {
  it('ties each request to the delivery and names the program', async () => {
    const { portal, destination } = openBitrix();
    const job = jobOf();
    await destination.deliver(job, never());
    for (const { headers } of portal.asked) {
      expect([headers.get('X-Correlation-ID'), headers.get('User-Agent')]).toEqual([job.correlationId, 'KakdomaDesk/0.1.0']);
    }
  });

  it('holds neither the webhook nor anything of a guest', async () => {
    const { lines, destination, desk, clock, portal } = openBitrix({ misbehave: once('crm.item.add', 'resetUnheard') });
    await inTime(clock, destination.deliver(jobOf({ stay: { phone: '+1 555 0100' } }), never()));
    await destination.deliver(jobOf(), never());
    await desk({ fetch: () => Promise.reject(new TypeError(`Failed to parse URL ${portal.webhook}`)) }).deliver(jobOf(), never());
    const said = JSON.stringify(lines);
    expect(lines.map(({ event }) => event)).toContain('bitrix.called');
    for (const secret of ['abc123secret', 'portal.example', 'ERIKSSON', 'L898902C3', '5550100', PEPPER.toString('hex')]) {
      expect(said).not.toContain(secret);
    }
  });
});

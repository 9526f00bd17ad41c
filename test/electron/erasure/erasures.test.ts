import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDeskDestinations } from '../../../electron/destinations/desk-destinations.ts';
import { CUSTOM_FIELDS } from '../../../electron/destinations/bitrix/contact-fields.ts';
import { holdCapture } from '../../../electron/capture/ahead-rows.ts';
import { markCaptured, markRead, markReading } from '../../../electron/capture/capture-rows.ts';
import { createErasures } from '../../../electron/erasure/erasures.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import { checkAudit, listAudit } from '../../../electron/records/audit.ts';
import { chatOfSender, findChat, saveDialogue } from '../../../electron/telegram/chat-rows.ts';
import { insertMessage } from '../../../electron/telegram/message-rows.ts';
import { systemClock } from '../../../electron/clock.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { NEW_BITRIX, type DestinationSettings } from '../../../shared/destinations.ts';
import type { Reading } from '../../../shared/reading.ts';
import { createPortal, PORTAL_HOST } from '../../servers/bitrix24.ts';
import { startS3 } from '../../servers/s3-of-a-test.ts';
import { BUCKET, CREDENTIALS } from '../../servers/s3.ts';
import { openProfile, temporaryFolder } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, draftOf, specimenReading, type Person } from '../specimens.ts';
import { until } from '../until.ts';

const ANNA: Person = { documentNumber: 'L898902C3', stay: { phone: '+7 900 111-22-33' } };
const PETER: Person = {
  surname: 'STEVENSON', givenNames: 'PETER', documentNumber: 'D23145890', birthDate: '1961-02-03',
  stay: { phone: '+7 900 444-55-66' },
};

/** As a reader would make it of her passport, so often as there are documents on the picture. */
function readingOfAnna(documents: number): Reading {
  const reading = specimenReading(documents);
  const field = { name: 'issuingState', value: 'UTO', raw: 'UTO', confidence: 0.99, check: 'unguarded', at: [] } as const;
  return { ...reading, documents: reading.documents.map((one) => ({ ...one, fields: { ...one.fields, issuingState: field } })) };
}

type Options = { from?: Awaited<ReturnType<typeof openProfile>>; s3?: Parameters<typeof startS3>[0] };

/** A desk with a folder, a bucket that keeps versions and a portal, all of which deliveries really reach. */
async function deskWithCopies({ from, s3: bucket = {} }: Options = {}) {
  const ocr = createScriptedOcr((job) => ({ reading: readingOfAnna(1), display: job.bytes, zones: [job.bytes] }));
  const profile = await openProfile({ ocr, ...(from === undefined ? {} : { folder: from.folder, keychain: from.keychain }) });
  const { storage, log, keychain } = profile;
  const [archive, server, portal] = [temporaryFolder(), await startS3({ keepsVersions: true, ...bucket }), createPortal({ burst: 500, perSecond: 500 })];
  for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
  await keychain.set('destination/s3-1', CREDENTIALS.secretAccessKey);
  await keychain.set('destination/crm-1', portal.webhook);
  const { accessKeyId, region } = CREDENTIALS;
  const settings: DestinationSettings[] = [
    { id: 'folder-1', kind: 'folder', name: 'Archive', on: true, options: { path: archive } },
    { id: 's3-1', kind: 's3', name: 'Bucket', on: true, options: {
      endpoint: server.endpoint, region, bucket: BUCKET, prefix: 'desk/', forcePathStyle: true, accessKeyId, sse: 'none', keyId: '',
    } },
    { id: 'crm-1', kind: 'bitrix', name: 'Bitrix24', on: true, options: NEW_BITRIX },
  ];
  const reach = (url: string, init: RequestInit): Promise<Response> =>
    (new URL(url).host === PORTAL_HOST ? portal.fetch(url, init) : fetch(url, init));
  const destinations = createDeskDestinations({ keychain, storage, log, fetch: reach, version: '0.0.0', policy: () => DEFAULT_POLICY });
  const courier = createCourier({ storage, log, settled: () => undefined });
  onTestFinished(() => courier.stop());
  const gone: string[] = [];
  const makeErasures = () => {
    const made = createErasures({
      storage, log, clock: systemClock, destinations: () => settings, eraser: destinations.eraser,
      erased: (ids) => void gone.push(...ids), changed: () => undefined,
    });
    onTestFinished(() => made.stop());
    return made;
  };

  async function confirm(person: Person, change: { captureId?: string; document?: number } = {}): Promise<string> {
    const input = confirmInput(draftOf(person), { destinations: settings.map(({ id }) => id), ...change });
    return (await profile.registrations.confirm(input)).registrationId;
  }
  async function capture(): Promise<string> {
    const { captureId } = await profile.captures.add(Buffer.from('picture'), 'drop');
    await until(async () => expect(await profile.captures.reading(captureId)).not.toBeNull());
    return captureId;
  }
  async function deliver(): Promise<void> {
    courier.serve(destinations.served(settings));
    courier.kick();
    await until(async () => expect(await profile.registrations.deliveryCounts()).toEqual([]));
  }
  const raw = <T>(look: (raw: DatabaseSync) => T): T => {
    const database = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
    try { return look(database); } finally { database.close(); }
  };
  return { ...profile, archive, server, portal, settings, courier, gone, raw, confirm, capture, deliver, makeErasures };
}

type Desk = Awaited<ReturnType<typeof deskWithCopies>>;

async function untilEnded(erasures: ReturnType<Desk['makeErasures']>) {
  await until(() => expect(erasures.list()[0]?.finishedAt).not.toBeNull());
  return erasures.list()[0];
}

const keysOf = ({ server }: Desk): string[] => [...server.objects.keys()];

describe('erasing a guest', () => {
  it('finds everything by a dry run that changes nothing', async () => {
    const desk = await deskWithCopies();
    const captureId = await desk.capture();
    const first = await desk.confirm(ANNA, { captureId });
    await desk.confirm({ ...ANNA, documentNumber: 'NEW77' });
    await desk.confirm(PETER);
    await desk.deliver();
    const { preview } = await desk.makeErasures().guest.preview(first);
    expect(preview.registrations.map(({ surname }) => surname)).toEqual(['ERIKSSON', 'ERIKSSON']);
    expect(preview).toMatchObject({ pictures: 1, waiting: 0, shared: 0, undelivered: 0 });
    expect(preview.copies.map(({ name, found, code }) => [name, found, code])).toEqual([
      ['Archive', 2, null], ['Bucket', 2, null], ['Bitrix24', 2, null],
    ]);
    expect(desk.raw((raw) => raw.prepare('SELECT count(*) AS n FROM registration').get())).toEqual({ n: 3 });
    expect(readdirSync(desk.archive)).toHaveLength(3);
  });

  it('erases it here, in the folder, all versions in the bucket, and the fields of the contact, and nothing of others', async () => {
    const desk = await deskWithCopies();
    const captureId = await desk.capture();
    const id = await desk.confirm(ANNA, { captureId });
    const peter = await desk.confirm(PETER);
    await desk.deliver();
    const key = keysOf(desk).find((one) => one.includes(id)) ?? '';
    desk.server.objects.get(key)?.push({ bytes: Buffer.from('older'), headers: {}, versionId: 'v0' });
    desk.server.objects.set(`${key}-second`, [{ bytes: Buffer.alloc(0), headers: {}, marker: true, versionId: 'v00' }]);
    const erasures = desk.makeErasures();
    const { token } = await erasures.guest.preview(id);
    expect(await erasures.guest.commit(token)).toMatchObject({ kind: 'done' });
    expect(await erasures.guest.commit(token)).toMatchObject({ kind: 'alreadyDone' });
    expect(desk.gone).toEqual([captureId]);
    const report = await untilEnded(erasures);
    expect(report?.steps.map(({ name, state, code }) => [name, state, code])).toEqual([
      ['Archive', 'done', null], ['Bucket', 'done', null], ['Bitrix24', 'done', 'erase.contactKept'], ['', 'done', null],
    ]);

    expect(readdirSync(desk.archive)).toEqual([peter]);
    expect(keysOf(desk).filter((one) => one.includes(id))).toEqual([]);
    expect(keysOf(desk).filter((one) => one.includes(peter))).toHaveLength(1);
    const [anna, other] = [...desk.portal.contacts.values()];
    expect(anna).toMatchObject({ name: '', lastName: '—', birthdate: '', UF_CRM_PASSPORT_HASH: '', UF_CRM_PASSPORT_EXPIRY: '', fm: [] });
    expect(other).toMatchObject({ lastName: 'STEVENSON', fm: [{ value: '+7 900 444-55-66' }] });
    expect(readdirSync(join(desk.folder, 'storage', 'pictures'))).toEqual([]);
    await expect(desk.registrations.open(id)).rejects.toMatchObject({ code: 'registration.missing' });
    const left = desk.raw((raw) => ['registration', 'resident', 'delivery', 'capture'].map((table) =>
      Number(raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'])));
    expect(left).toEqual([1, 1, 3, 0]);
    expect(desk.raw((raw) => raw.prepare('SELECT count(*) AS n FROM erasure_step WHERE copy IS NOT NULL').get())).toEqual({ n: 0 });
  });

  it('leaves neither sealed values nor search tokens of the guest in the database’s files', async () => {
    const desk = await deskWithCopies();
    const id = await desk.confirm(ANNA);
    for (let n = 0; n < 30; n += 1) await desk.confirm({ ...PETER, documentNumber: `D${n}` });
    const traces = desk.raw((raw) => [
      raw.prepare('SELECT personal AS trace FROM registration WHERE id = ?').get(id)?.['trace'],
      ...raw.prepare('SELECT token AS trace FROM registration_token WHERE registration_seq = 1').all().map((row) => row['trace']),
    ].map((trace) => Buffer.from(trace as Uint8Array)));
    const others = desk.raw((raw) => raw.prepare('SELECT token FROM registration_token WHERE registration_seq > 1').all()
      .map((row) => Buffer.from(row['token'] as Uint8Array).toString('hex')));
    const own = traces.filter((trace) => !others.includes(trace.toString('hex')));
    expect(own.length).toBeGreaterThan(10);
    const files = () => ['desk.db', 'desk.db-wal'].map((name) => readFileSync(join(desk.folder, 'storage', name)));
    expect(files().some((file) => own.some((trace) => file.includes(trace)))).toBe(true);
    const erasures = desk.makeErasures();
    await erasures.guest.commit((await erasures.guest.preview(id)).token);
    for (const file of files()) expect(own.filter((trace) => file.includes(trace))).toEqual([]);
  });

  it('notes it in the audit log without a word of the guest, and the log stays whole', async () => {
    const desk = await deskWithCopies();
    const id = await desk.confirm(ANNA);
    const erasures = desk.makeErasures();
    await erasures.guest.commit((await erasures.guest.preview(id)).token);
    await untilEnded(erasures);
    const log = listAudit(desk.storage.opened(), null, 10);
    expect(log.map(({ action }) => action)).toEqual(['erasure.finished', 'guest.erased', 'registration.confirmed']);
    expect(log[1]).toMatchObject({ actor: 'administrator', detail: 'registrations=1 pictures=0' });
    expect(JSON.stringify(log)).not.toMatch(/ERIKSSON|L898902C3/);
    expect(await checkAudit(desk.storage.opened())).toMatchObject({ brokenAt: null });
  });

  it('never delivers what was still to be delivered', async () => {
    const desk = await deskWithCopies();
    const id = await desk.confirm(ANNA);
    const peter = await desk.confirm(PETER);
    const erasures = desk.makeErasures();
    const { token, preview } = await erasures.guest.preview(id);
    expect(preview).toMatchObject({ undelivered: 3, copies: [] });
    await erasures.guest.commit(token);
    await desk.deliver();
    expect(readdirSync(desk.archive)).toEqual([peter]);
    expect([...desk.portal.contacts.values()].map((one) => one['lastName'])).toEqual(['STEVENSON']);
  });

  it('refuses to erase other than what was shown', async () => {
    const desk = await deskWithCopies();
    const id = await desk.confirm(ANNA);
    const erasures = desk.makeErasures();
    const { token } = await erasures.guest.preview(id);
    await desk.confirm({ ...ANNA, stay: { room: '12' } });
    await expect(erasures.guest.commit(token)).rejects.toMatchObject({ code: 'erase.changed' });
    expect(desk.raw((raw) => raw.prepare('SELECT count(*) AS n FROM registration').get())).toEqual({ n: 2 });
  });

  it('takes the picture away that an older program kept as one capture of two guests, and leaves the other’s registration', async () => {
    const desk = await deskWithCopies();
    const captureId = await desk.capture();
    const { database, keys } = desk.storage.opened();
    markCaptured(database, captureId);
    markReading(database, captureId);
    markRead(database, keys.fields, captureId, readingOfAnna(2));
    const anna = await desk.confirm(ANNA, { captureId });
    const peter = await desk.confirm(PETER, { captureId, document: 1 });
    const erasures = desk.makeErasures();
    const { token, preview } = await erasures.guest.preview(anna);
    expect(preview).toMatchObject({ pictures: 1, shared: 1 });
    await erasures.guest.commit(token);
    await untilEnded(erasures);
    expect(readdirSync(join(desk.folder, 'storage', 'pictures'))).toEqual([]);
    expect(await desk.captures.reading(captureId)).toBeNull();
    expect(await desk.registrations.open(peter)).toMatchObject({ captureId });
  });

  it('takes a picture of the guest out of the queue, too', async () => {
    const desk = await deskWithCopies();
    const waiting = await desk.capture();
    const id = await desk.confirm(ANNA);
    const erasures = desk.makeErasures();
    const { token, preview } = await erasures.guest.preview(id);
    expect(preview).toMatchObject({ pictures: 1, waiting: 1 });
    await erasures.guest.commit(token);
    expect(await desk.captures.list()).toEqual([]);
    await untilEnded(erasures);
    expect(desk.gone).toEqual([waiting]);
  });

  it('erases the conversation that a picture of the guest came from, and no other', async () => {
    const desk = await deskWithCopies();
    const captureId = await desk.capture();
    const id = await desk.confirm(ANNA, { captureId });
    const open = desk.storage.opened();
    const [hers, his] = ['Anna Berg', 'Peter Stone'].map((name, at) =>
      chatOfSender(open, { chatId: 100 + at, name, username: '', languageTag: 'en' }));
    if (!hers || !his) throw new Error('nobody wrote');
    for (const { id: chatId } of [hers, his]) insertMessage(open, { id: `of ${chatId}`, chatId, at: 1, body: { kind: 'question', text: 'Hello' } });
    holdCapture(open.database, captureId, hers.id);
    const asked = (id: string, surname: string) => ({ id, unique: id, state: 'asked' as const, guests: [{ values: { surname }, typed: [], unsure: [] }] });
    saveDialogue(open, hers.id, {
      ...hers.dialogue, consent: { at: 1, version: 'v' }, documents: [asked(captureId, 'ERIKSSON'), asked('her child’s', 'CHILD')],
    });
    const erasures = desk.makeErasures();
    const { token, preview } = await erasures.guest.preview(id);
    expect(preview).toMatchObject({ conversations: 1 });
    await erasures.guest.commit(token);
    expect(desk.raw((raw) => raw.prepare('SELECT chat_id FROM bot_message').all())).toEqual([{ chat_id: his.id }]);
    expect(findChat(open, his.id)?.person.name).toBe('Peter Stone');
    const left = findChat(open, hers.id);
    expect(left?.person).toEqual({ chatId: 100, name: '', username: '' });
    expect(left?.dialogue).toMatchObject({ consent: null, documents: [{ id: 'her child’s' }] });
  });

  it('says what it could not erase and why, and does the rest once it can', async () => {
    const desk = await deskWithCopies({ s3: { locked: true } });
    const id = await desk.confirm(ANNA);
    await desk.deliver();
    rmSync(desk.archive, { recursive: true });
    const erasures = desk.makeErasures();
    const { token, preview } = await erasures.guest.preview(id);
    expect(preview.copies.find(({ name }) => name === 'Archive')).toMatchObject({ found: null, code: 'folder.missing' });
    await erasures.guest.commit(token);
    const states = () => Object.fromEntries(erasures.list()[0]?.steps.map(({ name, state, code }) => [name, [state, code]]) ?? []);
    await until(() => expect(states()).toMatchObject({
      Archive: ['waiting', 'folder.missing'], Bucket: ['failed', 'erase.locked'], Bitrix24: ['done', 'erase.contactKept'],
    }));
    const erasureId = erasures.list()[0]?.id ?? '';
    expect(erasures.list()[0]?.finishedAt).toBeNull();
    mkdirSync(join(desk.archive, id), { recursive: true });
    erasures.retry(erasureId);
    await until(() => expect(states()).toMatchObject({ Archive: ['done', null] }));
    expect(readdirSync(desk.archive)).toEqual([]);
    erasures.leave(erasureId);
    expect(states()).toMatchObject({ Bucket: ['left', 'erase.locked'] });
    expect(desk.raw((raw) => raw.prepare('SELECT count(*) AS n FROM erasure_step WHERE copy IS NOT NULL').get())).toEqual({ n: 0 });
  });

  it('reports a destination that is no longer in the settings, and keeps nothing for it', async () => {
    const desk = await deskWithCopies();
    const id = await desk.confirm(ANNA);
    await desk.deliver();
    desk.settings.splice(0, 1);
    const erasures = desk.makeErasures();
    await erasures.guest.commit((await erasures.guest.preview(id)).token);
    const report = await untilEnded(erasures);
    expect(report?.steps[0]).toEqual({ destinationId: 'folder-1', name: 'folder-1', state: 'left', code: 'erase.destinationGone' });
  });

  it('erases from a bucket that knows no versions', async () => {
    const desk = await deskWithCopies({ s3: { keepsVersions: false, knowsVersions: false } });
    const id = await desk.confirm(ANNA);
    await desk.deliver();
    const erasures = desk.makeErasures();
    await erasures.guest.commit((await erasures.guest.preview(id)).token);
    await untilEnded(erasures);
    expect(keysOf(desk)).toEqual([]);
  });

  it('goes on after a crash between the commit and the rest', async () => {
    const desk = await deskWithCopies();
    const captureId = await desk.capture();
    const id = await desk.confirm(ANNA, { captureId });
    await desk.deliver();
    const erasures = desk.makeErasures();
    await erasures.stop();
    await erasures.guest.commit((await erasures.guest.preview(id)).token);
    expect(readdirSync(desk.archive)).toEqual([id]);
    const again = desk.makeErasures();
    await untilEnded(again);
    expect(readdirSync(desk.archive)).toEqual([]);
    expect(keysOf(desk).filter((one) => one.includes(id))).toEqual([]);
    expect(readdirSync(join(desk.folder, 'storage', 'pictures'))).toEqual([]);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { createDrafts } from '../../../electron/drafts/drafts.ts';
import { asConfirmInput, createGroups } from '../../../electron/groups/groups.ts';
import { listAudit } from '../../../electron/records/audit.ts';
import { removeRegistrations } from '../../../electron/records/remove-registrations.ts';
import type { ExpectedGuest, GroupAbout } from '../../../shared/group.ts';
import type { ReadDocument, Reading } from '../../../shared/reading.ts';
import { openProfile } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, specimenReading } from '../specimens.ts';
import { until } from '../until.ts';

const ABOUT: GroupAbout = { name: 'School 12', expected: 3, arrival: '2030-06-01', departure: '2030-06-08', rooms: '201-203' };

const guest = (surname: string, givenNames: string, change: Partial<ExpectedGuest> = {}): ExpectedGuest =>
  ({ surname, givenNames, birthDate: '', documentNumber: '', room: '', ...change });

type Holder = { surname: string; givenNames: string; birthDate?: string; documentNumber?: string; status?: ReadDocument['status'] };

/** A reading of these documents; typed signs, so that no check digit of the specimen's lines contradicts them. */
function readingOf(holders: readonly Holder[]): Reading {
  const [specimen] = specimenReading().documents;
  const places = specimenReading(holders.length).documents;
  const documents = holders.map((holder, place): ReadDocument => {
    const values = { birthDate: '1990-02-01', documentNumber: 'N1234567', expiryDate: '2035-01-01', nationality: 'UTO', ...holder };
    const fields = Object.fromEntries((['surname', 'givenNames', 'birthDate', 'documentNumber', 'expiryDate', 'nationality'] as const)
      .map((name) => [name, { name, value: values[name], raw: values[name], confidence: 1, check: 'right' as const, at: [] }]));
    return { ...(specimen ?? ({} as ReadDocument)), status: holder.status ?? 'sure', lines: places[place]?.lines.map((line) => ({ ...line, text: '', characters: [] })) ?? [], fields };
  });
  const status = documents.every((one) => one.status === 'sure') ? 'sure' : 'check';
  return { ...specimenReading(), status, documents };
}

/** What stands on a picture is written in it. */
async function desk() {
  const ocr = createScriptedOcr(({ bytes }) => {
    const reading = readingOf(JSON.parse(Buffer.from(bytes).toString('utf8')) as Holder[]);
    return { reading, display: bytes, zones: [] };
  });
  const profile = await openProfile({ ocr });
  const groups = createGroups({
    storage: profile.storage, captures: profile.captures, log: profile.log, changed: () => undefined,
    confirm: (drafted) => profile.registrations.confirm({ ...asConfirmInput(drafted), destinations: [] }),
  });
  onTestFinished(() => groups.stop());
  const scan = async (...holders: readonly Holder[]): Promise<string> => {
    const { captureId } = await profile.captures.add(Buffer.from(JSON.stringify(holders)), 'scanner');
    await until(async () =>
      expect((await profile.captures.list()).find(({ id }) => id === captureId)?.state.kind).toBe('read'));
    return captureId;
  };
  const states = (groupId: string) => groups.card(groupId).guests.map(({ state }) => state.kind);
  return { profile, groups, scan, states };
}

describe('a group checking in', () => {
  it('matches each document to its guest and counts who is done', async () => {
    const { groups, scan, profile, states } = await desk();
    const { id } = groups.add(ABOUT, [
      guest('Иванов', 'Сергей Петрович', { birthDate: '1990-02-01' }), guest('Eriksson', 'Anna', { documentNumber: 'L 898902' }),
    ]);
    groups.checkIn(id, true);
    const first = await scan({ surname: 'IVANOV', givenNames: 'SERGEI' });
    await scan({ surname: 'SOMEBODY', givenNames: 'ELSE', documentNumber: 'L898902', birthDate: '1980-01-01' });
    expect(states(id)).toEqual(['read', 'read']);
    expect(groups.card(id)).toMatchObject({ done: 0, of: 3, asked: 0, confirmable: 2 });
    await profile.registrations.confirm(confirmInput(undefined, { captureId: first }));
    expect(states(id)).toEqual(['done', 'read']);
    expect(groups.list()).toMatchObject([{ done: 1, of: 3 }]);
  });

  it('matches each of several documents that lay in one picture', async () => {
    const { groups, scan, states } = await desk();
    const { id } = groups.add(ABOUT, [guest('Ivanov', 'Sergei'), guest('Petrova', 'Maria')]);
    groups.checkIn(id, true);
    await scan({ surname: 'PETROVA', givenNames: 'MARIA' }, { surname: 'IVANOV', givenNames: 'SERGEI' });
    expect(states(id)).toEqual(['read', 'read']);
    expect(groups.card(id)).toMatchObject({ asked: 0, confirmable: 2 });
  });

  it('asks about whom nobody expects, and takes a person’s word', async () => {
    const { groups, scan } = await desk();
    const { id, guests: [listed] } = groups.add(ABOUT, [guest('Petrova', 'Maria', { birthDate: '1985-05-05' })]);
    groups.checkIn(id, true);
    const [one, other, none] = [
      await scan({ surname: 'PETROVA', givenNames: 'MARIA', birthDate: '1985-06-06' }),
      await scan({ surname: 'UNKNOWN', givenNames: 'MAN' }), await scan({ surname: 'PASSER', givenNames: 'BY' }),
    ];
    expect(groups.card(id).askedReadings.map(({ captureId, guess }) => [captureId, guess]))
      .toEqual([[one, listed?.id], [other, null], [none, null]]);
    groups.assign({ groupId: id, captureId: one, document: 0, to: listed?.id ?? '' });
    groups.assign({ groupId: id, captureId: other, document: 0, to: 'another' });
    const card = groups.assign({ groupId: id, captureId: none, document: 0, to: 'nobody' });
    expect(card).toMatchObject({ asked: 0, guests: [{ state: { by: 'hand' } }, { surname: 'UNKNOWN', state: { kind: 'read' } }] });
    expect(() => groups.assign({ groupId: id, captureId: none, document: 0, to: listed?.id ?? '' })).toThrow();
  });

  it('takes everybody who comes where there is no list', async () => {
    const { groups, scan } = await desk();
    const { id } = groups.add(ABOUT, []);
    groups.checkIn(id, true);
    await scan({ surname: 'ONE', givenNames: 'GUEST' }, { surname: 'TWO', givenNames: 'GUESTS', documentNumber: 'N7654321' });
    expect(groups.card(id)).toMatchObject({ asked: 0, guests: [{ surname: 'ONE' }, { surname: 'TWO' }] });
  });

  it('takes what waited before only when it is asked to, and one group at a time', async () => {
    const { groups, scan, states } = await desk();
    await scan({ surname: 'ERIKSSON', givenNames: 'ANNA' });
    const { id } = groups.add(ABOUT, [guest('Eriksson', 'Anna')]);
    const other = groups.add({ ...ABOUT, name: 'Another' }, []);
    groups.checkIn(id, true);
    expect(() => groups.checkIn(other.id, true)).toThrow(expect.objectContaining({ code: 'group.otherOpen' }));
    expect(states(id)).toEqual(['expected']);
    groups.takeWaiting(id);
    expect(states(id)).toEqual(['read']);
  });

  it('gives every draft the group’s stay, and a guest’s own room', async () => {
    const { groups, scan } = await desk();
    const { id } = groups.add(ABOUT, [guest('Eriksson', 'Anna', { room: '17' }), guest('Stevenson', 'Peter')]);
    groups.checkIn(id, true);
    const [anna, peter] = [await scan({ surname: 'ERIKSSON', givenNames: 'ANNA' }), await scan({ surname: 'STEVENSON', givenNames: 'PETER' })];
    expect(groups.stayOf(anna, 0)).toEqual({ room: '17', arrival: '2030-06-01', departure: '2030-06-08', phone: '', note: '' });
    expect(groups.stayOf(peter, 0)).toMatchObject({ room: '201-203' });
    expect(groups.stayOf(peter, 1)).toBeNull();
  });
});

describe('confirming all', () => {
  it('leaves to a person what was typed of a document, which its reading does not say', async () => {
    const { groups, scan, profile } = await desk();
    const { id } = groups.add(ABOUT, []);
    groups.checkIn(id, true);
    const captureId = await scan({ surname: 'ERIKSSON', givenNames: 'ANNA', documentNumber: 'N1111236' });
    const { destinations: _nowhere, ...typed } = confirmInput();
    await createDrafts({ storage: profile.storage }).keep({ ...typed, captureId, looked: [] });
    const { preview } = await groups.confirmAll.preview({ groupId: id });
    expect(preview).toEqual({ guests: [], heldBack: [{ name: 'ERIKSSON ANNA', why: 'typed' }] });
  });

  it('shows who is confirmed and who is not, then registers each once, with an entry in the audit log', async () => {
    const { groups, scan, profile, states } = await desk();
    const { id } = groups.add(ABOUT, []);
    groups.checkIn(id, true);
    await scan({ surname: 'ERIKSSON', givenNames: 'ANNA', documentNumber: 'N1111236' });
    await scan({ surname: 'DOUBTFUL', givenNames: 'READ', documentNumber: 'N2222222', status: 'check' });
    await scan({ surname: 'CHILD', givenNames: 'SMALL', documentNumber: 'N3333333', birthDate: '2024-01-01' });
    const { token, preview } = await groups.confirmAll.preview({ groupId: id });
    expect(preview).toEqual({
      guests: [{ name: 'ERIKSSON ANNA', maskedNumber: '•••••236', room: '201-203' }],
      heldBack: [{ name: 'DOUBTFUL READ', why: 'unsure' }, { name: 'CHILD SMALL', why: 'warned' }],
    });
    expect((await profile.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 })).rows).toEqual([]);
    expect(await groups.confirmAll.commit(token)).toEqual({ kind: 'done', result: { confirmed: 1, failed: 0 } });
    expect(await groups.confirmAll.commit(token)).toMatchObject({ kind: 'alreadyDone' });
    const { rows } = await profile.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 });
    expect(rows).toMatchObject([{ surname: 'ERIKSSON', room: '201-203', arrival: '2030-06-01', departure: '2030-06-08' }]);
    expect(listAudit(profile.storage.opened(), null, 10).filter(({ action }) => action === 'registration.confirmed')).toHaveLength(1);
    expect(states(id)).toEqual(['done', 'read', 'read']);
  });

  it('leaves out one that was discarded after the preview, and says so', async () => {
    const { groups, scan, profile } = await desk();
    const { id } = groups.add(ABOUT, []);
    groups.checkIn(id, true);
    await scan({ surname: 'ERIKSSON', givenNames: 'ANNA', documentNumber: 'N1111236' });
    const gone = await scan({ surname: 'GONE', givenNames: 'MEANWHILE', documentNumber: 'N4444444' });
    const { token } = await groups.confirmAll.preview({ groupId: id });
    await profile.captures.discard(gone);
    expect(await groups.confirmAll.commit(token)).toMatchObject({ result: { confirmed: 1, failed: 1 } });
  });
});

describe('what is kept of a group', () => {
  it('forgets a guest with their registration', async () => {
    const { groups, scan, profile } = await desk();
    const { id } = groups.add(ABOUT, [guest('Eriksson', 'Anna'), guest('Stevenson', 'Peter')]);
    groups.checkIn(id, true);
    const captureId = await scan({ surname: 'ERIKSSON', givenNames: 'ANNA' });
    const { registrationId } = await profile.registrations.confirm(confirmInput(undefined, { captureId }));
    const { database } = profile.storage.opened();
    database.transaction(() => removeRegistrations(database, [registrationId]));
    expect(groups.card(id)).toMatchObject({ done: 0, guests: [{ surname: 'Stevenson' }] });
  });

  it('forgets the list with the group; registrations stay', async () => {
    const { groups, scan, profile } = await desk();
    const { id } = groups.add(ABOUT, [guest('Eriksson', 'Anna')]);
    groups.checkIn(id, true);
    const captureId = await scan({ surname: 'ERIKSSON', givenNames: 'ANNA' });
    await profile.registrations.confirm(confirmInput(undefined, { captureId }));
    groups.remove(id);
    expect((await profile.registrations.list({ query: '', from: '', to: '', after: null, limit: 10 })).rows).toHaveLength(1);
    expect(groups.list()).toEqual([]);
    expect(() => groups.card(id)).toThrow(expect.objectContaining({ code: 'group.missing' }));
  });

  it('expects a guest again whose picture was discarded', async () => {
    const { groups, scan, profile, states } = await desk();
    const { id } = groups.add(ABOUT, [guest('Eriksson', 'Anna')]);
    groups.checkIn(id, true);
    await profile.captures.discard(await scan({ surname: 'ERIKSSON', givenNames: 'ANNA' }));
    expect(states(id)).toEqual(['expected']);
  });
});

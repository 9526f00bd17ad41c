/** One picture that shows several documents: what becomes of it, and of what hangs on it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/clock.ts';
import { markCaptured, markRead, markReading } from '../../../electron/capture/capture-rows.ts';
import { createPictureVault } from '../../../electron/capture/picture-vault.ts';
import { createErasures } from '../../../electron/erasure/erasures.ts';
import { createPurge } from '../../../electron/policy/purge.ts';
import { DeskError } from '../../../shared/errors.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import type { Reading } from '../../../shared/reading.ts';
import { openProfile, profileIn } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, draftOf, readDraft, specimenReading, type Person } from '../specimens.ts';
import { until } from '../until.ts';

type Profile = Awaited<ReturnType<typeof openProfile>>;

const picture = Buffer.from('bytes of a made-up picture');
const zoneOf = (index: number): Buffer => Buffer.from(`zone of document ${index}`);

const GUESTS: readonly Person[] = [
  { documentNumber: 'ONE1' }, { surname: 'STEVENSON', givenNames: 'PETER', documentNumber: 'TWO2' },
  { surname: 'SAMPLE', givenNames: 'ERIKA', documentNumber: 'THREE3' },
];

/** Each document with the number, and the surname, of its guest. */
function readingOf(places: readonly number[]): Reading {
  const { documents, ...rest } = specimenReading(3);
  const shown = places.flatMap((place) => documents.slice(place, place + 1).map((document) => {
    const person = GUESTS[place] ?? {};
    const value = (name: 'surname' | 'documentNumber'): string => person[name] ?? document.fields[name]?.value ?? '';
    const field = (name: 'surname' | 'documentNumber' | 'issuingState', text: string) =>
      ({ name, value: text, raw: text, confidence: 0.99, check: 'unguarded' as const, at: [] });
    return {
      ...document, fields: {
        ...document.fields, surname: field('surname', value('surname')), documentNumber: field('documentNumber', value('documentNumber')),
        issuingState: field('issuingState', 'UTO'),
      },
    };
  }));
  return { ...rest, documents: shown };
}

/** A desk whose reader finds the documents that the test says, by their place on the picture. */
async function deskThatReads(places: number[], parts: Parameters<typeof openProfile>[0] = {}) {
  const ocr = createScriptedOcr(({ bytes }) => {
    const reading = readingOf(places);
    return { reading, display: Buffer.concat([bytes, Buffer.from(' shown')]), zones: places.map(zoneOf) };
  });
  return openProfile({ ocr, ...parts });
}

const numbersIn = async ({ captures }: Profile) => {
  const list = await captures.list();
  return Promise.all(list.map(async ({ id }) =>
    (await captures.reading(id))?.documents.map(({ fields }) => fields.documentNumber?.value)));
};

async function divided(places = [0, 1, 2], parts: Parameters<typeof openProfile>[0] = {}) {
  const seen = [...places];
  const profile = await deskThatReads(seen, parts);
  const { captureId } = await profile.captures.add(picture, 'drop');
  await until(async () => expect(await profile.captures.list()).toHaveLength(seen.length));
  const ids = (await profile.captures.list()).map(({ id }) => id);
  return { profile, captureId, ids, seesNow: (now: readonly number[]) => seen.splice(0, seen.length, ...now) };
}

const filesOf = (profile: Profile): string[] => readdirSync(join(profile.folder, 'storage', 'pictures')).toSorted();
const allFilesOf = (ids: readonly string[]): string[] => ids.flatMap((id) => ['display', 'original', 'zone0'].map((kind) => `${id}.${kind}`)).toSorted();

async function confirm(profile: Profile, captureId: string, person: Person, more: Parameters<typeof confirmInput>[1] = {}) {
  return (await profile.registrations.confirm(confirmInput(draftOf(person), { captureId, ...more }))).registrationId;
}

describe('a picture of several documents', () => {
  it('becomes so many captures, each with its document, number, name and files', async () => {
    const { profile, captureId, ids } = await divided();
    expect(ids[0]).toBe(captureId);
    expect(await profile.captures.list()).toMatchObject([
      { number: 1, source: 'drop', title: 'ERIKSSON ANNA MARIA', part: { number: 1, of: 3 }, state: { kind: 'read', documents: 1 } },
      { number: 2, source: 'drop', title: 'STEVENSON ANNA MARIA', part: { number: 2, of: 3 }, state: { kind: 'read', documents: 1 } },
      { number: 3, source: 'drop', title: 'SAMPLE ANNA MARIA', part: { number: 3, of: 3 }, state: { kind: 'read', documents: 1 } },
    ]);
    expect(await numbersIn(profile)).toEqual([['ONE1'], ['TWO2'], ['THREE3']]);
    expect(filesOf(profile)).toEqual(allFilesOf(ids));
    const { pictures, keys } = profile.storage.opened();
    const vault = createPictureVault(pictures, keys.pictures);
    for (const [place, id] of ids.entries()) {
      expect(Buffer.from(await vault.read(id, 'original') ?? [])).toEqual(picture);
      expect(Buffer.from(await vault.read(id, 'zone0') ?? [])).toEqual(zoneOf(place));
      expect(Buffer.from(await profile.captures.display(id)).toString()).toBe(`${picture.toString()} shown`);
    }
  });

  it('is divided in the order in which people look at it', async () => {
    const { profile } = await divided([2, 0, 1]);
    expect(await numbersIn(profile)).toEqual([['ONE1'], ['TWO2'], ['THREE3']]);
  });

  it('is told of capture by capture, with one correlation id each in the log', async () => {
    const profile = await deskThatReads([0, 1]);
    const told: string[] = [];
    profile.captures.onChanged(({ id, state }) => { if (state.kind === 'read') told.push(id); });
    await profile.captures.add(picture, 'drop');
    await until(() => expect(told).toHaveLength(2));
    expect((await profile.captures.list()).map(({ id }) => id)).toEqual(told);
    await until(() => {
      const lines = readFileSync(join(profile.folder, 'logs', 'desk.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
      for (const id of told) expect(lines).toContainEqual(expect.objectContaining({ event: 'capture.added', captureId: id, correlationId: id }));
    });
  });

  it('is confirmed and removed guest by guest', async () => {
    const { profile, ids: [one = '', two = '', three = ''] } = await divided();
    const registrationId = await confirm(profile, two, GUESTS[1] ?? {});
    await profile.captures.discard(one);
    expect((await profile.captures.list()).map(({ id, state }) => [id, state.kind])).toEqual([[two, 'confirmed'], [three, 'read']]);
    expect(filesOf(profile)).toEqual(allFilesOf([two, three]));
    expect(await profile.registrations.open(registrationId)).toMatchObject({ captureId: two, fields: { surname: { value: 'STEVENSON' } } });
  });

  it('still shows an archive each guest’s own lines only', async () => {
    const { profile, ids } = await divided([0, 1]);
    const wanted = { destinations: ['s3-1'], pictures: { to: ['s3-1'], shows: 'whole' as const } };
    await confirm(profile, ids[1] ?? '', GUESTS[1] ?? {}, wanted);
    const { captureId } = await profile.captures.addLines(readDraft().lines, 'reader');
    await profile.captures.discard(captureId);
    const { database } = profile.storage.opened();
    expect(database.all({ compile: () => ({ sql: 'SELECT picture FROM delivery', parameters: [] }) } as never)).toEqual([{ picture: 'zone' }]);
  });
});

describe('read again, a document of a picture', () => {
  it('stays one capture with its own document, in whatever order they are found', async () => {
    const { profile, ids, seesNow } = await divided();
    seesNow([2, 1, 0]);
    await profile.captures.retry(ids[1] ?? '');
    await until(async () => expect((await profile.captures.list()).every(({ state }) => state.kind === 'read')).toBe(true));
    expect(await numbersIn(profile)).toEqual([['ONE1'], ['TWO2'], ['THREE3']]);
    const { pictures, keys } = profile.storage.opened();
    expect(Buffer.from(await createPictureVault(pictures, keys.pictures).read(ids[1] ?? '', 'zone0') ?? [])).toEqual(zoneOf(1));
  });

  it('takes no other document for its own when it is not found any more', async () => {
    const { profile, ids, seesNow } = await divided();
    seesNow([0, 2]);
    await profile.captures.retry(ids[1] ?? '');
    await until(async () => expect((await profile.captures.list())[1]?.state).toMatchObject({ kind: 'read', status: 'none', documents: 0 }));
    expect(await numbersIn(profile)).toEqual([['ONE1'], [], ['THREE3']]);
  });

  it('is divided when it was one capture of several before', async () => {
    const profile = await deskThatReads([0, 1]);
    const { captureId } = await profile.captures.add(picture, 'drop');
    await until(async () => expect(await profile.captures.list()).toHaveLength(2));
    const [, second] = await profile.captures.list();
    await profile.captures.discard(second?.id ?? '');
    const { database, keys } = profile.storage.opened();
    database.run({ compile: () => ({ sql: 'DELETE FROM picture_part', parameters: [] }) } as never);
    markCaptured(database, captureId);
    markReading(database, captureId);
    markRead(database, keys.fields, captureId, readingOf([0, 1]));
    await profile.captures.retry(captureId);
    await until(async () => expect(await profile.captures.list()).toHaveLength(2));
    expect(await numbersIn(profile)).toEqual([['ONE1'], ['TWO2']]);
  });
});

describe('when it ends half-way', () => {
  it('is read once more and not doubled: files without rows are swept', async () => {
    const first = await deskThatReads([0, 1]);
    const { captureId } = await first.captures.add(picture, 'drop');
    await until(async () => expect(await first.captures.list()).toHaveLength(2));
    const [, other] = await first.captures.list();
    const { database } = first.storage.opened();
    // As a crash between the files and the rows leaves it.
    database.run({ compile: () => ({ sql: 'DELETE FROM picture_part', parameters: [] }) } as never);
    database.run({ compile: () => ({ sql: 'DELETE FROM capture WHERE id = ?', parameters: [other?.id] }) } as never);
    markCaptured(database, captureId);
    markReading(database, captureId);
    await first.end();
    const second = await deskThatReads([0, 1], { folder: first.folder, keychain: first.keychain });
    await until(async () => expect((await second.captures.list()).map(({ state }) => state.kind)).toEqual(['read', 'read']));
    const ids = (await second.captures.list()).map(({ id }) => id);
    expect(ids).not.toContain(other?.id);
    await until(() => expect(filesOf(second)).toEqual(allFilesOf(ids)));
  });

  it('leaves nothing of the others behind when the disk is full, and divides it once there is room', async () => {
    let full = true;
    const profile = profileIn((await openProfile()).folder + '-other', {
      ocr: createScriptedOcr(({ bytes }) => ({
        reading: readingOf([0, 1]), display: bytes,
        get zones(): Uint8Array[] {
          if (full) throw new DeskError('database.full');
          return [zoneOf(0), zoneOf(1)];
        },
      })),
    });
    await profile.storage.open();
    const { captureId } = await profile.captures.add(picture, 'drop');
    await until(async () => expect(await profile.captures.list()).toMatchObject([{ state: { kind: 'parked', code: 'database.full' } }]));
    full = false;
    await profile.captures.retry(captureId);
    await until(async () => expect(await profile.captures.list()).toHaveLength(2));
    expect(filesOf(profile)).toEqual(allFilesOf((await profile.captures.list()).map(({ id }) => id)));
  });

  it('is not divided when it was discarded while it was read', async () => {
    let release = (): void => undefined;
    const profile = await openProfile({
      ocr: createScriptedOcr(({ bytes }) => new Promise((resolve) => {
        release = () => resolve({ reading: readingOf([0, 1]), display: bytes, zones: [zoneOf(0), zoneOf(1)] });
      })),
    });
    const { captureId } = await profile.captures.add(picture, 'drop');
    await until(async () => expect(await profile.captures.list()).toMatchObject([{ state: { kind: 'reading' } }]));
    const discarded = profile.captures.discard(captureId);
    release();
    await discarded;
    expect(await profile.captures.list()).toEqual([]);
    expect(filesOf(profile)).toEqual([]);
  });
});

describe('what is kept of it', () => {
  it('goes guest by guest with the policy', async () => {
    const { profile, ids: [one = '', two = ''] } = await divided([0, 1]);
    await confirm(profile, one, GUESTS[0] ?? {});
    const purge = createPurge({
      storage: profile.storage, log: profile.log, clock: systemClock, removed: () => undefined, groupsGone: () => undefined, isPolicyKnown: () => true, policy: () => DEFAULT_POLICY,
    });
    onTestFinished(() => purge.stop());
    await purge.run();
    expect(filesOf(profile)).toEqual(allFilesOf([two]));
  });

  it('loses the whole picture, but no guest’s lines, when one of them is erased, and the dry run says so', async () => {
    const { profile, ids: [one = '', two = '', three = ''] } = await divided();
    const registrationId = await confirm(profile, one, { ...GUESTS[0], issuingState: 'UTO' });
    const other = await confirm(profile, two, GUESTS[1] ?? {});
    const erasures = createErasures({
      storage: profile.storage, log: profile.log, clock: systemClock, destinations: () => [], changed: () => undefined,
      eraser: () => { throw new Error('nothing was delivered'); }, erased: (ids) => profile.captures.forget(ids),
    });
    onTestFinished(() => erasures.stop());
    const { token, preview } = await erasures.guest.preview(registrationId);
    expect(preview).toMatchObject({ pictures: 1, shared: 1, waiting: 0 });
    await erasures.guest.commit(token);
    await until(() => expect(filesOf(profile)).toEqual([`${three}.zone0`, `${two}.zone0`].toSorted()));
    expect(await profile.registrations.open(other)).toMatchObject({ captureId: two });
    expect((await profile.captures.list()).map(({ id, state }) => [id, state.kind])).toEqual([[two, 'confirmed'], [three, 'read']]);
    // Without its picture it can be confirmed and no longer read again.
    await expect(profile.captures.retry(three)).rejects.toMatchObject({ code: 'request.invalid' });
    await confirm(profile, three, GUESTS[2] ?? {});
  });
});

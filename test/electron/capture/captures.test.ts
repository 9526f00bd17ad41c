import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../shared/errors.ts';
import { markCaptured, markRead, markReading } from '../../../electron/capture/capture-rows.ts';
import { listAudit } from '../../../electron/records/audit.ts';
import { MAX_PICTURE_BYTES } from '../../../electron/capture/captures.ts';
import { openProfile } from '../profile.ts';
import { createHeldOcr, createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, readDraft, specimenReading } from '../specimens.ts';
import { until } from '../until.ts';

type Profile = Awaited<ReturnType<typeof openProfile>>;
const picture = Buffer.from('bytes of a made-up picture');

const stateOf = async (profile: Profile, id: string) =>
  (await profile.captures.list()).find((capture) => capture.id === id)?.state;

const untilState = (profile: Profile, id: string, kind: string) =>
  until(async () => expect((await stateOf(profile, id))?.kind).toBe(kind));

const add = async (profile: Profile, source: 'drop' | 'camera' = 'drop'): Promise<string> =>
  (await profile.captures.add(picture, source)).captureId;

const filesOf = (profile: Profile) => readdirSync(join(profile.folder, 'storage', 'pictures'));

describe('a picture', () => {
  it('is looked at freely until its guest is confirmed; from then on each look is noted', async () => {
    const profile = await openProfile();
    const id = await add(profile);
    await untilState(profile, id, 'read');
    const looks = () => listAudit(profile.storage.opened(), null, 50).filter(({ action }) => action === 'capture.seen');
    await profile.captures.display(id);
    expect(looks()).toEqual([]);
    await profile.registrations.confirm(confirmInput(readDraft(), { captureId: id }));
    await profile.captures.display(id);
    expect(looks()).toMatchObject([{ subject: id, actor: 'desk' }]);
  });
});

describe('adding', () => {
  it('stores, reads, and gives back reading and picture, also after a restart', async () => {
    const first = await openProfile();
    const id = await add(first);
    await untilState(first, id, 'read');
    await first.end();
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    expect(await second.captures.reading(id)).toEqual(specimenReading());
    expect(Buffer.from(await second.captures.display(id))).toEqual(picture);
    expect(await second.captures.list()).toMatchObject([{
      id, source: 'drop', number: 1, title: 'ERIKSSON ANNA MARIA',
      state: { kind: 'read', status: 'sure', documents: 1, confirmed: [] },
    }]);
  });

  it('refuses what is empty or larger than 40 MB, and keeps nothing of it', async () => {
    const profile = await openProfile();
    await expect(profile.captures.add(new Uint8Array(), 'drop')).rejects.toMatchObject({ code: 'picture.empty' });
    await expect(profile.captures.add(new Uint8Array(MAX_PICTURE_BYTES + 1), 'drop'))
      .rejects.toMatchObject({ code: 'picture.tooManyBytes' });
    expect(filesOf(profile)).toEqual([]);
    expect(await profile.captures.list()).toEqual([]);
  });

  it('makes two captures of the same bytes dropped twice', async () => {
    const profile = await openProfile();
    const ids = [await add(profile), await add(profile)];
    expect((await profile.captures.list()).map((capture) => [capture.id, capture.number]))
      .toEqual([[ids[0], 1], [ids[1], 2]]);
  });

  it('reads twenty dropped at once one after the other, in the order they came', async () => {
    const order: string[] = [];
    let atOnce = 0;
    const ocr = createScriptedOcr(async (job) => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      order.push(job.id);
      await new Promise(setImmediate);
      atOnce -= 1;
      return { reading: specimenReading(), display: job.bytes, zones: [job.bytes] };
    });
    const profile = await openProfile({ ocr });
    const ids = await Promise.all(Array.from({ length: 20 }, () => add(profile)));
    for (const id of ids) await untilState(profile, id, 'read');
    expect([...order].sort()).toEqual([...ids].sort());
    expect((await profile.captures.list()).map((capture) => capture.id)).toEqual(order);
  });

  it('tells of every step, progress included', async () => {
    const ocr = createScriptedOcr((job) => {
      job.onProgress?.(0.5);
      return { reading: specimenReading(0), display: job.bytes, zones: [] };
    });
    const profile = await openProfile({ ocr });
    const seen: unknown[] = [];
    profile.captures.onChanged((capture) => seen.push(capture.state));
    const id = await add(profile);
    await untilState(profile, id, 'read');
    expect(seen).toEqual([
      { kind: 'captured' }, { kind: 'reading', fraction: 0 }, { kind: 'reading', fraction: 0.5 },
      { kind: 'read', status: 'none', documents: 0, confirmed: [] },
    ]);
  });

  it('numbers anew each day', async () => {
    let now = new Date(2026, 10, 20, 23, 0).getTime();
    const profile = await openProfile({ now: () => now });
    await add(profile);
    await add(profile);
    now += 2 * 3600_000;
    await add(profile);
    expect((await profile.captures.list()).map((capture) => capture.number)).toEqual([1, 2, 1]);
  });
});

describe('what goes wrong', () => {
  it('parks a picture that cannot be read, with the reason, and reads the next', async () => {
    let calls = 0;
    const ocr = createScriptedOcr((job) => {
      calls += 1;
      if (calls === 1) throw new DeskError('picture.damaged');
      return { reading: specimenReading(), display: job.bytes, zones: [job.bytes] };
    });
    const profile = await openProfile({ ocr });
    const [bad, good] = [await add(profile), await add(profile)];
    await untilState(profile, good, 'read');
    expect(await stateOf(profile, bad)).toEqual({ kind: 'parked', code: 'picture.damaged' });
    await expect(profile.captures.display(bad)).rejects.toMatchObject({ code: 'capture.missing' });

    await profile.captures.retry(bad);
    await untilState(profile, bad, 'read');
  });

  it('parks what is cancelled, waiting or running', async () => {
    const { ocr, waiting } = createHeldOcr();
    const profile = await openProfile({ ocr });
    const [running, queued] = [await add(profile), await add(profile)];
    await until(() => expect(waiting()).toEqual([running]));
    await profile.captures.cancel(queued);
    await profile.captures.cancel(running);
    const cancelled = { kind: 'parked', code: 'ocr.cancelled' };
    expect(await stateOf(profile, running)).toEqual(cancelled);
    expect(await stateOf(profile, queued)).toEqual(cancelled);
    expect(waiting()).toEqual([]);
  });

  it('takes up after a restart what was waiting or being read', async () => {
    const { ocr, waiting } = createHeldOcr();
    const first = await openProfile({ ocr });
    const ids = [await add(first), await add(first)];
    await until(() => expect(waiting()).toEqual([ids[0]]));
    await first.end();
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    for (const id of ids) await untilState(second, id, 'read');
  });

  it('does not read for ever a picture with which the desk ended three times', async () => {
    const { ocr, waiting } = createHeldOcr();
    let profile = await openProfile({ ocr });
    const id = await add(profile);
    for (let ends = 1; ends <= 3; ends += 1) {
      await until(() => expect(waiting()).toEqual([id]));
      await profile.end();
      profile = await openProfile({ folder: profile.folder, keychain: profile.keychain, ocr });
    }
    expect(await stateOf(profile, id)).toEqual({ kind: 'parked', code: 'ocr.crashed' });
    await profile.captures.retry(id);
    await until(() => expect(waiting()).toEqual([id]));
  });

  it('parks a capture whose stored picture was changed', async () => {
    const { ocr, waiting } = createHeldOcr();
    const first = await openProfile({ ocr });
    const id = await add(first);
    await until(() => expect(waiting()).toEqual([id]));
    await first.end();
    const file = join(first.folder, 'storage', 'pictures', `${id}.original`);
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(file, bytes);
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    await untilState(second, id, 'parked');
    expect(await stateOf(second, id)).toEqual({ kind: 'parked', code: 'database.damaged' });
  });

  it('does not open the picture of one capture as that of another', async () => {
    const first = await openProfile();
    const [one, other] = [await add(first), await add(first)];
    await untilState(first, other, 'read');
    const pictures = join(first.folder, 'storage', 'pictures');
    writeFileSync(join(pictures, `${one}.display`), readFileSync(join(pictures, `${other}.display`)));
    await expect(first.captures.display(one)).rejects.toMatchObject({ code: 'database.damaged' });
  });

  it('sweeps away what a crash left behind and nothing else', async () => {
    const first = await openProfile();
    const id = await add(first);
    await untilState(first, id, 'read');
    await first.end();
    const pictures = join(first.folder, 'storage', 'pictures');
    writeFileSync(join(pictures, '00000000-0000-4000-8000-000000000000.original'), 'no row');
    writeFileSync(join(pictures, `${id}.display.1.unfinished`), 'half');
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    await until(() => expect(filesOf(second).sort()).toEqual([`${id}.display`, `${id}.original`, `${id}.zone0`]));
  });

  it('knows no capture that is not there', async () => {
    const { captures } = await openProfile();
    const id = '00000000-0000-4000-8000-000000000000';
    const missing = { code: 'capture.missing' };
    await expect(captures.reading(id)).rejects.toMatchObject(missing);
    await expect(captures.display(id)).rejects.toMatchObject(missing);
    await expect(captures.cancel(id)).rejects.toMatchObject(missing);
    await expect(captures.retry(id)).rejects.toMatchObject(missing);
    await expect(captures.discard(id)).rejects.toMatchObject(missing);
  });
});

describe('discarding', () => {
  it('erases row and files, and says so', async () => {
    const profile = await openProfile();
    const id = await add(profile);
    await untilState(profile, id, 'read');
    const gone: string[] = [];
    profile.captures.onGone((one) => gone.push(one));
    await profile.captures.discard(id);
    expect(filesOf(profile)).toEqual([]);
    expect(await profile.captures.list()).toEqual([]);
    expect(gone).toEqual([id]);
  });

  it('stops the reading of it, and leaves no picture behind', async () => {
    const { ocr, waiting, release } = createHeldOcr();
    const profile = await openProfile({ ocr });
    const id = await add(profile);
    await until(() => expect(waiting()).toEqual([id]));
    await profile.captures.discard(id);
    release();
    expect(filesOf(profile)).toEqual([]);
  });
});

describe('a capture of several documents, as a database has it from when a picture was one capture', () => {
  async function withTwo() {
    const ocr = createScriptedOcr(({ bytes }) => ({ reading: specimenReading(), display: bytes, zones: [bytes, bytes] }));
    const profile = await openProfile({ ocr });
    const captureId = await add(profile);
    await untilState(profile, captureId, 'read');
    const { database, keys } = profile.storage.opened();
    markCaptured(database, captureId);
    markReading(database, captureId);
    markRead(database, keys.fields, captureId, specimenReading(2));
    const confirm = (document: number, number: string) => {
      const draft = readDraft();
      const typed = { value: number, origin: 'typed' as const };
      return profile.registrations.confirm(
        confirmInput({ ...draft, fields: { ...draft.fields, documentNumber: typed } }, { captureId, document }),
      );
    };
    return { profile, captureId, confirm };
  }

  it('is confirmed document by document; the last one closes it', async () => {
    const { profile, captureId, confirm } = await withTwo();
    const second = await confirm(1, 'TWO2');
    expect(await stateOf(profile, captureId)).toMatchObject({
      kind: 'read', documents: 2, confirmed: [{ document: 1, registrationId: second.registrationId }],
    });
    const first = await confirm(0, 'ONE1');
    expect(await stateOf(profile, captureId)).toEqual({
      kind: 'confirmed', registrationIds: [first.registrationId, second.registrationId],
    });
  });

  it('is not read again once one is confirmed', async () => {
    const { profile, captureId, confirm } = await withTwo();
    await confirm(0, 'ONE1');
    await expect(profile.captures.retry(captureId)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('keeps picture and registration when the rest is discarded', async () => {
    const { profile, captureId, confirm } = await withTwo();
    const { registrationId } = await confirm(0, 'ONE1');
    await profile.captures.discard(captureId);
    expect(await stateOf(profile, captureId)).toEqual({ kind: 'confirmed', registrationIds: [registrationId] });
    expect(filesOf(profile)).toHaveLength(3);
  });

  it('has no more documents than were read', async () => {
    const { confirm } = await withTwo();
    await expect(confirm(2, 'TWO2')).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('lines without a picture', () => {
  const LINES = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

  it('are a capture that is read at once, kept encrypted and without files, also after a restart', async () => {
    const first = await openProfile();
    const { captureId } = await first.captures.addLines(LINES, 'reader');
    expect(await first.captures.list()).toMatchObject([{
      id: captureId, source: 'reader', number: 1, title: 'ERIKSSON ANNA MARIA',
      state: { kind: 'read', status: 'sure', documents: 1, confirmed: [] },
    }]);
    expect(filesOf(first)).toEqual([]);
    await first.end();
    for (const name of readdirSync(join(first.folder, 'storage')).filter((file) => file.startsWith('desk.db'))) {
      expect(readFileSync(join(first.folder, 'storage', name)).includes('ERIKSSON')).toBe(false);
    }
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    expect(await second.captures.reading(captureId)).toMatchObject({ width: 0, documents: [{ format: 'TD3' }] });
    await expect(second.captures.display(captureId)).rejects.toMatchObject({ code: 'capture.missing' });
  });

  it('sent twice are one capture until it is confirmed', async () => {
    const profile = await openProfile();
    const { captureId } = await profile.captures.addLines(LINES, 'reader');
    expect(await profile.captures.addLines(LINES, 'reader')).toEqual({ captureId });
    const confirmed = await profile.registrations.confirm(confirmInput(readDraft(), { captureId, document: 0 }));
    expect(await stateOf(profile, captureId)).toEqual({ kind: 'confirmed', registrationIds: [confirmed.registrationId] });
    expect((await profile.captures.addLines(LINES, 'reader')).captureId).not.toBe(captureId);
  });

  it('are refused where they are no zone, and nothing is kept of them', async () => {
    const profile = await openProfile();
    await expect(profile.captures.addLines(LINES.slice(1), 'text')).rejects.toMatchObject({ code: 'lines.incomplete' });
    expect(await profile.captures.list()).toEqual([]);
  });

  it('are not read again, as there is no picture, and are erased like any capture', async () => {
    const profile = await openProfile();
    const { captureId } = await profile.captures.addLines(LINES, 'text');
    await expect(profile.captures.retry(captureId)).rejects.toMatchObject({ code: 'request.invalid' });
    await profile.captures.discard(captureId);
    expect(await profile.captures.list()).toEqual([]);
  });
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBatches } from '../../../electron/batch/batches.ts';
import { filesOf } from '../../../electron/batch/files-of.ts';
import type { OcrPort } from '../../../electron/ocr/ocr-port.ts';
import { createIntake } from '../../../electron/pages/intake.ts';
import { createPageSplitter } from '../../../electron/pages/page-splitter.ts';
import { DeskError } from '../../../shared/errors.ts';
import { openProfile, profileIn, temporaryFolder } from '../profile.ts';
import { createHeldOcr, createScriptedOcr } from '../scripted-ocr.ts';
import { confirmInput, readDraft, specimenReading } from '../specimens.ts';
import { until } from '../until.ts';

type Profile = Awaited<ReturnType<typeof openProfile>>;

/** What the scripted reader makes of a picture is written in it. */
const readByContent = createScriptedOcr(({ bytes }) => {
  const says = Buffer.from(bytes).toString('utf8').split(' ')[0];
  if (says === 'damaged') throw new DeskError('picture.damaged');
  const { documents, ...rest } = specimenReading();
  const reading = says === 'sure' ? { documents, ...rest }
    : says === 'two' ? specimenReading(2)
    : says === 'doubtful' ? { documents, ...rest, status: 'check' as const }
    : { ...rest, documents: [], status: 'none' as const };
  return { reading, display: bytes, zones: [] };
});

let unique = 0;
function filesIn(folder: string, ...contents: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  return contents.map((content, index) => {
    unique += 1;
    const path = join(folder, `scan-${index + 1}.jpg`);
    writeFileSync(path, `${content} ${unique}`);
    return path;
  });
}

function batchesOn(profile: Profile, model = 'model of now') {
  const splitter = createPageSplitter({ fork: () => { throw new Error('no file here has pages'); } });
  const intake = createIntake({ captures: profile.captures, splitter });
  const batches = createBatches({
    storage: profile.storage, captures: profile.captures, intake, model: () => model, log: profile.log, changed: () => undefined,
  });
  onTestFinished(() => batches.stop());
  return batches;
}

async function deskWith(ocr: OcrPort = readByContent) {
  const profile = await openProfile({ ocr });
  return { profile, batches: batchesOn(profile), folder: join(temporaryFolder(), 'scans') };
}

type Batches = ReturnType<typeof batchesOn>;
const allRows = (batches: Batches, show: 'all' | 'look' | 'failed' = 'all') =>
  batches.rows({ batchId: batches.list()[0]?.id ?? '', after: 0, limit: 200, show });
const untilFinished = (batches: Batches) =>
  until(() => expect(batches.list()[0]?.state).toBe('finished'));

describe('an import', () => {
  it('reads every file and reports what became of each', async () => {
    const { batches, folder, profile } = await deskWith();
    const files = filesIn(folder, 'sure', 'doubtful', 'landscape', 'damaged');
    batches.start([...files, join(folder, 'gone.jpg')]);
    await untilFinished(batches);
    expect(batches.list()).toMatchObject([{ files: 5, done: 5, read: 1, look: 2, failed: 2 }]);
    expect(allRows(batches).map(({ name, outcome, why }) => [name, outcome, why])).toEqual([
      ['scan-1.jpg', 'read', null], ['scan-2.jpg', 'look', 'unsure'], ['scan-3.jpg', 'look', 'noZone'],
      ['scan-4.jpg', 'failed', 'picture.damaged'], ['gone.jpg', 'failed', 'file.unreadable'],
    ]);
    expect(allRows(batches, 'failed')).toHaveLength(2);
    expect((await profile.captures.list()).map(({ source }) => source)).toEqual(['file', 'file', 'file', 'file']);
  });

  it('counts a file of several documents once, and reports each of them', async () => {
    const { batches, folder, profile } = await deskWith();
    batches.start(filesIn(folder, 'two', 'sure'));
    await untilFinished(batches);
    expect(batches.list()).toMatchObject([{ files: 2, done: 2, read: 3, look: 0, failed: 0 }]);
    expect(allRows(batches).map(({ name, page, document, outcome }) => [name, page, document, outcome])).toEqual([
      ['scan-1.jpg', null, 1, 'read'], ['scan-1.jpg', null, 2, 'read'], ['scan-2.jpg', null, null, 'read'],
    ]);
    const captures = (await profile.captures.list()).map(({ id }) => id);
    expect(captures.toSorted()).toEqual(allRows(batches).map(({ captureId }) => captureId).toSorted());
    const report = join(folder, 'report.csv');
    await batches.writeReport(batches.list()[0]?.id ?? '', report);
    expect(readFileSync(report, 'utf8').split('\r\n').slice(1, 4).map((line) => line.split(',').slice(1, 4)))
      .toEqual([['', '1', 'read'], ['', '2', 'read'], ['', '', 'read']]);
    // The name is forgotten with the last of them.
    await profile.captures.discard(allRows(batches)[0]?.captureId ?? '');
    expect(allRows(batches)[1]?.name).toBe('scan-1.jpg');
    await profile.captures.discard(allRows(batches)[1]?.captureId ?? '');
    expect(allRows(batches)[1]?.name).toBeNull();
  });

  it('finds the documents of a folder and all below it, by name', async () => {
    const folder = join(temporaryFolder(), 'scans');
    filesIn(folder, ...Array.from({ length: 10 }, () => 'sure'));
    filesIn(join(folder, 'second floor'), 'sure');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const names = (await filesOf(folder)).map((path) => path.slice(folder.length + 1));
    expect(names).toEqual([...Array.from({ length: 10 }, (_, n) => `scan-${n + 1}.jpg`), join('second floor', 'scan-1.jpg')]);
    await expect(filesOf(join(folder, 'gone'))).rejects.toMatchObject({ code: 'folder.missing' });
  });

  it('holds when it is paused, goes on, and leaves the rest when it is cancelled', async () => {
    const { ocr, release, waiting } = createHeldOcr();
    const { batches, folder, profile } = await deskWith(ocr);
    batches.start(filesIn(folder, ...Array.from({ length: 30 }, () => 'sure')));
    await until(() => expect(waiting()).toHaveLength(1));
    const batchId = batches.list()[0]?.id ?? '';
    batches.pause(batchId);
    const letThrough = setInterval(release, 5);
    onTestFinished(() => clearInterval(letThrough));
    await until(async () => expect((await profile.captures.list()).every(({ state }) => state.kind === 'read')).toBe(true));
    await until(() => expect(batches.list()[0]?.read).toBe(batches.list()[0]?.done));
    const paused = batches.list()[0]?.done ?? 0;
    expect(paused).toBeLessThan(30);
    expect(batches.list()[0]?.state).toBe('paused');
    batches.resume(batchId);
    await until(() => expect(batches.list()[0]?.done).toBeGreaterThan(paused));
    batches.cancel(batchId);
    expect(batches.list()[0]).toMatchObject({ state: 'cancelled' });
    expect(allRows(batches).some(({ outcome }) => outcome === 'left')).toBe(true);
  });

  it('goes on after a restart with every file once', async () => {
    const held = createHeldOcr();
    const first = await deskWith(held.ocr);
    first.batches.start(filesIn(first.folder, ...Array.from({ length: 20 }, () => 'sure')));
    await until(() => expect(held.waiting()).toHaveLength(1));
    await first.batches.stop();
    await first.profile.end();
    const { folder, keychain } = first.profile;
    const profile = profileIn(folder, { keychain, ocr: readByContent });
    const batches = batchesOn(profile);
    await profile.storage.open();
    await untilFinished(batches);
    expect(batches.list()).toMatchObject([{ files: 20, done: 20, read: 20 }]);
    expect(await profile.captures.list()).toHaveLength(20);
  });
});

describe('reading again', () => {
  it('takes up what failed, and what another model was not sure of, and nothing that was confirmed', async () => {
    const { batches, folder, profile } = await deskWith();
    const files = filesIn(folder, 'sure', 'doubtful', 'doubtful');
    const late = join(folder, 'late.jpg');
    batches.start([...files, late]);
    await untilFinished(batches);
    // Two are doubtful by a model that is not the present one, one file could not be opened.
    expect(batches.list()[0]?.again).toBe(3);
    const confirmed = allRows(batches)[1]?.captureId ?? '';
    await profile.registrations.confirm(confirmInput(readDraft(), { captureId: confirmed }));
    writeFileSync(late, 'sure after all');
    expect(batches.list()[0]?.again).toBe(2);
    await batches.rerun(batches.list()[0]?.id ?? '');
    await untilFinished(batches);
    expect(batches.list()).toMatchObject([{ done: 4, read: 2, look: 2, failed: 0 }]);
  });

  it('offers nothing where the present model was not sure', async () => {
    const { profile, folder } = await deskWith();
    const batches = batchesOn(profile, specimenReading().model);
    batches.start(filesIn(folder, 'doubtful'));
    await untilFinished(batches);
    expect(batches.list()[0]).toMatchObject({ look: 1, again: 0 });
  });
});

describe('the report', () => {
  it('names the files, and forgets the name with the last capture of the file', async () => {
    const { batches, folder, profile } = await deskWith();
    filesIn(folder, 'sure');
    writeFileSync(join(folder, 'a, "b".jpg'), 'damaged');
    batches.start(await filesOf(folder));
    await untilFinished(batches);
    const batchId = batches.list()[0]?.id ?? '';
    const report = join(folder, 'report.csv');
    await batches.writeReport(batchId, report);
    expect(readFileSync(report, 'utf8').split('\r\n')).toEqual([
      '\u{FEFF}file,page,document,result,why,model', `"${folder}/a, ""b"".jpg",,,failed,picture.damaged,`,
      `${folder}/scan-1.jpg,,,read,,${specimenReading().model}`, '',
    ]);
    for (const { id } of await profile.captures.list()) await profile.captures.discard(id);
    expect(allRows(batches).map(({ name, captureId }) => [name, captureId])).toEqual([[null, null], [null, null]]);
    expect(batches.forget(batchId)).toEqual([]);
    rmSync(report);
  });
});

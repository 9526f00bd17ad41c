/** Fills a profile with people who do not exist and looks for them in every file the program wrote. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDrafts } from '../../electron/drafts/drafts.ts';
import { openSettings } from '../../electron/settings/settings.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Draft } from '../../shared/registration.ts';
import { openProfile, temporaryFolder } from './profile.ts';
import { createScriptedOcr } from './scripted-ocr.ts';
import { confirmInput, draftOf, specimenReading, type Person } from './specimens.ts';
import { until } from './until.ts';

/** Shorter values (sex, state) are found in any file by chance. */
const SHORTEST = 6;

const SURNAMES = ['WEATHERBY', 'LINDQVIST', 'BALTASAR', 'KOWALEWSKA', 'NAKAGAWA', 'OYELARAN'];
const GIVEN_NAMES = ['PERPETUA', 'THEODORA', 'ANASTASIUS', 'WILHELMINA', 'KENJIROU', 'ADEBAYO'];

function madeUpPerson(n: number): Person {
  const surname = SURNAMES[n % SURNAMES.length] ?? '';
  return {
    surname, givenNames: GIVEN_NAMES[n % GIVEN_NAMES.length] ?? '', documentNumber: `QX${700_000 + n * 7919}`,
    birthDate: `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`, optionalData: `PERS${90_000 + n}`,
    cyrillic: { surname: 'Вымышленская', givenNames: 'Несуществия Выдумовна' },
    stay: { room: `room-${n}-east`, arrival: '2031-03-04', phone: `+79990001${100 + n}`, note: `came with a parrot ${n}` },
  };
}

function valuesOf(draft: Draft): string[] {
  const values = [
    ...Object.values(draft.fields).map((field) => field.value),
    ...Object.values(draft.cyrillic), ...Object.values(draft.stay), ...draft.lines,
  ];
  const words = values.flatMap((value) => [value, ...value.split(' ')]);
  const compactDates = values.filter((value) => /^\d{4}-\d\d-\d\d$/.test(value)).map((date) => date.replaceAll('-', '').slice(2));
  return [...new Set([...words, ...words.map((word) => word.toLowerCase()), ...compactDates])]
    .filter((value) => value.length >= SHORTEST);
}

/** The value in every guise in which a careless program leaves it. */
function guisesOf(value: string): Buffer[] {
  const plain = [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le'), Buffer.from(value, 'utf16le').swap16()];
  const spelt = plain.flatMap((bytes) => {
    // In base64 a value looks in three ways, as it falls on the groups of three bytes; its edges mix with neighbours.
    const base64 = [0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');
      return text.slice(Math.ceil((shift * 8) / 6), -1);
    });
    return [...base64, bytes.toString('hex'), bytes.toString('hex').toUpperCase()].map((text) => Buffer.from(text, 'latin1'));
  });
  return [...plain, ...spelt];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

/** Our ids are random hex digits, among which a date of six digits turns up by chance once in some 300 runs. */
const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Says of every find where it is and what surrounds it; the people are made up, so it may be printed. */
function findings(folder: string, values: readonly string[]): string[] {
  const guises = values.flatMap(guisesOf);
  return filesUnder(folder).flatMap((path) => {
    const bytes = Buffer.from(readFileSync(path, 'latin1').replaceAll(UUIDS, ' '), 'latin1');
    return guises.filter((guise) => bytes.includes(guise)).map((guise) => {
      const at = bytes.indexOf(guise);
      const around = bytes.subarray(Math.max(0, at - 40), at + guise.length + 40);
      return `${path}: ${guise.toString('latin1')} at ${at} in ${JSON.stringify(around.toString('latin1'))}`;
    });
  });
}

/** Every name, number and word the desk meets while it is used for a day. */
async function useTheDesk(): Promise<{ folder: string; values: string[]; end: () => Promise<void> }> {
  const drafts = Array.from({ length: 24 }, (_, n) => draftOf(madeUpPerson(n)));
  let reads = 0;
  const ocr = createScriptedOcr((job) => {
    const person = madeUpPerson(reads);
    reads += 1;
    // What a library says of a failure may quote the picture's text.
    if (reads % 5 === 0) throw new Error(`cannot read ${person.surname} ${person.documentNumber}`);
    if (reads % 7 === 0) throw new DeskError('picture.damaged');
    return { reading: readingOf(person), display: job.bytes, zones: [job.bytes] };
  });
  const profile = await openProfile({ ocr });
  const settings = await openSettings({ file: join(profile.folder, 'settings.json'), log: profile.log });
  await settings.set({ language: 'ru' });
  for (const draft of drafts) {
    const picture = Buffer.from(valuesOf(draft).join('\n'));
    const { captureId } = await profile.captures.add(picture, 'drop');
    await until(async () => {
      const capture = (await profile.captures.list()).find(({ id }) => id === captureId);
      expect(['read', 'parked']).toContain(capture?.state.kind); // parked: a person types it by hand
    });
    const blank = { ...draft, fields: { ...draft.fields, documentNumber: { value: '', origin: 'typed' as const } } };
    const { destinations: _nowhere, ...typed } = confirmInput(blank);
    await createDrafts({ storage: profile.storage }).keep({ ...typed, looked: [] });
    await expect(profile.registrations.confirm(confirmInput(blank))).rejects.toThrow();
    const { registrationId } = await profile.registrations.confirm(confirmInput(draft, { captureId, destinations: ['folder'] }));
    await profile.registrations.reveal(registrationId);
    for (const query of [draft.fields.surname.value, draft.fields.documentNumber.value, draft.cyrillic.surname]) {
      const found = await profile.registrations.list({ query, from: '', to: '', after: null, limit: 50 });
      expect(found.rows.length).toBeGreaterThan(0);
    }
  }
  return { folder: profile.folder, values: [...new Set(drafts.flatMap(valuesOf))], end: profile.end };
}

function readingOf(person: Person) {
  const reading = specimenReading();
  return { ...reading, documents: reading.documents.map((document) => ({
    ...document, cyrillic: person.cyrillic ?? { surname: '', givenNames: '' },
    fields: { ...document.fields, surname: { ...document.fields.surname, value: person.surname ?? '' } },
  })) } as typeof reading;
}

it('leaves no personal value in any file, neither while the desk runs nor after', { timeout: 120_000 }, async () => {
  const { folder, values, end } = await useTheDesk();
  expect(values.length).toBeGreaterThan(100);
  const names = filesUnder(folder).map((path) => path.slice(folder.length + 1));
  for (const kind of [/^storage\/desk\.db$/, /desk\.db-wal$/, /\.original$/, /\.display$/, /\.zone0$/, /desk\.log$/, /^settings\.json$/]) {
    expect(names.some((name) => kind.test(name.replaceAll('\\', '/')))).toBe(true);
  }
  expect(findings(folder, values)).toEqual([]);
  await end();
  expect(findings(folder, values)).toEqual([]);
});

it('would find a value in every guise and place', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep'));
  const value = 'WEATHERBY';
  const guises = [
    Buffer.from(value), Buffer.from(value, 'utf16le'), Buffer.from(value, 'utf16le').swap16(),
    Buffer.from(Buffer.from(value).toString('hex')),
    ...['', 'a', 'ab'].map((front) => Buffer.from(Buffer.from(`${front}${value}xyz`).toString('base64'))),
  ];
  for (const guise of guises) {
    writeFileSync(join(folder, 'deep', 'file.bin'), Buffer.concat([Buffer.alloc(1000, 7), guise, Buffer.alloc(1000, 7)]));
    expect(findings(folder, [value])).not.toEqual([]);
  }
});

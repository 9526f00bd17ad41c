import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegistrationRow } from '../../../shared/registration.ts';
import { openProfile } from '../profile.ts';
import { confirmInput, draftOf, readDraft, type Person } from '../specimens.ts';
import { until } from '../until.ts';

type Profile = Awaited<ReturnType<typeof openProfile>>;

const everything = { query: '', from: '', to: '', after: null, limit: 200 };

const confirm = async (profile: Profile, person: Person = {}): Promise<string> =>
  (await profile.registrations.confirm(confirmInput(draftOf(person)))).registrationId;

const find = async (profile: Profile, query: string): Promise<string[]> =>
  (await profile.registrations.list({ ...everything, query })).rows.map((row) => row.id);

/** Looks past the program at what is stored; nothing else may have the file open. */
function inDatabase<T>(profile: Profile, look: (raw: DatabaseSync) => T): T {
  const raw = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
  try {
    return look(raw);
  } finally {
    raw.close();
  }
}

const auditOf = (profile: Profile) =>
  inDatabase(profile, (raw) => raw.prepare('SELECT action, subject FROM audit_entry ORDER BY id').all());

describe('confirming', () => {
  it('stores what was confirmed, with the state of its check digits, across a restart', async () => {
    const first = await openProfile();
    const draft = readDraft();
    const { registrationId } = await first.registrations.confirm(confirmInput(draft));
    await first.end();
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    expect(await second.registrations.open(registrationId)).toMatchObject({
      source: 'typed', captureId: null, format: 'TD3', stay: draft.stay,
      fields: { surname: { value: 'ERIKSSON', origin: 'mrz' }, birthDate: { value: '1974-08-12', origin: 'mrz' } },
      checks: { documentNumber: 'right', birthDate: 'right', expiryDate: 'right' },
    });
  });

  it('opens one that an older program sealed, with a field it did not know left empty', async () => {
    const profile = await openProfile();
    const input = confirmInput();
    Reflect.deleteProperty(input.draft.fields, 'optionalData');
    const { registrationId } = await profile.registrations.confirm(input);
    expect((await profile.registrations.open(registrationId)).fields.optionalData).toEqual({ value: '', origin: 'typed' });
    expect((await profile.registrations.list(everything)).rows).toHaveLength(1);
  });

  it('closes the capture it came from and tells of it', async () => {
    const profile = await openProfile();
    const { captureId } = await profile.captures.add(Buffer.from('picture'), 'camera');
    await until(async () => expect((await profile.captures.list())[0]?.state.kind).toBe('read'));
    const seen: unknown[] = [];
    profile.captures.onChanged((capture) => seen.push(capture.state));
    const { registrationId } = await profile.registrations.confirm(confirmInput(readDraft(), { captureId }));
    expect(seen).toEqual([{ kind: 'confirmed', registrationIds: [registrationId] }]);
    expect(await profile.registrations.open(registrationId)).toMatchObject({ source: 'camera', captureId });
  });

  it('finds the first registration when the same draft is confirmed again, also after a restart', async () => {
    const first = await openProfile();
    const input = confirmInput();
    const once = await first.registrations.confirm(input);
    expect(once.already).toBe(false);
    const again = { registrationId: once.registrationId, already: true };
    expect(await Promise.all([first.registrations.confirm(input), first.registrations.confirm(input)]))
      .toEqual([again, again]);
    await first.end();
    const second = await openProfile({ folder: first.folder, keychain: first.keychain });
    expect(await second.registrations.confirm(input)).toEqual(again);
    expect(await find(second, '')).toHaveLength(1);
  });

  it('finds the first registration when the same document of a capture comes in another draft', async () => {
    const profile = await openProfile();
    const { captureId } = await profile.captures.add(Buffer.from('picture'), 'drop');
    const once = await profile.registrations.confirm(confirmInput(readDraft(), { captureId }));
    expect(await profile.registrations.confirm(confirmInput(readDraft(), { captureId, draftId: randomUUID() })))
      .toEqual({ registrationId: once.registrationId, already: true });
  });

  it('notes one delivery for each destination and none twice', async () => {
    const profile = await openProfile();
    const input = confirmInput(draftOf(), { destinations: ['folder', 's3', 's3'] });
    await profile.registrations.confirm(input);
    await profile.registrations.confirm(input);
    await confirm(profile, { documentNumber: 'OTHER1' });
    expect(await profile.registrations.deliveryCounts()).toEqual([
      { name: 'folder', waiting: 1, parked: 0 }, { name: 's3', waiting: 1, parked: 0 },
    ]);
    const keys = inDatabase(profile, (raw) => raw.prepare('SELECT idempotency_key, correlation_id FROM delivery').all());
    expect(new Set(keys.map((row) => row['idempotency_key'])).size).toBe(2);
    expect(new Set(keys.map((row) => row['correlation_id'])).size).toBe(1);
  });

  it.each<[string, Person]>([
    ['no surname', { surname: ' ' }],
    ['no number', { documentNumber: '' }],
    ['a birth date that is no date', { birthDate: '1974-02-30' }],
    ['a birth date to come', { birthDate: '2999-01-01' }],
    ['a number that still is masked', { documentNumber: '••••••2C3' }],
  ])('refuses %s and stores nothing', async (_why, person) => {
    const profile = await openProfile();
    await expect(confirm(profile, person)).rejects.toMatchObject({ code: 'registration.invalid' });
    expect(await find(profile, '')).toEqual([]);
    expect(auditOf(profile)).toEqual([]);
  });

  it('refuses a capture that is not there and stores nothing', async () => {
    const profile = await openProfile();
    await expect(profile.registrations.confirm(confirmInput(draftOf(), { captureId: randomUUID() })))
      .rejects.toMatchObject({ code: 'capture.missing' });
    expect(await find(profile, '')).toEqual([]);
  });

  it('stores nothing at all when the last of its rows cannot be stored', async () => {
    const profile = await openProfile();
    const { captureId } = await profile.captures.add(Buffer.from('picture'), 'drop');
    await until(async () => expect((await profile.captures.list())[0]?.state.kind).toBe('read'));
    inDatabase(profile, (raw) => raw.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'refused'); END",
    ));
    const input = confirmInput(readDraft(), { captureId, destinations: ['folder'] });
    await expect(profile.registrations.confirm(input)).rejects.toThrow('refused');
    for (const table of ['registration', 'registration_token', 'resident', 'audit_entry', 'delivery']) {
      expect(inDatabase(profile, (raw) => raw.prepare(`SELECT * FROM ${table}`).all())).toEqual([]);
    }
    expect((await profile.captures.list())[0]?.state.kind).toBe('read');

    inDatabase(profile, (raw) => raw.exec('DROP TRIGGER refuse'));
    expect(await profile.registrations.confirm(input)).toMatchObject({ already: false });
  });

  it('counts those of today', async () => {
    let now = new Date(2026, 10, 20, 23, 59).getTime();
    const profile = await openProfile({ now: () => now });
    await confirm(profile, { documentNumber: 'ONE1' });
    expect(await profile.registrations.countToday()).toBe(1);
    now += 120_000;
    expect(await profile.registrations.countToday()).toBe(0);
  });
});

describe('the resident', () => {
  const residentOf = async (profile: Profile, person: Person) =>
    (await profile.registrations.open(await confirm(profile, person))).residentId;

  it('is the same for the same document, however the name is spelt', async () => {
    const profile = await openProfile();
    const one = await residentOf(profile, {});
    expect(await residentOf(profile, { surname: 'ERICSON', documentNumber: 'l898902c3' })).toBe(one);
  });

  it('is the same for the same names and birth date with a new document', async () => {
    const profile = await openProfile();
    const one = await residentOf(profile, {});
    expect(await residentOf(profile, { documentNumber: 'NEW1', givenNames: 'Anna Maria' })).toBe(one);
  });

  it('is another for another person, or the same number of another state', async () => {
    const profile = await openProfile();
    const one = await residentOf(profile, {});
    expect(await residentOf(profile, { birthDate: '1974-08-13', documentNumber: 'NEW1' })).not.toBe(one);
    expect(await residentOf(profile, { surname: 'OTHER', issuingState: 'D' })).not.toBe(one);
  });
});

describe('earlier registrations', () => {
  const identity = {
    documentNumber: 'L898902C3', issuingState: 'UTO', surname: 'ERIKSSON', givenNames: 'ANNA MARIA', birthDate: '1974-08-12',
  };

  it('of the same document come whole, newest first', async () => {
    const profile = await openProfile();
    const ids = [await confirm(profile), await confirm(profile, { stay: { room: '12' } })];
    const earlier = await profile.registrations.earlier(identity);
    expect(earlier.map((stay) => [stay.why, stay.registration.id])).toEqual([['document', ids[1]], ['document', ids[0]]]);
    expect(earlier[0]?.registration.fields.documentNumber.value).toBe('L898902C3');
  });

  it('of the same person with another document come with its number hidden', async () => {
    const profile = await openProfile();
    const id = await confirm(profile, { documentNumber: 'OLD123456' });
    const earlier = await profile.registrations.earlier(identity);
    expect(earlier.map((stay) => [stay.why, stay.registration.id])).toEqual([['person', id]]);
    expect(earlier[0]?.registration.fields.documentNumber.value).toBe('••••••456');
  });

  it('are none for somebody new, or for a person of whom too little is known', async () => {
    const profile = await openProfile();
    await confirm(profile);
    expect(await profile.registrations.earlier({ ...identity, documentNumber: 'X1', birthDate: '1990-01-01' })).toEqual([]);
    expect(await profile.registrations.earlier({ ...identity, documentNumber: '', birthDate: '' })).toEqual([]);
  });
});

describe('opening', () => {
  it('hides number, optional data and lines until they are revealed, which is noted', async () => {
    const profile = await openProfile();
    const { registrationId } = await profile.registrations.confirm(confirmInput(readDraft()));
    const shown = await profile.registrations.open(registrationId);
    expect(shown.fields.documentNumber.value).toBe('••••••2C3');
    expect(shown.fields.optionalData.value).toBe('•••••••••');
    expect(shown.lines.join('')).toMatch(/^[•<]{88}$/);

    expect(await profile.registrations.reveal(registrationId)).toEqual({
      documentNumber: 'L898902C3', optionalData: 'ZE184226B', lines: readDraft().lines,
    });
    expect(auditOf(profile)).toEqual([
      { action: 'registration.confirmed', subject: registrationId },
      { action: 'registration.revealed', subject: registrationId },
    ]);
  });

  it('knows no registration that is not there, and notes no look at it', async () => {
    const { registrations, ...profile } = await openProfile();
    const missing = { code: 'registration.missing' };
    await expect(registrations.open(randomUUID())).rejects.toMatchObject(missing);
    await expect(registrations.reveal(randomUUID())).rejects.toMatchObject(missing);
    await expect(registrations.list({ ...everything, after: randomUUID() })).rejects.toMatchObject(missing);
    expect(auditOf({ registrations, ...profile })).toEqual([]);
  });

  it('refuses a registration whose sealed data were put there from another', async () => {
    const profile = await openProfile();
    const [one, other] = [await confirm(profile), await confirm(profile, { documentNumber: 'OTHER1' })];
    inDatabase(profile, (raw) => raw.prepare(
      'UPDATE registration SET personal = (SELECT personal FROM registration WHERE id = ?) WHERE id = ?',
    ).run(other, one));
    await expect(profile.registrations.open(one)).rejects.toMatchObject({ code: 'database.damaged' });
    await expect(profile.registrations.open(other)).resolves.toBeDefined();
  });
});

describe('searching', () => {
  async function guests() {
    const profile = await openProfile();
    const ids = {
      anna: await confirm(profile, { stay: { arrival: '2026-11-20' } }),
      petrov: await confirm(profile, {
        surname: 'PETROV', givenNames: 'PETR', documentNumber: '4510123456', birthDate: '1980-05-06', issuingState: 'RUS',
        cyrillic: { surname: 'Петров', givenNames: 'Пётр Ильич' },
      }),
      lorca: await confirm(profile, {
        surname: 'GARCIA LORCA', givenNames: 'ANA', documentNumber: 'PAA123456', birthDate: '1998-06-05',
      }),
    };
    return { profile, ids };
  }

  it('finds by the beginning of any name, Latin or Cyrillic, and by several in any order', async () => {
    const { profile, ids } = await guests();
    expect(await find(profile, 'erik')).toEqual([ids.anna]);
    expect(await find(profile, 'an')).toEqual([ids.lorca, ids.anna]);
    expect(await find(profile, 'lor an')).toEqual([ids.lorca]);
    expect(await find(profile, 'петр')).toEqual([ids.petrov]);
    expect(await find(profile, 'иль пе')).toEqual([ids.petrov]);
    expect(await find(profile, 'riksson')).toEqual([]);
    expect(await find(profile, 'an zzz')).toEqual([]);
  });

  it('finds by the whole document number, however it is spaced, and not by part of it', async () => {
    const { profile, ids } = await guests();
    expect(await find(profile, ' 4510 123456 ')).toEqual([ids.petrov]);
    expect(await find(profile, 'l898902c3')).toEqual([ids.anna]);
    expect(await find(profile, '4510')).toEqual([]);
  });

  it('finds by birth date and by arrival, written either way', async () => {
    const { profile, ids } = await guests();
    expect(await find(profile, '06.05.1980')).toEqual([ids.petrov]);
    expect(await find(profile, '1998-06-05')).toEqual([ids.lorca]);
    expect(await find(profile, '20.11.2026')).toEqual([ids.anna]);
    expect(await find(profile, '31.02.1980')).toEqual([]);
  });

  it('finds nothing by signs that are in no name', async () => {
    const { profile } = await guests();
    expect(await find(profile, '---')).toEqual([]);
  });

  it('shows no more than the last three signs of a number, and the Cyrillic name where there is one', async () => {
    const { profile } = await guests();
    expect((await profile.registrations.list({ ...everything, query: 'petrov' })).rows).toMatchObject([
      { surname: 'Петров', givenNames: 'Пётр Ильич', maskedNumber: '•••••••456', birthDate: '1980-05-06' },
    ]);
  });

  it('keeps to the days asked for, both included', async () => {
    let now = 0;
    const profile = await openProfile({ now: () => now });
    const ids: string[] = [];
    for (const day of [18, 19, 20]) {
      now = new Date(2026, 10, day, 23, 59, 59).getTime();
      ids.push(await confirm(profile, { documentNumber: `DAY${day}` }));
    }
    const between = async (from: string, to: string) =>
      (await profile.registrations.list({ ...everything, from, to })).rows.map((row) => row.id);
    expect(await between('2026-11-19', '2026-11-19')).toEqual([ids[1]]);
    expect(await between('2026-11-19', '')).toEqual([ids[2], ids[1]]);
    expect(await between('', '2026-11-18')).toEqual([ids[0]]);
  });
});

describe('paging', () => {
  async function pages(profile: Profile, query: string, limit: number): Promise<RegistrationRow[][]> {
    const all: RegistrationRow[][] = [];
    let after: string | null = null;
    do {
      const page: { rows: RegistrationRow[]; next: string | null } =
        await profile.registrations.list({ ...everything, query, after, limit });
      all.push(page.rows);
      after = page.next;
    } while (after !== null);
    return all;
  }

  it('shows every match once, newest first, whatever the page size and although new ones come in', async () => {
    const profile = await openProfile();
    const ids: string[] = [];
    for (let n = 0; n < 23; n += 1) {
      ids.unshift(await confirm(profile, { documentNumber: `N${n}`, surname: n % 3 === 0 ? 'LIND' : 'LARSEN' }));
    }
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
      const all = await pages(profile, '', limit);
      expect(all.flat().map((row) => row.id)).toEqual(ids);
      expect(all.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      const some = (await pages(profile, 'lind', limit)).flat();
      expect(some.map((row) => row.surname)).toEqual(Array.from({ length: 8 }, () => 'LIND'));
    }), { numRuns: 30 });

    const first = await profile.registrations.list({ ...everything, limit: 10 });
    await confirm(profile, { documentNumber: 'LATE' });
    const rest = await profile.registrations.list({ ...everything, after: first.next });
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(ids);
  });
});

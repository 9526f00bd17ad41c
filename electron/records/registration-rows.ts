import type { Selectable } from 'kysely';
import type { Source } from '../../shared/capture.ts';
import { emptyDraft } from '../../shared/draft.ts';
import type { Registration } from '../../shared/registration.ts';
import { sql, type Database } from '../db/database.ts';
import { sealJson, unsealJson, type Place } from '../db/seal.ts';
import type { RegistrationTable } from '../db/tables.ts';

/** All of a registration that is personal; sealed as one value. */
export type Personal = Pick<Registration, 'format' | 'fields' | 'cyrillic' | 'lines' | 'checks' | 'stay'>;

/** A registration as the database has it. */
export type StoredRegistration = Omit<Selectable<RegistrationTable>, 'draft_id' | 'document'>;

const COLUMNS = ['seq', 'id', 'resident_id', 'confirmed_at', 'source', 'capture_id', 'personal'] as const;

const personalPlace = (id: string): Place => ({ table: 'registration', column: 'personal', row: id });

export type NewRegistration = {
  readonly id: string; readonly draftId: string; readonly residentId: string; readonly confirmedAt: number;
  readonly source: Registration['source']; readonly captureId: string | null; readonly document: number;
  readonly personal: Personal; readonly tokens: readonly Buffer[];
};

/** Row and blind index; call it in a transaction. */
export function insertRegistration(database: Database, key: Buffer, registration: NewRegistration): void {
  const row = database.first(
    sql.insertInto('registration').returning('seq').values({
      id: registration.id, draft_id: registration.draftId, resident_id: registration.residentId,
      confirmed_at: registration.confirmedAt, source: registration.source, capture_id: registration.captureId,
      document: registration.document, personal: sealJson(key, registration.personal, personalPlace(registration.id)),
    }),
  );
  if (!row) throw new Error('an inserted registration has no number');
  for (const token of registration.tokens) {
    database.run(sql.insertInto('registration_token').values({ token, registration_seq: row.seq }));
  }
}

/** The registration made of this draft, or of this document of a capture. */
export function findConfirmed(
  database: Database, draftId: string, captureId: string | null, document: number,
): string | undefined {
  const ofDraft = database.first(sql.selectFrom('registration').select('id').where('draft_id', '=', draftId));
  if (ofDraft || captureId === null) return ofDraft?.id;
  return database.first(
    sql.selectFrom('registration').select('id').where('capture_id', '=', captureId).where('document', '=', document),
  )?.id;
}

/** Undefined when there is none. */
export function findRegistration(database: Database, id: string): StoredRegistration | undefined {
  return database.first(sql.selectFrom('registration').select(COLUMNS).where('id', '=', id));
}

/** Newest first: registrations that carry every one of these tokens. */
export function registrationsWith(
  database: Database, tokens: readonly Buffer[], page: { limit: number; before?: number; from?: number; to?: number },
): StoredRegistration[] {
  let query = sql.selectFrom('registration').select(COLUMNS).orderBy('seq', 'desc').limit(page.limit);
  const [first, ...others] = tokens;
  if (first) {
    // The most telling token leads, by its own order of seq; each further one is a look into the index per row.
    query = sql.selectFrom('registration_token').where('registration_token.token', '=', first)
      .innerJoin('registration', 'registration.seq', 'registration_token.registration_seq')
      .select(COLUMNS).orderBy('registration_token.registration_seq', 'desc').limit(page.limit);
  }
  for (const token of others) {
    query = query.where(({ exists, selectFrom }) => exists(
      selectFrom('registration_token as other').select('other.token')
        .where('other.token', '=', token).whereRef('other.registration_seq', '=', 'registration.seq'),
    ));
  }
  if (page.before !== undefined) query = query.where('registration.seq', '<', page.before);
  if (page.from !== undefined) query = query.where('registration.confirmed_at', '>=', page.from);
  if (page.to !== undefined) query = query.where('registration.confirmed_at', '<', page.to);
  return database.all(query);
}

/** Ids that begin so; of more than one the first two. */
export function registrationsNumbered(database: Database, beginning: string): string[] {
  const rows = database.all(
    sql.selectFrom('registration').select('id').where('id', '>=', beginning).where('id', '<', `${beginning}~`)
      .orderBy('id').limit(2),
  );
  return rows.map(({ id }) => id);
}

/** How many were confirmed since; UTC milliseconds. */
export function countSince(database: Database, since: number): number {
  const row = database.first(
    sql.selectFrom('registration').where('confirmed_at', '>=', since)
      .select((select) => select.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

/** Opens a row. Throws `database.damaged` when it was changed or belongs elsewhere. */
export function registrationOf(key: Buffer, row: StoredRegistration): Registration {
  const personal = unsealJson<Personal>(key, row.personal, personalPlace(row.id));
  return {
    id: row.id, residentId: row.resident_id, confirmedAt: row.confirmed_at,
    source: row.source as Source | 'typed', captureId: row.capture_id,
    // One that an older program sealed lacks the fields that came later.
    ...personal, fields: { ...emptyDraft().fields, ...personal.fields },
  };
}

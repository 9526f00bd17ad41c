import { randomUUID } from 'node:crypto';
import type { RequestInput, RequestOutput } from '../../shared/contract.ts';
import { checkDraft } from '../../shared/draft.ts';
import { DeskError } from '../../shared/errors.ts';
import type { Draft, EarlierStay, Registration } from '../../shared/registration.ts';
import { findCapture, type CaptureRow } from '../capture/capture-rows.ts';
import type { Captures } from '../capture/captures.ts';
import { findPart } from '../capture/part-rows.ts';
import { sql, type Database } from '../db/database.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { isoDayOf, startOfDay, startOfIsoDay } from '../local-day.ts';
import type { Log } from '../log.ts';
import { countDeliveries, enqueueDeliveries, type CarriedPictures } from '../outbox/outbox.ts';
import { writeAudit } from './audit.ts';
import { correlationOf } from './correlation.ts';
import { listRow } from './list-row.ts';
import { MASK, maskRegistration } from './masking.ts';
import * as rows from './registration-rows.ts';
import { documentToken, identityOf, personToken, tokensOfDraft, tokensOfQuery, type Identity } from './search.ts';

/** How many earlier registrations the confirm screen is offered at most. */
const EARLIER_LIMIT = 5;

/** `pictures`: those of the destinations that get the picture too; none where left out. */
export type ConfirmInput = RequestInput<'registration:confirm'> & {
  readonly destinations: readonly string[]; readonly pictures?: CarriedPictures | null;
};

/** Confirmed registrations. Every call rejects with the storage's code while storage is closed. */
export type Registrations = {
  /**
   * One transaction; a second call with the same draft, or of the same document of a capture, finds the first.
   * Throws `registration.invalid` for a draft that `checkDraft` blocks, `capture.missing`, `database.full`.
   */
  confirm(input: ConfirmInput): Promise<RequestOutput<'registration:confirm'>>;
  /** Newest first; `from` and `to` are days of confirmation in the desk's time zone, both included. */
  list(input: RequestInput<'registration:list'>): Promise<RequestOutput<'registration:list'>>;
  /** Number, optional data and lines masked. `registration.missing`. */
  open(registrationId: string): Promise<Registration>;
  /** Unmasked; writes an audit entry first. */
  reveal(registrationId: string): Promise<RequestOutput<'registration:reveal'>>;
  /** Newest first; see EarlierStay for what is masked. */
  earlier(identity: Identity): Promise<EarlierStay[]>;
  /** How many were confirmed since midnight in the desk's time zone. */
  countToday(): Promise<number>;
  /** Per destination: deliveries not yet made, and those a person must look at. */
  deliveryCounts(): Promise<{ name: string; waiting: number; parked: number }[]>;
};

/** `now`: UTC milliseconds. */
export function createRegistrations(parts: {
  storage: Storage; captures: Captures; log: Log; now?: () => number;
}): Registrations {
  const { storage, captures, log, now = Date.now } = parts;

  function found(open: OpenStorage, registrationId: string): Registration {
    const row = rows.findRegistration(open.database, registrationId);
    if (!row) throw new DeskError('registration.missing');
    return rows.registrationOf(open.keys.fields, row);
  }

  function store(
    open: OpenStorage, input: ConfirmInput, confirmedAt: number,
  ): { registrationId: string; already: boolean } {
    const { database, keys } = open;
    const { draftId, captureId, document, draft } = input;
    const first = rows.findConfirmed(database, draftId, captureId, document);
    if (first !== undefined) return { registrationId: first, already: true };
    const { checks } = soundDraft(draft, isoDayOf(confirmedAt));
    const capture = captureId === null ? null : findCapture(database, captureId);
    if (capture === undefined) throw new DeskError('capture.missing');
    const id = randomUUID();
    rows.insertRegistration(database, keys.fields, {
      id, draftId, residentId: residentOf(open, draft, confirmedAt), confirmedAt, captureId, document,
      source: (capture?.source ?? 'typed') as Registration['source'],
      personal: { ...draft, checks }, tokens: tokensOfDraft(keys.blindIndex, draft),
    });
    if (captureId !== null) captures.documentConfirmed(database, captureId, document);
    writeAudit(open, { at: confirmedAt, action: 'registration.confirmed', subject: id });
    enqueueDeliveries(database, { id, captureId, confirmedAt }, input.destinations, carriedPictures(database, input, capture));
    return { registrationId: id, already: false };
  }

  return {
    async confirm(input) {
      const open = storage.opened();
      const answer = open.database.transaction(() => store(open, input, now()));
      if (!answer.already) {
        const { registrationId } = answer;
        const correlationId = correlationOf({ id: registrationId, captureId: input.captureId });
        log.info('registration.confirmed', { registrationId, correlationId });
        if (input.captureId !== null) captures.announce(input.captureId);
      }
      return answer;
    },
    async list(input) {
      const open = storage.opened();
      const page = listed(open, input);
      const last = page.length > input.limit ? page[input.limit - 1] : undefined;
      const registrations = page.slice(0, input.limit).map((row) => rows.registrationOf(open.keys.fields, row));
      return { rows: registrations.map(listRow), next: last?.id ?? null };
    },
    async open(registrationId) {
      return maskRegistration(found(storage.opened(), registrationId));
    },
    async reveal(registrationId) {
      const open = storage.opened();
      const { fields, lines } = found(open, registrationId);
      open.database.transaction(
        () => writeAudit(open, { at: now(), action: 'registration.revealed', subject: registrationId }),
      );
      return { documentNumber: fields.documentNumber.value, optionalData: fields.optionalData.value, lines };
    },
    async earlier(identity) {
      const open = storage.opened();
      const { document, person } = matches(open, identity, EARLIER_LIMIT);
      const known = new Set(document.map((registration) => registration.id));
      return [
        ...document.map((registration) => ({ why: 'document' as const, registration })),
        ...person.filter((registration) => !known.has(registration.id))
          .map((registration) => ({ why: 'person' as const, registration: maskRegistration(registration) })),
      ].slice(0, EARLIER_LIMIT);
    },
    async countToday() {
      return rows.countSince(storage.opened().database, startOfDay(now()));
    },
    async deliveryCounts() {
      return countDeliveries(storage.opened().database);
    },
  };
}

/** Throws `registration.invalid` for what the page must not have let pass. */
function soundDraft(draft: Draft, today: string): ReturnType<typeof checkDraft> {
  const check = checkDraft(draft, today);
  const blocking = check.warnings.filter((warning) => warning.blocks).map((warning) => warning.code);
  if (blocking.length > 0) throw new DeskError('registration.invalid', `blocked: ${blocking.join(', ')}`);
  const values = [...Object.values(draft.fields).map((field) => field.value), ...draft.lines];
  if (values.some((value) => value.includes(MASK))) {
    throw new DeskError('registration.invalid', 'a masked value was taken over');
  }
  return check;
}

/** A picture of several documents shows other guests too: of that each archive object gets its own guest's zone only. */
function carriedPictures(database: Database, { pictures }: ConfirmInput, capture: CaptureRow | null): CarriedPictures | null {
  if (!pictures || capture === null) return null;
  return capture.documents > 1 || findPart(database, capture.id) !== undefined ? { ...pictures, shows: 'zone' } : pictures;
}

/** Same document, or else same names and birth date, is the same person. */
function residentOf(open: OpenStorage, draft: Draft, at: number): string {
  const { document, person } = matches(open, identityOf(draft), 1);
  const known = document[0] ?? person[0];
  if (known) return known.residentId;
  const id = randomUUID();
  open.database.run(sql.insertInto('resident').values({ id, created_at: at }));
  return id;
}

/** Newest first, of either kind up to `limit`. */
function matches(open: OpenStorage, identity: Identity, limit: number): Record<'document' | 'person', Registration[]> {
  const { database, keys } = open;
  const withToken = (token: Buffer | null): Registration[] => {
    const found = token === null ? [] : rows.registrationsWith(database, [token], { limit });
    return found.map((row) => rows.registrationOf(keys.fields, row));
  };
  return {
    document: withToken(documentToken(keys.blindIndex, identity)),
    person: withToken(personToken(keys.blindIndex, identity)),
  };
}

/** One row more than asked for, where there is one: it tells that there is a next page. */
function listed(open: OpenStorage, input: RequestInput<'registration:list'>): rows.StoredRegistration[] {
  const { database, keys } = open;
  const page = {
    limit: input.limit + 1,
    ...(input.after === null ? {} : { before: seqOf(database, input.after) }),
    ...(input.from === '' ? {} : { from: startOfIsoDay(input.from) }),
    ...(input.to === '' ? {} : { to: startOfIsoDay(input.to, 1) }),
  };
  const meanings = tokensOfQuery(keys.blindIndex, input.query) ?? [[]];
  const bySeq = new Map(
    meanings.flatMap((tokens) => rows.registrationsWith(database, tokens, page)).map((row) => [row.seq, row]),
  );
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, page.limit);
}

function seqOf(database: Database, registrationId: string): number {
  const row = rows.findRegistration(database, registrationId);
  if (!row) throw new DeskError('registration.missing');
  return row.seq;
}

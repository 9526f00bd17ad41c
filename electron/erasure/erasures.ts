import { createHash, randomUUID } from 'node:crypto';
import type { DestinationSettings } from '../../shared/destinations.ts';
import type { AuditActor } from '../../shared/audit.ts';
import { DeskError } from '../../shared/errors.ts';
import type { CopiesPreview, EraseCode, ErasePreview, ErasureReport } from '../../shared/erasure.ts';
import { findPart } from '../capture/part-rows.ts';
import type { Clock } from '../clock.ts';
import { createConfirmedAction, type ConfirmedAction } from '../confirmed-action.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { DeliveredCopy, Eraser } from '../destinations/eraser.ts';
import type { Log } from '../log.ts';
import { writeAudit } from '../records/audit.ts';
import { listRow } from '../records/list-row.ts';
import { chatsOf, eraseRows } from './erase-rows.ts';
import * as rows from './erasure-rows.ts';
import { endErasure, runErasureSteps } from './erasure-steps.ts';
import { findGuest, type Guest } from './find-guest.ts';

/** A person waits for the dry run; each destination is asked side by side. */
const LOOK_MS = 15_000;
/** How many erasings the page lists. */
const LISTED = 50;

/** Erasing a guest everywhere: found by a dry run, confirmed, done in the background, and told of. */
export type Erasures = {
  /** The dry run, by one registration of the guest, and its commit. Throws `registration.missing`, `erase.changed`. */
  readonly guest: ConfirmedAction<string, ErasePreview, { erasureId: string }>;
  /** The same for who confirms elsewhere and perhaps after a restart: `mark` stands for what the dry run found. */
  readonly marked: {
    look(registrationId: string): Promise<{ mark: string; preview: ErasePreview }>;
    erase(registrationId: string, mark: string): Promise<{ erasureId: string }>;
  };
  /** Newest first. */
  list(): ErasureReport[];
  /** Tries now what is not done. */
  retry(erasureId: string): void;
  /** Gives up on what is not done; what was kept of the guest for it goes, too. */
  leave(erasureId: string): void;
  stop(): Promise<void>;
};

/** `erased`: hears of captures whose rows or pictures are gone; `changed`: a step was done. */
export function createErasures(parts: {
  storage: Storage; log: Log; clock: Clock; destinations: () => readonly DestinationSettings[];
  eraser: (settings: DestinationSettings) => Eraser; erased: (captureIds: readonly string[]) => void; changed: () => void;
}): Erasures {
  const { storage, log, clock, destinations, eraser, erased, changed } = parts;
  const steps = runErasureSteps({ storage, log, clock, destinations, eraser, changed });

  async function look(registrationId: string): Promise<{ guest: Guest; preview: ErasePreview }> {
    const open = storage.opened();
    const guest = findGuest(open, registrationId);
    const states = statesOf(open, guest.captures);
    const preview: ErasePreview = {
      registrations: guest.registrations.map(listRow), pictures: guest.captures.length,
      waiting: states.filter((one) => one.registrations === 0).length,
      shared: states.filter((one) => one.others > 0).length,
      conversations: chatsOf(open.database, guest.captures).length,
      undelivered: undeliveredOf(open, guest), copies: await lookAtCopies(open, guest),
    };
    return { guest, preview };
  }

  /** How many registrations each capture has, and how many other guests its picture shows. */
  function statesOf({ database }: OpenStorage, captures: readonly string[]) {
    return captures.map((captureId) => {
      const all = database.all(sql.selectFrom('registration').select('id').where('capture_id', '=', captureId));
      const row = database.first(sql.selectFrom('capture').select('documents').where('id', '=', captureId));
      const shown = Math.max(all.length, row?.documents ?? 0, findPart(database, captureId)?.parts ?? 0);
      return { registrations: all.length, others: Math.max(0, shown - 1) };
    });
  }

  function undeliveredOf({ database }: OpenStorage, { registrations }: Guest): number {
    const ids = registrations.map(({ id }) => id);
    return database.all(sql.selectFrom('delivery').select('id')
      .where('registration_id', 'in', ids).where('state', '<>', 'delivered')).length;
  }

  /** Asks every destination that was ever tried, those that are switched off included. */
  async function lookAtCopies(open: OpenStorage, { registrations }: Guest): Promise<CopiesPreview[]> {
    const copies = new Map<string, DeliveredCopy[]>();
    for (const { id, fields, stay } of registrations) {
      const tried = open.database.all(
        sql.selectFrom('delivery').selectAll().where('registration_id', '=', id).where('attempts', '>', 0)
          .orderBy('id'),
      );
      for (const row of tried) {
        copies.set(row.destination, [...(copies.get(row.destination) ?? []), {
          registrationId: id, idempotencyKey: row.idempotency_key, correlationId: row.correlation_id,
          reference: row.reference, phones: [stay.phone],
          document: { number: fields.documentNumber.value, issuingState: fields.issuingState.value },
        }]);
      }
    }
    return Promise.all([...copies].map(([id, list]) => lookAt(id, list)));
  }

  async function lookAt(destinationId: string, copies: readonly DeliveredCopy[]): Promise<CopiesPreview> {
    const settings = destinations().find(({ id }) => id === destinationId);
    if (!settings) return { destinationId, name: destinationId, kind: null, found: null, code: 'erase.destinationGone' };
    const { name, kind } = settings;
    const unknown = (code: EraseCode): CopiesPreview => ({ destinationId, name, kind, found: null, code });
    try {
      const signal = AbortSignal.timeout(LOOK_MS);
      let found = 0;
      for (const copy of copies) {
        const outcome = await eraser(settings).look(copy, signal);
        if (outcome.kind === 'unknown') return unknown(outcome.code);
        found += outcome.count;
      }
      return { destinationId, name, kind, found, code: null };
    } catch (error) {
      log.error('erasure.lookFailed', { destination: destinationId, error });
      return unknown('delivery.failed');
    }
  }

  /** Refuses when there is more or less of the guest than the person was shown. */
  async function commit(registrationId: string, mark: string, actor: AuditActor): Promise<{ erasureId: string }> {
    const open = storage.opened();
    const id = randomUUID();
    const { database } = open;
    const { captures, count } = database.transaction(() => {
      const now = findGuest(open, registrationId);
      if (markOf(now) !== mark) throw new DeskError('erase.changed');
      eraseRows(open, now, { id, now: clock.now() });
      const detail = `registrations=${now.registrations.length} pictures=${now.captures.length}`;
      writeAudit(open, { at: clock.now(), actor, action: 'guest.erased', subject: id, detail });
      endErasure(open, id, clock.now()); // at once where there is nothing elsewhere
      return { captures: now.captures, count: now.registrations.length };
    });
    database.emptyLog();
    log.info('erasure.begun', { count });
    erased(captures);
    steps.wake();
    return { erasureId: id };
  }

  return {
    guest: createConfirmedAction({
      look: async (registrationId: string) => {
        const { guest, preview } = await look(registrationId);
        return { plan: { registrationId, mark: markOf(guest) }, preview };
      },
      commit: (plan) => commit(plan.registrationId, plan.mark, 'administrator'),
      now: clock.now,
    }),
    marked: {
      async look(registrationId) {
        const { guest, preview } = await look(registrationId);
        return { mark: markOf(guest), preview };
      },
      erase: (registrationId, mark) => commit(registrationId, mark, 'program'),
    },
    list: () => rows.listErasures(storage.opened().database, LISTED,
      (id) => destinations().find((one) => one.id === id)?.name ?? id),
    retry(erasureId) {
      rows.retryFailed(storage.opened().database, erasureId, clock.now());
      steps.wake();
    },
    leave(erasureId) {
      const open = storage.opened();
      const { database } = open;
      database.transaction(() => {
        rows.leaveRest(database, erasureId);
        endErasure(open, erasureId, clock.now());
      });
      database.emptyLog();
      changed();
    },
    stop: () => steps.stop(),
  };
}

/** The same for the same registrations and pictures. */
function markOf({ registrations, captures, beside }: Guest): string {
  const ids = [...registrations.map(({ id }) => id), ...captures, ...beside].toSorted().join(' ');
  return createHash('sha256').update(ids).digest('hex');
}

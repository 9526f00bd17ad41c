import type { Registration } from '../../shared/registration.ts';
import { sql, type Database } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';
import { forgetDraftsOf } from '../drafts/drafts.ts';
import { removeRegistrations } from '../records/remove-registrations.ts';
import { identityOf } from '../records/search.ts';
import { forgetGuest } from '../telegram/chat-rows.ts';
import { discardFilesOf } from '../telegram/file-rows.ts';
import { eraseMessages } from '../telegram/message-rows.ts';
import { dropOutgoing } from '../telegram/outgoing-rows.ts';
import { insertErasure, insertStep } from './erasure-rows.ts';
import { isGuestOf, type Guest } from './find-guest.ts';

/**
 * Takes a guest out of the database, in the caller's transaction, and notes what is still to be erased elsewhere. From
 * its commit on nothing of the guest can be found or delivered; a crash afterwards only puts the rest off.
 */
export function eraseRows(open: OpenStorage, guest: Guest, erasure: { id: string; now: number }): void {
  const { database } = open;
  const { id, now } = erasure;
  const { registrations, captures, beside } = guest;
  insertErasure(database, { id, askedAt: now, registrations: registrations.length, pictures: captures.length });
  for (const registration of registrations) noteCopies(open, registration, phonesOf(registrations), erasure);
  for (const chatId of chatsOf(database, captures)) {
    eraseMessages(open, chatId);
    dropOutgoing(open, chatId, now);
    discardFilesOf(open, chatId, now);
    forgetGuest(open, chatId, captures);
  }
  const isGuest = isGuestOf(open, registrations);
  forgetDraftsOf(open, (draft) => isGuest(identityOf(draft)));
  removeRegistrations(database, registrations.map((one) => one.id));
  for (const captureId of captures) blankOrRemove(database, captureId, now);
  reduceToZone(database, beside);
  if (captures.length > 0) insertStep(open, id, { kind: 'files', captureIds: captures, reduceIds: beside }, now);
}

const phonesOf = (registrations: readonly Registration[]): string[] =>
  [...new Set(registrations.map(({ stay }) => stay.phone).filter((phone) => phone !== ''))];

/**
 * One step for each delivery that may have had an effect. One that is under way, or whose answer was lost, may still
 * have it later: there the step waits until that is over, or it would look too early and find nothing.
 */
function noteCopies(
  open: OpenStorage, { id, fields }: Registration, phones: readonly string[], erasure: { id: string; now: number },
): void {
  const { documentNumber, issuingState } = fields;
  const deliveries = open.database.all(
    sql.selectFrom('delivery').selectAll().where('registration_id', '=', id).where('attempts', '>', 0)
      .orderBy('id'),
  );
  for (const one of deliveries) {
    const at = Math.max(erasure.now, one.leased_until ?? 0, one.may_have_happened === 1 ? one.not_before : 0);
    insertStep(open, erasure.id, {
      kind: 'copy', destinationId: one.destination,
      copy: {
        registrationId: id, idempotencyKey: one.idempotency_key, correlationId: one.correlation_id,
        reference: one.reference, phones,
        document: { number: documentNumber.value, issuingState: issuingState.value },
      },
    }, at);
  }
}

/** Conversations with the bot that one of these pictures came from. */
export function chatsOf(database: Database, captures: readonly string[]): string[] {
  if (captures.length === 0) return [];
  const query = sql.selectFrom('bot_capture').select('chat_id').distinct().where('capture_id', 'in', captures);
  return database.all(query).map((row) => row.chat_id);
}

/**
 * A picture that shows other guests, too, loses its picture and reading; its row stays, as their registrations hang on
 * it. What of the picture was still to go with their deliveries no longer does.
 */
function blankOrRemove(database: Database, captureId: string, now: number): void {
  const others = database.all(sql.selectFrom('registration').select('id').where('capture_id', '=', captureId));
  if (others.length === 0) {
    database.run(sql.deleteFrom('capture').where('id', '=', captureId));
    return;
  }
  database.run(sql.updateTable('capture').where('id', '=', captureId).set((set) => ({
    state: 'confirmed' as const, code: null, picture: 'none' as const, reading: null,
    confirmed_at: set.fn.coalesce('confirmed_at', set.val(now)),
  })));
  database.run(sql.updateTable('delivery').where('registration_id', 'in', others.map(({ id }) => id))
    .where('state', '<>', 'delivered').set({ picture: null }));
}

/** Of pictures that show the guest beside others, those others keep their own zone, and registrations and readings. */
function reduceToZone(database: Database, captureIds: readonly string[]): void {
  if (captureIds.length === 0) return;
  database.run(sql.updateTable('capture').where('id', 'in', captureIds).where('picture', '=', 'whole').set({ picture: 'zone' }));
}

import type { Clock } from '../clock.ts';
import { findReading } from '../capture/capture-rows.ts';
import { createPictureVault } from '../capture/picture-vault.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import type { ArchivedPicture } from '../destinations/archive/archive-content.ts';
import type { DeliveryContent, DeliveryJob, DeliveryOutcome, Destination } from '../destinations/destination.ts';
import type { Log } from '../log.ts';
import { findRegistration, registrationOf } from '../records/registration-rows.ts';
import type { ClaimedDelivery } from './delivery-rows.ts';
import { DELIVERY_TIMEOUT_MS, LAST_WORDS_MS, LATE_EFFECT_MS } from './timings.ts';

/**
 * One attempt from claim to outcome; never rejects and never lasts much longer than `DELIVERY_TIMEOUT_MS`. `stop` cuts
 * it off; what a destination then does not say is ambiguous.
 */
export async function attemptDelivery(parts: {
  destination: Destination; claimed: ClaimedDelivery; storage: Storage; clock: Clock; log: Log; stop: AbortSignal;
}): Promise<DeliveryOutcome> {
  const { destination, claimed, storage, clock, log, stop } = parts;
  let unreadable = false;
  const job: DeliveryJob = {
    idempotencyKey: claimed.idempotencyKey, correlationId: claimed.correlationId,
    registrationId: claimed.registrationId, attempt: claimed.attempt, mayHaveHappened: claimed.mayHaveHappened,
    open() {
      const open = storage.opened();
      try {
        return contentOf(open, claimed.registrationId);
      } catch (error) {
        unreadable = true;
        throw error;
      }
    },
    picture: () => pictureOf(storage.opened(), claimed),
  };
  const cutting = new AbortController();
  const over = new AbortController();
  // Not AbortSignal.any: what it hangs on to a signal that lives as long as the desk piles up there.
  const cut = (): void => cutting.abort(stop.reason);
  if (stop.aborted) cut();
  stop.addEventListener('abort', cut);
  const silence = outlasted(clock, cutting, over.signal);
  try {
    const outcome = await Promise.race([destination.deliver(job, cutting.signal), silence]);
    if (outcome !== 'silent') return outcome;
    const code = stop.aborted ? 'delivery.interrupted' : 'delivery.timedOut';
    return { kind: 'ambiguous', code, after: LATE_EFFECT_MS };
  } catch (error) {
    log.error('delivery.threw', { destination: destination.name, correlationId: claimed.correlationId, error });
    if (unreadable) return { kind: 'parked', code: 'registration.unreadable', refuses: 'this' };
    return { kind: 'ambiguous', code: 'delivery.failed', after: LATE_EFFECT_MS };
  } finally {
    over.abort();
    stop.removeEventListener('abort', cut);
  }
}

/** Cuts off when the time is up; settles when even then, or after a stop, nothing is heard for a while. */
async function outlasted(clock: Clock, cutting: AbortController, over: AbortSignal): Promise<'silent'> {
  await clock.wait(DELIVERY_TIMEOUT_MS, AbortSignal.any([cutting.signal, over]));
  if (!over.aborted) {
    cutting.abort(new DOMException('the attempt took too long', 'TimeoutError'));
    await clock.wait(LAST_WORDS_MS, over);
  }
  return 'silent';
}

function contentOf({ database, keys }: OpenStorage, registrationId: string): DeliveryContent {
  const row = findRegistration(database, registrationId);
  if (!row) throw new Error('a delivery names a registration that is not there');
  const registration = registrationOf(keys.fields, row);
  if (registration.captureId === null) return { registration, confidence: null };
  const place = database.first(
    sql.selectFrom('registration').select('document').where('id', '=', registrationId),
  );
  const reading = findReading(database, keys.fields, registration.captureId);
  return { registration, confidence: reading?.documents[place?.document ?? 0]?.confidence ?? null };
}

/** The picture as the confirm transaction decided; null also when it is gone, as the registration matters more. */
async function pictureOf(open: OpenStorage, claimed: ClaimedDelivery): Promise<ArchivedPicture | null> {
  if (claimed.picture === null) return null;
  const row = open.database.first(
    sql.selectFrom('registration').select(['capture_id', 'document']).where('id', '=', claimed.registrationId),
  );
  if (!row || row.capture_id === null) return null;
  const vault = createPictureVault(open.pictures, open.keys.pictures);
  const kind = claimed.picture === 'whole' ? 'display' : `zone${row.document}` as const;
  const jpeg = await vault.read(row.capture_id, kind);
  return jpeg === null ? null : { shows: claimed.picture, jpeg };
}

import { DeskError, type ErrorCode } from '../../../shared/errors.ts';
import type { DeliveryJob, DeliveryOutcome } from '../destination.ts';
import { sealObject, type ArchiveObject } from './archive-object.ts';

/** The object of a delivery, or the outcome of an attempt that could not make it. */
export type SealedJob =
  | { readonly ok: true; readonly object: ArchiveObject } | { readonly ok: false; readonly outcome: DeliveryOutcome };

const STAYS: readonly ErrorCode[] = ['database.damaged', 'registration.missing'];

/** What storage is closed for passes once it opens; a registration that is not there or does not open stays so. */
export async function sealJob(job: DeliveryJob, archiveKey: () => Buffer): Promise<SealedJob> {
  try {
    const key = archiveKey();
    const { registration } = job.open();
    const content = { registration, picture: await job.picture() };
    return { ok: true, object: sealObject(key, content, job.idempotencyKey) };
  } catch (error) {
    const stays = !(error instanceof DeskError) || STAYS.includes(error.code);
    const unreadable = { kind: 'parked', code: 'registration.unreadable', refuses: 'this' } as const;
    return { ok: false, outcome: stays ? unreadable : { kind: 'retry', code: 'delivery.failed' } };
  }
}

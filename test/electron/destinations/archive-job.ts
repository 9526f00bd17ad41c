/** Deliveries as the courier hands them to the archive destinations. */
import { randomUUID } from 'node:crypto';
import type { DeliveryJob } from '../../../electron/destinations/destination.ts';
import type { Registration } from '../../../shared/registration.ts';
import { archivedRegistration } from './archive/archived-registration.ts';

export const archiveKey = Buffer.alloc(32, 3);

export function archiveJob(
  registration: Registration = archivedRegistration(), change: Partial<DeliveryJob> = {},
): DeliveryJob {
  return {
    idempotencyKey: randomUUID(), correlationId: randomUUID(), registrationId: registration.id, attempt: 1,
    mayHaveHappened: false, open: () => ({ registration, confidence: null }), picture: async () => null, ...change,
  };
}

/** An attempt that nobody cuts off. */
export const unhurried = (): AbortSignal => new AbortController().signal;

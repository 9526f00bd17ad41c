import type { DeliveryCode } from '../../shared/delivery.ts';
import type { Registration } from '../../shared/registration.ts';
import type { ArchivedPicture } from './archive/archive-content.ts';

/** One outside system that confirmed registrations are brought to: Bitrix24, S3, a folder. */
export type Destination = {
  /** The name its deliveries stand under in the outbox; a small letter first, as the log wants it. */
  readonly name: string;
  /**
   * One attempt. What goes wrong is an outcome; only what `job.open` throws may be passed on. Must settle soon after
   * `signal` aborts; an attempt that is cut off and may have had an effect is `ambiguous`. The signal's reason is a
   * TimeoutError where the time was over.
   */
  deliver(job: DeliveryJob, signal: AbortSignal): Promise<DeliveryOutcome>;
  /**
   * Looks at the start whether everything would be refused there, and why, so that nobody learns it by the first guest;
   * null for all else. Left out where only bringing something tells. Never rejects.
   */
  check?(signal: AbortSignal): Promise<DeliveryCode | null>;
  /** Tries the connection without bringing anything there. Never rejects. */
  test(signal: AbortSignal): Promise<TestResult>;
};

/** One attempt at one delivery. */
export type DeliveryJob = {
  /** UUID, the same for every attempt; noted before the first call, so the other side can be asked for it. */
  readonly idempotencyKey: string;
  /** UUID that ties together log lines and requests of all attempts. */
  readonly correlationId: string;
  readonly registrationId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** An earlier attempt may have had its effect (answer lost, desk killed): look there before creating anything. */
  readonly mayHaveHappened: boolean;
  /** Opens what is sealed, unmasked; call it late and keep nothing of it. Throws when storage does. */
  open(): DeliveryContent;
  /** The picture that goes with it; null where the property's policy sends none. Rejects when storage does. */
  picture(): Promise<ArchivedPicture | null>;
};

export type DeliveryContent = {
  readonly registration: Registration;
  /** Calibrated probability (0..1) that every sign of the zone was read right; null for what was typed by hand. */
  readonly confidence: number | null;
};

export type DeliveryOutcome =
  /** It is there. `reference`: what the other side knows it by (a contact's id, an object's key); no personal data. */
  | { readonly kind: 'delivered'; readonly reference: string }
  /** It certainly did not happen and may work later. `after`: milliseconds the other side asked us to wait. */
  | { readonly kind: 'retry'; readonly code: DeliveryCode; readonly after?: number }
  /** It may have happened. `after`: milliseconds within which it still may, so that looking earlier proves nothing. */
  | { readonly kind: 'ambiguous'; readonly code: DeliveryCode; readonly after?: number }
  /**
   * Refused for good; a person must look. `everything`: any other delivery would be refused likewise (a dead secret, a
   * missing field), so nothing more is sent there until a person asks for it.
   */
  | { readonly kind: 'parked'; readonly code: DeliveryCode; readonly refuses: 'this' | 'everything' };

/** `missing`: names of what is not there, where that is the trouble (fields, a bucket). */
export type TestResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: DeliveryCode; readonly missing?: readonly string[] };

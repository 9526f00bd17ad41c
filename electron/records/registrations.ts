import type { RequestInput, RequestOutput } from '../../shared/contract.ts';
import type { Registration } from '../../shared/registration.ts';
import type { EarlierStay } from '../../shared/registration.ts';
import type { Captures } from '../capture/captures.ts';
import type { Storage } from '../db/storage.ts';
import type { Log } from '../log.ts';

/** Confirmed registrations. Every call rejects with the storage's code while storage is closed. */
export type Registrations = {
  /** One transaction; a second call with the same draft (or of the same document of a capture) finds the first. */
  confirm(
    input: RequestInput<'registration:confirm'> & { readonly destinations: readonly string[] },
  ): Promise<RequestOutput<'registration:confirm'>>;
  /** Newest first; `from` and `to` are days of confirmation in the desk's time zone. */
  list(input: RequestInput<'registration:list'>): Promise<RequestOutput<'registration:list'>>;
  /** Number, optional data and lines masked. `registration.missing`. */
  open(registrationId: string): Promise<Registration>;
  /** Unmasked; writes an audit entry first. */
  reveal(registrationId: string): Promise<RequestOutput<'registration:reveal'>>;
  earlier(input: RequestInput<'registration:earlier'>): Promise<EarlierStay[]>;
  /** How many were confirmed since midnight in the desk's time zone. */
  countToday(): Promise<number>;
  /** Per destination: deliveries not yet made, and those a person must look at. */
  deliveryCounts(): Promise<{ name: string; waiting: number; parked: number }[]>;
};

export declare function createRegistrations(parts: {
  storage: Storage; captures: Captures; log: Log; now?: () => number;
}): Registrations;

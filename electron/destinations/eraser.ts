import type { EraseCode } from '../../shared/erasure.ts';

/** What was delivered of one registration, as far as a place needs it to find it again. Personal; sealed where it is kept. */
export type DeliveredCopy = {
  readonly registrationId: string;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  /** What the other side knew it by; null where it never said so. */
  readonly reference: string | null;
  readonly document: { readonly number: string; readonly issuingState: string };
  /** Of all the guest's registrations: one contact may have got several. */
  readonly phones: readonly string[];
};

/** `count`: objects or contacts. */
export type LookOutcome =
  | { readonly kind: 'found'; readonly count: number } | { readonly kind: 'unknown'; readonly code: EraseCode };

export type EraseOutcome =
  /** Looked at afterwards and gone. `left`: what of it stays, where something does. */
  | { readonly kind: 'erased'; readonly left: EraseCode | null }
  /** May work later. `after`: milliseconds the other side asked us to wait. */
  | { readonly kind: 'retry'; readonly code: EraseCode; readonly after?: number }
  /** Refused; a person must look. */
  | { readonly kind: 'refused'; readonly code: EraseCode };

/** Erases what a destination was given. Safe to repeat: what is gone already counts as erased. Never rejects. */
export type Eraser = {
  look(copy: DeliveredCopy, signal: AbortSignal): Promise<LookOutcome>;
  erase(copy: DeliveredCopy, signal: AbortSignal): Promise<EraseOutcome>;
};

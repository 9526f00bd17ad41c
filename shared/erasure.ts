import type { DestinationKind } from './destinations.ts';
import type { DeliveryCode } from './delivery.ts';
import type { RegistrationRow } from './registration.ts';

/**
 * What erasing found that deliveries do not know. `locked`: a bucket's object lock forbids it; `destinationGone`: it was
 * removed from the settings; `contactKept`: emptied of all we sent, but the contact with its history stays;
 * `namesKept`: the contact was not made by this program, so its names stay; `contactUnknown`:
 * the contact bears another hash than this desk makes, so it was left.
 */
export const ERASE_CODES = ['erase.locked', 'erase.destinationGone', 'erase.contactKept', 'erase.namesKept', 'erase.contactUnknown'] as const;
export type EraseCode = (typeof ERASE_CODES)[number] | DeliveryCode;

/** What lies at one destination. `found`: objects or contacts; null where it could not be looked, and `code` says why. */
export type CopiesPreview = {
  readonly destinationId: string;
  /** As in the settings; its id where it is no longer there. */
  readonly name: string;
  readonly kind: DestinationKind | null;
  readonly found: number | null;
  readonly code: EraseCode | null;
};

/** Everything of one guest, as the dry run found it. */
export type ErasePreview = {
  /** Newest first. */
  readonly registrations: readonly RegistrationRow[];
  /** Pictures and readings of them on this desk. */
  readonly pictures: number;
  /** Of those, pictures that still wait in the queue. */
  readonly waiting: number;
  /** Pictures that show other guests too: they go as well, the other guests' registrations stay. */
  readonly shared: number;
  /** Conversations with the bot that one of the pictures came from. */
  readonly conversations: number;
  /** Deliveries not yet made, which then are never made. */
  readonly undelivered: number;
  readonly copies: readonly CopiesPreview[];
};

/** `left`: given up by a person, or impossible for good. */
export type EraseStepState = 'waiting' | 'done' | 'failed' | 'left';

/** One place that was, or is still to be, erased. */
export type EraseStep = {
  /** Null: files on this desk. */
  readonly destinationId: string | null;
  readonly name: string;
  readonly state: EraseStepState;
  /** Why it is not done, or what of it stays. */
  readonly code: EraseCode | null;
};

/** What became of one erasing. Holds nothing of the guest. */
export type ErasureReport = {
  readonly id: string;
  /** UTC milliseconds. */
  readonly askedAt: number;
  /** Null while something is still tried. */
  readonly finishedAt: number | null;
  readonly registrations: number;
  readonly pictures: number;
  readonly steps: readonly EraseStep[];
};

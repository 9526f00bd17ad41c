/** Words of the outbox that logs, database and page share. */

/**
 * `due`: to be delivered as soon as it can be; `leased`: an attempt is under way, or was when the desk died; `waiting`:
 * for the next attempt after a failure that may pass; `parked`: refused, nothing happens until a person asks for it.
 */
export const DELIVERY_STATES = ['due', 'leased', 'delivered', 'waiting', 'parked'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** `retry`: it certainly did not happen; `ambiguous`: it may have; `parked`: refused for good. */
export type AttemptOutcome = 'delivered' | 'retry' | 'ambiguous' | 'parked';

/** Why a delivery did not come about, or a connection does not work. Codes; the page has a sentence for each. */
export const DELIVERY_CODES = [
  // What any destination can meet.
  'delivery.timedOut', 'delivery.interrupted', 'delivery.failed', 'registration.unreadable', 'secret.missing',
  'network.offline', 'network.nameUnknown', 'network.refused', 'network.timedOut', 'network.broken',
  'network.certificate', 'network.proxy', 'clock.wrong', 'server.busy', 'server.failed', 'server.unexpected',
  'secret.unreadable',
  // The archive in a folder or a bucket. `differs`: what was read back is not what was written.
  'archive.differs', 'folder.missing', 'folder.forbidden', 'folder.full',
  's3.forbidden', 's3.secretWrong', 's3.bucketMissing', 's3.regionWrong', 's3.full', 's3.refused',
  // Bitrix24.
  'bitrix.webhookInvalid', 'bitrix.webhookRefused', 'bitrix.planRefuses', 'bitrix.scopeMissing', 'bitrix.accessDenied',
  'bitrix.portalDeleted', 'bitrix.blocked', 'bitrix.queryLimit', 'bitrix.timeBudget', 'bitrix.methodUnknown',
  'bitrix.fieldMissing', 'bitrix.presetMissing', 'bitrix.filterIgnored', 'bitrix.notFound', 'bitrix.valueRefused', 'bitrix.requestRefused',
] as const;
export type DeliveryCode = (typeof DELIVERY_CODES)[number];

/** Reasons that lie in a destination's secret or place: once that is mended, what was parked for them can be made. */
export const PLACE_CODES = [
  'secret.missing', 'folder.forbidden', 's3.forbidden', 's3.secretWrong', 's3.bucketMissing', 's3.regionWrong',
  's3.refused', 'bitrix.webhookInvalid', 'bitrix.webhookRefused', 'bitrix.planRefuses', 'bitrix.scopeMissing',
  'bitrix.accessDenied', 'bitrix.portalDeleted', 'bitrix.blocked', 'bitrix.methodUnknown', 'bitrix.fieldMissing',
  'bitrix.presetMissing', 'bitrix.filterIgnored', 'bitrix.requestRefused',
] as const satisfies readonly DeliveryCode[];

/** How one attempt ended; `at` UTC milliseconds. */
export type DeliveryAttempt = {
  readonly at: number;
  readonly outcome: AttemptOutcome;
  readonly code: DeliveryCode | null;
};

/** A delivery as the page lists it. */
export type DeliveryRow = {
  readonly id: number;
  readonly registrationId: string;
  readonly destinationId: string;
  /** Empty where the registration does not open. */
  readonly surname: string;
  readonly givenNames: string;
  readonly state: DeliveryState;
  /** Why the last attempt failed; null while none has. */
  readonly code: DeliveryCode | null;
  readonly attempts: number;
  readonly createdAt: number;
  /** Of a waiting one: when it is tried next. */
  readonly nextTryAt: number | null;
  readonly deliveredAt: number | null;
};

/** One delivery with what became of its attempts, newest first; the oldest of very many are no longer known. */
export type DeliveryHistory = { readonly delivery: DeliveryRow; readonly attempts: readonly DeliveryAttempt[] };

/** `mended`: only what was parked for the destination's secret or place; null: at all destinations. */
export type RetryWish = { readonly destinationId: string | null; readonly mended: boolean };

/** What trying again would take up, by destination and reason. */
export type RetryPreview = {
  readonly count: number;
  readonly groups: readonly { readonly destinationId: string; readonly code: DeliveryCode | null; readonly count: number }[];
};

/** `before`: how it stands there now; null where it was never to go there. */
export type ResendPreview = {
  readonly destinationId: string;
  readonly before: { readonly state: DeliveryState; readonly deliveredAt: number | null } | null;
};

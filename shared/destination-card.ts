/** What the settings page says to the desk about destinations, and hears of them. Secrets go one way only. */
import { z } from 'zod';
import { bitrixOptions, destinationName, s3Options, type DestinationSettings } from './destinations.ts';
import type { DeliveryCode } from './delivery.ts';
import type { ErrorCode } from './errors.ts';

/**
 * Where a destination lies, as an administrator says it. A folder is the desk's own, or the one chosen in the system's
 * dialog under this id: the page never names a path.
 */
export const destinationPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bitrix'), options: bitrixOptions }),
  z.strictObject({ kind: z.literal('s3'), options: s3Options }),
  z.strictObject({ kind: z.literal('folder'), folder: z.union([z.literal('own'), z.uuid()]) }),
]);
export type DestinationPlace = z.infer<typeof destinationPlace>;

/** A webhook or a secret access key. */
export const destinationSecret = z.string().trim().min(1).max(500);

export const newDestination = z.strictObject({
  name: destinationName, place: destinationPlace, secret: destinationSecret.nullable(),
});
export type NewDestination = z.infer<typeof newDestination>;

/** All that is ever said of a secret. `at`: when it was set on this desk, UTC milliseconds; null where that is not known. */
export type SecretState =
  | { readonly kind: 'notNeeded' } | { readonly kind: 'missing' }
  | { readonly kind: 'set'; readonly at: number | null }
  | { readonly kind: 'unreadable'; readonly code: ErrorCode };

export type DestinationCard = DestinationSettings & { readonly secret: SecretState };

/** `missing`: names of what is not there, where that is the trouble (fields, a bucket, a right). */
export type ConnectionTest =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: DeliveryCode; readonly missing?: readonly string[] };

/** Fields that can be made in a portal, and what the test that looked for them said. */
export type FieldsPreview = {
  readonly test: ConnectionTest;
  readonly fields: readonly { readonly name: string; readonly labels: { readonly ru: string; readonly en: string } }[];
};

/** A template of requisites in a portal that has a place for a document's number. */
export type NumberPreset = { readonly id: number; readonly name: string };
export type NumberPresets =
  | { readonly ok: true; readonly presets: readonly NumberPreset[] } | Extract<ConnectionTest, { ok: false }>;

/** What removing would end: deliveries that are not made yet are dropped, made ones stay where they are. */
export type RemovalPreview = { readonly name: string; readonly undelivered: number; readonly delivered: number };

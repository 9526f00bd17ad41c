import { z } from 'zod';

/** Names a destination in the outbox, the log and the keychain, so it begins with a small letter and never changes. */
export const destinationId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export const destinationName = z.string().trim().min(1).max(60);

/** `id` is fixed, `name` is what people call it, `on`: confirmed registrations are to be brought there. */
const common = { id: destinationId, name: destinationName, on: z.boolean() };

/** http or https and a host; no user, path, query or fragment, so that neither a secret nor a bucket hides in it. */
const endpoint = z.string().max(300).refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text);
});

/** Not the secret key: that is in the keychain. `region` as the provider names it; `us-east-1` where it names none. */
export const s3Options = z.strictObject({
  endpoint,
  region: z.string().regex(/^[a-z0-9-]{1,40}$/),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  /** Stands before every key: '' or names that each end in a slash. */
  prefix: z.string().max(200).regex(/^([A-Za-z0-9][A-Za-z0-9._-]*\/)*$/),
  /** The bucket in the path (`host/bucket`) rather than before the host. */
  forcePathStyle: z.boolean(),
  accessKeyId: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  /** What the provider is asked to encrypt with, over our own encryption; `keyId` for aws:kms, '' for its default. */
  sse: z.enum(['none', 'AES256', 'aws:kms']),
  keyId: z.string().max(300),
});
export type S3Options = z.infer<typeof s3Options>;

/** A folder on this machine or a share, by its whole path. */
const folderOptions = z.strictObject({
  path: z.string().max(1000).regex(/^(\/|[A-Za-z]:[\\/]|\\\\)[^\0]*$/),
});

/** The webhook, which names the portal too, is the secret. */
export const bitrixOptions = z.strictObject({
  /** The portal is on the Enterprise plan, which takes more requests than the others. */
  enterprise: z.boolean(),
  /**
   * The portal's template of a contact's requisite that is to hold the document's number, in the clear, as an
   * administrator chose on purpose; null: the number stays on the desk.
   */
  numberPreset: z.int().positive().nullable(),
});
export type BitrixOptions = z.infer<typeof bitrixOptions>;
export const NEW_BITRIX: BitrixOptions = { enterprise: false, numberPreset: null };

/** Where registrations go. What is secret of it lies in the keychain under `destination/<id>`. */
const destinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('bitrix'), options: bitrixOptions }),
  z.strictObject({ ...common, kind: z.literal('s3'), options: s3Options }),
  z.strictObject({ ...common, kind: z.literal('folder'), options: folderOptions }),
]);
export type DestinationSettings = z.infer<typeof destinationSchema>;
export type BitrixSettings = Extract<DestinationSettings, { kind: 'bitrix' }>;
export type DestinationKind = DestinationSettings['kind'];

export const destinationsSchema = z.array(destinationSchema).max(20)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length);

/** Where the keychain keeps the secret of a destination: webhook or secret access key; a folder has none. */
export const secretAccount = (destinationId: string): string => `destination/${destinationId}`;

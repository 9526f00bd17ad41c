import { z } from 'zod';

/** What of a guest may go to a CRM and can be left out. Document hash and names always go: without them there is no contact. */
export const CRM_FIELDS = ['birthDate', 'nationality', 'expiryDate', 'confidence', 'phone'] as const;
export type CrmField = (typeof CRM_FIELDS)[number];

/** Some hundred years; longer than any property keeps anything. */
const MOST_DAYS = 36_500;
const days = z.int().min(1).max(MOST_DAYS);

/** How long a confirmed guest's picture stays on the desk. Pictures still waiting in the queue are for people to remove. */
const keepPictureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('untilDelivered') }),
  z.strictObject({ kind: z.literal('days'), days }),
]);
export type KeepPicture = z.infer<typeof keepPictureSchema>;

/** What a property keeps of its guests, how long, and what of it may leave the desk. */
export const policySchema = z.strictObject({
  keepPicture: keepPictureSchema,
  /** What is kept and uploaded once confirmed: the whole picture, or the machine-readable zone only. */
  picture: z.enum(['whole', 'zone']),
  /** Whether archives (folder, S3) get the picture too, encrypted with the registration. */
  uploadPicture: z.boolean(),
  /** Days after confirmation that a registration stays on the desk; null: until a person erases it. */
  keepRegistrationDays: days.nullable(),
  crmFields: z.array(z.enum(CRM_FIELDS)).refine((list) => new Set(list).size === list.length),
}).refine(({ uploadPicture, keepPicture }) => !uploadPicture || keepPicture.kind !== 'never');
export type Policy = z.infer<typeof policySchema>;

/** What the purge did when it last ran to its end. */
export type PurgeRun = {
  /** UTC milliseconds. */
  readonly finishedAt: number;
  readonly pictures: number; readonly registrations: number;
  /** Names of guests whom groups expected, forgotten with groups that left. */
  readonly guests: number;
  /** Registrations past their time that are still to be delivered, so that they stay. */
  readonly heldBack: number;
};
/** `last`: null before the first; `nextAt`: UTC milliseconds. */
export type PurgeState = { readonly last: PurgeRun | null; readonly nextAt: number };

export const DEFAULT_POLICY: Policy = {
  keepPicture: { kind: 'untilDelivered' }, picture: 'whole', uploadPicture: false, keepRegistrationDays: null,
  crmFields: [...CRM_FIELDS],
};

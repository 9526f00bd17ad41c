import { isPossibleIso } from '../../../shared/mrz/dates.ts';
import type { CrmField } from '../../../shared/policy.ts';
import type { DeliveryContent } from '../destination.ts';

/** `crm.item.*` knows a contact by this number. */
export const CONTACT = { entityTypeId: 3, useOriginalUfNames: 'Y' } as const;

/** Whose records ours are; with the delivery's key as `originId` they can be asked for. */
export const ORIGINATOR = 'kakdoma-desk';

/** Fields of ours, made by an administrator or by `addMissingFields`, and the type Bitrix24 must know each as. */
export const CUSTOM_FIELDS = {
  UF_CRM_PASSPORT_HASH: { type: 'string', labels: { en: 'Document (keyed hash)', ru: 'Документ (хеш с ключом)' } },
  UF_CRM_PASSPORT_NATIONALITY: { type: 'string', labels: { en: 'Nationality', ru: 'Гражданство' } },
  UF_CRM_PASSPORT_EXPIRY: { type: 'date', labels: { en: 'Document valid until', ru: 'Документ действует до' } },
  UF_CRM_PASSPORT_CONFIDENCE: { type: 'double', labels: { en: 'Reading confidence', ru: 'Уверенность чтения' } },
  UF_CRM_PASSPORT_DUPLICATE: { type: 'boolean', labels: { en: 'To be merged', ru: 'Дубль, объединить' } },
} as const;
export type CustomField = keyof typeof CUSTOM_FIELDS;

/** Fields that every portal has. */
const STANDARD_FIELDS = {
  id: 'integer', name: 'string', lastName: 'string', birthdate: 'date', opened: 'boolean', export: 'boolean',
  originatorId: 'string', originId: 'string',
} as const;

/** Which of our fields hold what the policy can leave out; all others are needed to find contacts again. */
const LEFT_OUT_WITH: Readonly<Partial<Record<CustomField, CrmField>>> = {
  UF_CRM_PASSPORT_NATIONALITY: 'nationality', UF_CRM_PASSPORT_EXPIRY: 'expiryDate',
  UF_CRM_PASSPORT_CONFIDENCE: 'confidence',
};

/** What a portal must know for nothing of ours to be dropped without a word, with its types. */
export function neededFields(sent: readonly CrmField[]): Readonly<Record<string, string>> {
  const ours = Object.entries(CUSTOM_FIELDS).filter(([name]) => {
    const field = LEFT_OUT_WITH[name as CustomField];
    return field === undefined || sent.includes(field);
  });
  return { ...STANDARD_FIELDS, ...Object.fromEntries(ours.map(([name, { type }]) => [name, type])) };
}

/** All that a contact gets of a registration. The document's number is not among it; see requisite.ts. */
export type ContactFields = {
  readonly name: string;
  readonly lastName: string;
  readonly birthdate?: string;
  readonly UF_CRM_PASSPORT_HASH: string;
  readonly UF_CRM_PASSPORT_NATIONALITY?: string;
  readonly UF_CRM_PASSPORT_EXPIRY?: string;
  readonly UF_CRM_PASSPORT_CONFIDENCE?: number;
};

/**
 * Names as people write them where they are known so, else as the zone has them; dates only where they are whole. `sent`:
 * what the property's policy lets go there.
 */
export function contactFields(
  { registration, confidence }: DeliveryContent, hash: string, sent: readonly CrmField[],
): ContactFields {
  const { fields, cyrillic } = registration;
  const { birthDate, expiryDate, nationality } = fields;
  return {
    name: cyrillic.givenNames || fields.givenNames.value,
    lastName: cyrillic.surname || fields.surname.value,
    ...(sent.includes('birthDate') && isWhole(birthDate.value) ? { birthdate: birthDate.value } : {}),
    UF_CRM_PASSPORT_HASH: hash,
    ...(sent.includes('nationality') ? { UF_CRM_PASSPORT_NATIONALITY: nationality.value } : {}),
    ...(sent.includes('expiryDate') && isWhole(expiryDate.value) ? { UF_CRM_PASSPORT_EXPIRY: expiryDate.value } : {}),
    ...(confidence === null || !sent.includes('confidence')
      ? {} : { UF_CRM_PASSPORT_CONFIDENCE: Math.round(confidence * 10_000) / 10_000 }),
  };
}

/** A phone as a multi-field of its own; none where none was noted. */
export function phoneFields(phone: string): { fm?: readonly object[] } {
  return phone.trim() === '' ? {} : { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: phone.trim() }] };
}

/** For a contact that is new: seen by those whom the portal's rights let see it, and in no export. */
export const NEW_CONTACT = {
  opened: 'N', export: 'N', originatorId: ORIGINATOR, UF_CRM_PASSPORT_DUPLICATE: 'N',
} as const;

const isWhole = (date: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && !date.includes('-00') && isPossibleIso(date);

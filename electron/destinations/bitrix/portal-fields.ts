import { z } from 'zod';
import type { BitrixClient } from './client.ts';
import type { CrmField } from '../../../shared/policy.ts';
import { CONTACT, CUSTOM_FIELDS, neededFields, type CustomField } from './contact-fields.ts';
import type { Context } from './find-contacts.ts';
import { BitrixFailure, later } from './refusals.ts';

const fieldsSchema = z.object({ fields: z.record(z.string(), z.looseObject({ type: z.string() })) });

/**
 * Names of fields that the portal lacks, or has as another type. It would ignore a value for an unknown field without a
 * word, so nothing is sent while there are any. `serverTime`: see Answered.
 */
export async function missingFields(
  client: BitrixClient, sent: readonly CrmField[], context: Context,
): Promise<{ missing: string[]; serverTime: number | null }> {
  const { result, serverTime } = await client.call({
    ...context, method: 'crm.item.fields', params: CONTACT, effect: 'reads',
  });
  const known = fieldsSchema.safeParse(result);
  if (!known.success) throw new BitrixFailure(later('server.unexpected'));
  const missing = Object.entries(neededFields(sent)).filter(([name, type]) => known.data.fields[name]?.type !== type);
  return { missing: missing.map(([name]) => name), serverTime };
}

/** Makes a custom field of ours; takes a webhook whose creator administers the CRM. Throws BitrixFailure. */
export async function addCustomField(client: BitrixClient, name: CustomField, context: Context): Promise<void> {
  const { type, labels } = CUSTOM_FIELDS[name];
  await client.call({
    ...context, method: 'crm.contact.userfield.add', effect: 'writes',
    params: {
      fields: {
        // Bitrix24 puts UF_CRM_ before it again where it is missing, and leaves it where it stands.
        FIELD_NAME: name, USER_TYPE_ID: type, MULTIPLE: 'N', MANDATORY: 'N',
        EDIT_FORM_LABEL: labels, LIST_COLUMN_LABEL: labels, LIST_FILTER_LABEL: labels,
      },
    },
  });
}

export const isCustomField = (name: string): name is CustomField => Object.hasOwn(CUSTOM_FIELDS, name);

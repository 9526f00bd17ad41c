import { z } from 'zod';
import type { BitrixClient } from './client.ts';
import { CONTACT, NEW_CONTACT, phoneFields, type ContactFields } from './contact-fields.ts';
import type { Context, FoundContact } from './find-contacts.ts';
import { BitrixFailure, later } from './refusals.ts';
import { samePhone } from './same-phone.ts';

const createdSchema = z.object({ item: z.looseObject({ id: z.coerce.number().int().positive() }) });
const phonesSchema = z.object({
  items: z.array(z.looseObject({
    id: z.coerce.number(),
    fm: z.array(z.looseObject({ typeId: z.string(), value: z.string() })).optional(),
  })),
});

/** Makes the contact and returns its id. One attempt: an answer that is lost is looked for before another one. */
export async function createContact(
  client: BitrixClient, contact: { fields: ContactFields; originId: string; phone: string }, context: Context,
): Promise<number> {
  const { fields, originId, phone } = contact;
  const { result } = await client.call({
    ...context, method: 'crm.item.add', effect: 'writes',
    params: { ...CONTACT, fields: { ...NEW_CONTACT, ...fields, originId, ...phoneFields(phone) } },
  });
  const created = createdSchema.safeParse(result);
  // It said yes and not to what: the contact must be looked for.
  if (!created.success) throw new BitrixFailure({ kind: 'ambiguous', code: 'server.unexpected' });
  return created.data.item.id;
}

/** Brings a contact up to date; safe to repeat. Rights and export stay as people have set them since. */
export async function updateContact(
  client: BitrixClient, id: number, contact: { fields: ContactFields; phone: string }, context: Context,
): Promise<void> {
  const phone = await isNewPhone(client, id, contact.phone, context) ? phoneFields(contact.phone) : {};
  await update(client, id, { ...contact.fields, ...phone }, context);
}

/** Marks contacts as ones that a person should merge; those marked already are left alone. */
export async function flagDuplicates(
  client: BitrixClient, contacts: readonly FoundContact[], context: Context,
): Promise<void> {
  for (const { id } of contacts.filter((contact) => !contact.flagged)) {
    await update(client, id, { UF_CRM_PASSPORT_DUPLICATE: 'Y' }, context);
  }
}

async function update(client: BitrixClient, id: number, fields: object, context: Context): Promise<void> {
  try {
    await client.call({ ...context, method: 'crm.item.update', effect: 'writes', params: { ...CONTACT, id, fields } });
  } catch (error) {
    if (!(error instanceof BitrixFailure) || error.failure.code !== 'bitrix.notFound') throw error;
    // Deleted or merged since it was found: the next attempt looks again.
    throw new BitrixFailure(later('bitrix.notFound'));
  }
}

/**
 * A phone without an id is added each time it is sent, so it is sent only where the contact certainly has it not. The
 * portal shows phones with all fields only; of what else it shows nothing is kept.
 */
async function isNewPhone(client: BitrixClient, id: number, phone: string, context: Context): Promise<boolean> {
  if (phone.trim() === '') return false;
  const { result } = await client.call({
    ...context, method: 'crm.item.list', effect: 'reads',
    params: { ...CONTACT, filter: { id }, order: { id: 'ASC' }, start: -1, select: ['*'] },
  });
  const page = phonesSchema.safeParse(result);
  const fm = page.success ? page.data.items.find((item) => item.id === id)?.fm : undefined;
  return fm !== undefined && !fm.some(({ typeId, value }) => typeId === 'PHONE' && samePhone(value, phone));
}

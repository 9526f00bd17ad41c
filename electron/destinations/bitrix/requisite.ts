/**
 * The document's number in a requisite of its contact. There it stands in the clear, so only where an administrator has
 * chosen a template for it; nothing else of the document goes with it.
 */
import { z } from 'zod';
import type { NumberPreset } from '../../../shared/destination-card.ts';
import { readBatch } from './batch.ts';
import type { BitrixClient } from './client.ts';
import { ORIGINATOR } from './contact-fields.ts';
import type { Context } from './find-contacts.ts';
import { BitrixFailure, later, refusesAll } from './refusals.ts';

/** What the owner of a requisite is called in its `ENTITY_TYPE_ID`. */
const OF_CONTACT = 3;
/** A value for a field that the template lacks would be kept where nobody sees it, and where nobody erases it. */
const NUMBER_FIELD = 'RQ_IDENT_DOC_NUM';
/** Requisites must be called something; people see it as their heading. */
const NAME = 'Kakdoma Desk';

const id = z.coerce.number().int().positive();
const presetsSchema = z.array(z.looseObject({ ID: id, NAME: z.string() }));
const presetFieldsSchema = z.array(z.looseObject({ FIELD_NAME: z.string() }));
const requisitesSchema = z.array(z.looseObject({
  ID: id, ENTITY_TYPE_ID: z.coerce.number(), ENTITY_ID: z.coerce.number(), ORIGINATOR_ID: z.unknown(), XML_ID: z.unknown(),
}));

/** Templates that have a place for a document's number: the first page of them. Throws BitrixFailure. */
export async function numberPresets(client: BitrixClient, context: Context): Promise<NumberPreset[]> {
  const presets = await activePresets(client, {}, context);
  if (presets.length === 0) return [];
  const calls = Object.fromEntries(presets.map((preset) => [`of${preset.id}`, fieldsOf(preset.id)]));
  const fields = await readBatch(client, calls, context);
  return presets.filter((preset) => hasNumber(fields[`of${preset.id}`]));
}

/** Throws `bitrix.presetMissing` where the number would be kept unseen, or not at all. */
export async function requirePreset(client: BitrixClient, presetId: number, context: Context): Promise<void> {
  const [preset] = await activePresets(client, { ID: presetId }, context);
  if (preset?.id !== presetId) throw new BitrixFailure(refusesAll('bitrix.presetMissing'));
  const { result } = await client.call({ ...context, ...fieldsOf(presetId), effect: 'reads' });
  if (!hasNumber(result)) throw new BitrixFailure(refusesAll('bitrix.presetMissing'));
}

/**
 * Sees to it that the contact has one requisite of ours for this document, with its number. `hash` stands for the
 * document there too: by it a requisite is found again, and of several that desks made at once the oldest stays.
 */
export async function bringNumber(
  client: BitrixClient, wanted: { contactId: number; presetId: number; hash: string; number: string }, context: Context,
): Promise<void> {
  const { contactId, presetId, hash, number } = wanted;
  const [known] = await requisitesOf(client, contactId, hash, context);
  const value = { [NUMBER_FIELD]: number };
  if (known === undefined) {
    await client.call({
      ...context, method: 'crm.requisite.add', effect: 'writes',
      params: {
        fields: {
          ENTITY_TYPE_ID: OF_CONTACT, ENTITY_ID: contactId, PRESET_ID: presetId, NAME, ORIGINATOR_ID: ORIGINATOR,
          XML_ID: hash, ...value,
        },
      },
    });
  } else {
    await client.call({ ...context, method: 'crm.requisite.update', effect: 'writes', params: { id: known, fields: value } });
  }
  const [, ...rivals] = await requisitesOf(client, contactId, hash, context);
  for (const rival of rivals) await removeRequisite(client, { id: rival, contactId }, context);
}

/** Takes away all requisites that the program made for this contact; returns how many there were. */
export async function removeRequisites(client: BitrixClient, contactId: number, context: Context): Promise<number> {
  const ours = await requisitesOf(client, contactId, null, context);
  for (const one of ours) await removeRequisite(client, { id: one, contactId }, context);
  return ours.length;
}

const fieldsOf = (presetId: number) => ({ method: 'crm.requisite.preset.field.list', params: { preset: { ID: presetId } } });

function hasNumber(result: unknown): boolean {
  const fields = presetFieldsSchema.safeParse(result);
  if (!fields.success) throw new BitrixFailure(later('server.unexpected'));
  return fields.data.some((field) => field.FIELD_NAME === NUMBER_FIELD);
}

async function activePresets(client: BitrixClient, filter: object, context: Context): Promise<NumberPreset[]> {
  const { result } = await client.call({
    ...context, method: 'crm.requisite.preset.list', effect: 'reads',
    params: { filter: { ...filter, ACTIVE: 'Y' }, order: { ID: 'ASC' }, select: ['ID', 'NAME'] },
  });
  const presets = presetsSchema.safeParse(result);
  if (!presets.success) throw new BitrixFailure(later('server.unexpected'));
  return presets.data.map((preset) => ({ id: preset.ID, name: preset.NAME }));
}

/**
 * Ids of ours, the oldest first; `hash` null: for whatever document. Does not trust the portal's filter, as what is
 * found is then changed or taken away.
 */
async function requisitesOf(
  client: BitrixClient, contactId: number, hash: string | null, context: Context,
): Promise<number[]> {
  const wanted = {
    ENTITY_TYPE_ID: OF_CONTACT, ENTITY_ID: contactId, ORIGINATOR_ID: ORIGINATOR, ...(hash === null ? {} : { XML_ID: hash }),
  };
  const { result } = await client.call({
    ...context, method: 'crm.requisite.list', effect: 'reads',
    params: {
      filter: wanted, order: { ID: 'ASC' }, select: ['ID', 'ENTITY_TYPE_ID', 'ENTITY_ID', 'ORIGINATOR_ID', 'XML_ID'],
    },
  });
  const found = requisitesSchema.safeParse(result);
  if (!found.success) throw new BitrixFailure(later('server.unexpected'));
  const entries = Object.entries(wanted);
  if (found.data.some((one) => entries.some(([name, value]) => one[name] !== value))) {
    throw new BitrixFailure(refusesAll('bitrix.filterIgnored'));
  }
  return found.data.map((one) => one.ID);
}

/** Gone already is as good: another desk may have been quicker. */
async function removeRequisite(
  client: BitrixClient, one: { id: number; contactId: number }, context: Context,
): Promise<void> {
  try {
    await client.call({ ...context, method: 'crm.requisite.delete', effect: 'writes', params: { id: one.id } });
  } catch (error) {
    if (!(error instanceof BitrixFailure) || error.failure.kind !== 'parked') throw error;
    const left = await requisitesOf(client, one.contactId, null, context);
    if (left.includes(one.id)) throw error;
  }
}

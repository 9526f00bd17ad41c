import { z } from 'zod';
import { readBatch } from './batch.ts';
import type { BitrixClient, Call } from './client.ts';
import { CONTACT, ORIGINATOR } from './contact-fields.ts';
import { BitrixFailure, later, refusesAll } from './refusals.ts';

/** Bitrix24's page; fewer than this is the last one. */
const PAGE = 50;

/** More contacts of one document than this cannot come from desks that raced. */
const MOST_PAGES = 20;

export type Context = Pick<Call, 'correlationId' | 'signal'>;

/** `flagged`: marked already as one to be merged. */
export type FoundContact = { readonly id: number; readonly flagged: boolean };

type Filter =
  | { readonly originatorId: string; readonly originId: string }
  | { readonly UF_CRM_PASSPORT_HASH: string };

const itemSchema = z.looseObject({ id: z.coerce.number().int().positive(), UF_CRM_PASSPORT_DUPLICATE: z.unknown().optional() });
const pageSchema = z.object({ items: z.array(itemSchema) });

/** Contacts that an earlier attempt of this delivery has made (`mine`) and those of the document; lowest id first. */
export async function findContacts(
  client: BitrixClient, wanted: { originId: string; hash: string }, context: Context,
): Promise<Record<'mine' | 'same', FoundContact[]>> {
  const filters = {
    mine: { originatorId: ORIGINATOR, originId: wanted.originId },
    same: { UF_CRM_PASSPORT_HASH: wanted.hash },
  } as const;
  const calls = { mine: pageAfter(filters.mine, 0), same: pageAfter(filters.same, 0) };
  const first = await readBatch(client, calls, context);
  return {
    mine: contactsOf(first.mine, filters.mine),
    same: await withFurther(client, contactsOf(first.same, filters.same), filters.same, context),
  };
}

/** Contacts of the document, lowest id first. */
export async function findSame(client: BitrixClient, hash: string, context: Context): Promise<FoundContact[]> {
  return withFurther(client, null, { UF_CRM_PASSPORT_HASH: hash }, context);
}

/** Goes on where the first page was full. By id and without counting (`start: -1`), as the portal counts slowly. */
async function withFurther(
  client: BitrixClient, first: FoundContact[] | null, filter: Filter, context: Context,
): Promise<FoundContact[]> {
  const all = first ?? [];
  let last = first?.length ?? PAGE;
  for (let page = 0; last === PAGE; page += 1) {
    if (page === MOST_PAGES) throw new BitrixFailure(refusesAll('bitrix.filterIgnored'));
    const { method, params } = pageAfter(filter, all.at(-1)?.id ?? 0);
    const { result } = await client.call({ ...context, method, params, effect: 'reads' });
    const found = contactsOf(result, filter);
    last = found.length;
    all.push(...found);
  }
  return all;
}

const pageAfter = (filter: Filter, id: number) => ({
  method: 'crm.item.list',
  params: {
    ...CONTACT, filter: { ...filter, '>id': id }, order: { id: 'ASC' }, start: -1,
    select: ['id', ...Object.keys(filter), 'UF_CRM_PASSPORT_DUPLICATE'],
  },
});

/**
 * Does not trust the portal's filter: one that it ignored would give us strangers, whom we would then overwrite with a
 * guest's name.
 */
function contactsOf(result: unknown, filter: Filter): FoundContact[] {
  const page = pageSchema.safeParse(result);
  if (!page.success) throw new BitrixFailure(later('server.unexpected'));
  const wanted = Object.entries(filter);
  if (page.data.items.some((item) => wanted.some(([name, value]) => item[name] !== value))) {
    throw new BitrixFailure(refusesAll('bitrix.filterIgnored'));
  }
  return page.data.items.map((item) => ({ id: item.id, flagged: isYes(item.UF_CRM_PASSPORT_DUPLICATE) }));
}

/** Booleans of custom fields are written Y and N; portals give back Y, 1, '1' or true. */
const isYes = (value: unknown): boolean => value === 'Y' || value === 1 || value === '1' || value === true;

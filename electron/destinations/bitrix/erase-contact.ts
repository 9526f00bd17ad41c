import { z } from 'zod';
import type { EraseCode } from '../../../shared/erasure.ts';
import type { DeliveredCopy, EraseOutcome, Eraser, LookOutcome } from '../eraser.ts';
import type { BitrixClient } from './client.ts';
import { CONTACT, ORIGINATOR } from './contact-fields.ts';
import { findContacts, type Context } from './find-contacts.ts';
import { removeRequisites } from './requisite.ts';
import { passportHash } from './passport-hash.ts';
import { BitrixFailure, later } from './refusals.ts';
import { samePhone } from './same-phone.ts';

/** Empties everything that contact-fields.ts writes of a guest; an empty value clears a field. */
const EMPTIED = {
  birthdate: '', UF_CRM_PASSPORT_HASH: '', UF_CRM_PASSPORT_NATIONALITY: '', UF_CRM_PASSPORT_EXPIRY: '',
  UF_CRM_PASSPORT_CONFIDENCE: '', UF_CRM_PASSPORT_DUPLICATE: 'N',
} as const;
/** A contact must be called something. */
const NAMELESS = { name: '', lastName: '—' } as const;

const itemsSchema = z.object({
  items: z.array(z.looseObject({
    id: z.coerce.number(), originatorId: z.unknown().optional(),
    fm: z.array(z.looseObject({ id: z.coerce.number(), typeId: z.string(), value: z.string() })).optional(),
  })),
});

/**
 * Takes out of a CRM all that was sent of a guest. The contacts themselves stay: deals, invoices and what people wrote
 * hang on them, and are not ours to delete. `open`, `pepper`: throw BitrixFailure.
 */
export function createContactEraser(parts: {
  open: () => Promise<BitrixClient>; pepper: () => Promise<Buffer>;
}): Eraser {
  const { open, pepper } = parts;

  async function found(client: BitrixClient, copy: DeliveredCopy, context: Context): Promise<number[]> {
    const hash = passportHash(await pepper(), copy.document);
    if (hash === null) return [];
    const { mine, same } = await findContacts(client, { originId: copy.idempotencyKey, hash }, context);
    return [...new Set([...mine, ...same].map(({ id }) => id))];
  }

  /**
   * Whether the contact that this delivery was brought to is there still and bears another hash: of another pepper, or
   * merged by people. Whose it is now nobody here can know, so it is told of and left.
   */
  async function isBeyondKnowing(client: BitrixClient, reference: string | null, context: Context): Promise<boolean> {
    if (reference === null) return false;
    const { result } = await client.call({
      ...context, method: 'crm.item.list', effect: 'reads',
      params: { ...CONTACT, filter: { id: Number(reference) }, order: { id: 'ASC' }, start: -1, select: ['id', 'UF_CRM_PASSPORT_HASH'] },
    });
    const page = itemsSchema.safeParse(result);
    if (!page.success) throw new BitrixFailure(later('server.unexpected'));
    return page.data.items.some((item) => String(item.id) === reference && Boolean(item['UF_CRM_PASSPORT_HASH']));
  }

  async function emptied(client: BitrixClient, id: number, ours: readonly string[], context: Context): Promise<EraseCode> {
    const { result } = await client.call({
      ...context, method: 'crm.item.list', effect: 'reads',
      params: { ...CONTACT, filter: { id }, order: { id: 'ASC' }, start: -1, select: ['*'] },
    });
    const page = itemsSchema.safeParse(result);
    const contact = page.success ? page.data.items.find((item) => item.id === id) : undefined;
    if (contact === undefined) throw new BitrixFailure(later('server.unexpected'));
    const made = contact.originatorId === ORIGINATOR;
    // Phones first: once its hash is emptied, a contact that another delivery made is not found again.
    const phones = (contact.fm ?? []).filter(({ typeId, value }) => typeId === 'PHONE' && ours.some((phone) => samePhone(value, phone)));
    if (phones.length > 0) {
      // crm.item.update adds phones and never takes one away; the older method does.
      await client.call({
        ...context, method: 'crm.contact.update', effect: 'writes',
        params: { id, fields: { PHONE: phones.map((one) => ({ ID: one.id, DELETE: 'Y' })) } },
      });
    }
    // Whether it is sent now or was once: the number may lie there since.
    await removeRequisites(client, id, context);
    const fields = { ...EMPTIED, ...(made ? NAMELESS : {}) };
    await client.call({ ...context, method: 'crm.item.update', effect: 'writes', params: { ...CONTACT, id, fields } });
    return made ? 'erase.contactKept' : 'erase.namesKept';
  }

  return {
    async look(copy, signal): Promise<LookOutcome> {
      try {
        const context = { correlationId: copy.correlationId, signal };
        return { kind: 'found', count: (await found(await open(), copy, context)).length };
      } catch (error) {
        if (!(error instanceof BitrixFailure)) throw error;
        return { kind: 'unknown', code: error.failure.code };
      }
    },
    async erase(copy, signal): Promise<EraseOutcome> {
      try {
        const context = { correlationId: copy.correlationId, signal };
        const client = await open();
        let left: EraseCode | null = null;
        const ids = await found(client, copy, context);
        if (!ids.includes(Number(copy.reference)) && await isBeyondKnowing(client, copy.reference, context)) left = 'erase.contactUnknown';
        for (const id of ids) {
          const kept = await emptied(client, id, copy.phones, context);
          if (left === null || left === 'erase.contactKept') left = kept;
        }
        return { kind: 'erased', left };
      } catch (error) {
        if (!(error instanceof BitrixFailure)) throw error;
        const { failure } = error;
        if (failure.kind === 'parked') return { kind: 'refused', code: failure.code };
        return { kind: 'retry', code: failure.code, ...(failure.after === undefined ? {} : { after: failure.after }) };
      }
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { DeliveryCode } from '../../../shared/delivery.ts';
import type { NumberPreset } from '../../../shared/destination-card.ts';
import type { BitrixOptions } from '../../../shared/destinations.ts';
import type { CrmField } from '../../../shared/policy.ts';
import type { DeliveryContent, DeliveryJob, DeliveryOutcome, Destination, TestResult } from '../destination.ts';
import type { Eraser } from '../eraser.ts';
import { createBitrixClient, type BitrixClient, type Fetch } from './client.ts';
import { contactFields } from './contact-fields.ts';
import { createContactEraser } from './erase-contact.ts';
import { findContacts, findSame, type Context, type FoundContact } from './find-contacts.ts';
import { passportHash } from './passport-hash.ts';
import { addCustomField, isCustomField, missingFields } from './portal-fields.ts';
import { rateLimitOf, type PortalLimits } from './rate-limit.ts';
import { bringNumber, numberPresets, requirePreset } from './requisite.ts';
import { BitrixFailure, later, refusesAll, refusesThis, type Failure } from './refusals.ts';
import { parseWebhook } from './webhook.ts';
import { createContact, flagDuplicates, updateContact } from './write-contact.ts';

/** How far the desk's clock may be from the portal's before times in the log and in leases mislead. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Values for a field that the portal no longer has it drops without a word, so its fields are looked at again. */
const CHECKED_FOR_MS = 60 * 60_000;

export type BitrixDestination = Destination & {
  /** Makes the custom fields that the portal lacks, at an administrator's word only; then tests. */
  addMissingFields(signal: AbortSignal): Promise<TestResult>;
  /** Templates of requisites that could hold the document's number. */
  numberPresets(signal: AbortSignal): Promise<readonly NumberPreset[] | Extract<TestResult, { ok: false }>>;
  readonly eraser: Eraser;
};

export type BitrixParts = {
  readonly name: string;
  /** The webhook's URL from the keychain; null when there is none. May reject as the keychain does. */
  readonly secret: () => Promise<string | null>;
  readonly options: BitrixOptions;
  /** See openPepper. */
  readonly pepper: () => Promise<Buffer>;
  /** What the property's policy lets go to a CRM. */
  readonly crmFields: () => readonly CrmField[];
  readonly fetch: Fetch;
  /** One for all destinations of the desk. */
  readonly limits: PortalLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
};

/**
 * Contacts in Bitrix24: one for each document, made by the first registration and brought up to date by later ones.
 * There is no idempotency key, so before anything is made it is looked for: by the delivery's own key, then by the
 * document's hash.
 */
export function createBitrixDestination(parts: BitrixParts): BitrixDestination {
  const { name, secret, options, pepper, crmFields, clock, log } = parts;
  /** Kept for a while once the portal was seen to have these fields; let go when it refuses, as they may be mended. */
  let checked: { readonly client: BitrixClient; readonly fields: readonly CrmField[]; readonly at: number } | null = null;

  async function openClient(): Promise<BitrixClient> {
    const text = await fromKeychain(secret);
    if (text === null) throw new BitrixFailure(refusesAll('secret.missing'));
    const webhook = parseWebhook(text);
    if (!webhook) throw new BitrixFailure(refusesAll('bitrix.webhookInvalid'));
    return createBitrixClient({ ...parts, webhook, limit: rateLimitOf(options) });
  }

  /** The keychain's own errors are logged where they arise; here it is only known that the secret is out of reach. */
  async function fromKeychain<Secret>(get: () => Promise<Secret>): Promise<Secret> {
    try {
      return await get();
    } catch (error) {
      log.warn('secret.unreadable', { destination: name, error });
      throw new BitrixFailure(later('secret.unreadable'));
    }
  }

  async function checkedClient(context: Context): Promise<BitrixClient> {
    const fields = crmFields();
    const fresh = checked !== null && Math.abs(clock.now() - checked.at) < CHECKED_FOR_MS;
    if (checked && fresh && fields.every((field) => checked?.fields.includes(field))) return checked.client;
    const client = await openClient();
    const { missing } = await missingFields(client, fields, context);
    if (missing.length > 0) throw new BitrixFailure(refusesAll('bitrix.fieldMissing'));
    if (options.numberPreset !== null) await requirePreset(client, options.numberPreset, context);
    checked = { client, fields, at: clock.now() };
    return client;
  }

  /** What it refuses of one delivery may be a field that it no longer has: then it refuses them all. */
  async function judged(failure: Failure, context: Context): Promise<Failure> {
    if (failure.kind !== 'parked') return failure;
    checked = null;
    if (failure.refuses === 'everything') return failure;
    try {
      await checkedClient(context);
    } catch (error) {
      if (!(error instanceof BitrixFailure)) throw error;
      if (refusesEverything(error.failure)) return error.failure;
    }
    return failure;
  }

  async function bring(job: DeliveryJob, context: Context): Promise<number> {
    const client = await checkedClient(context);
    const key = await fromKeychain(pepper);
    const content = job.open();
    const { documentNumber, issuingState } = content.registration.fields;
    const hash = passportHash(key, { number: documentNumber.value, issuingState: issuingState.value });
    if (hash === null) throw new BitrixFailure(refusesThis('bitrix.valueRefused'));
    const contact = { ...contactOf(content, hash, crmFields()), originId: job.idempotencyKey };
    const contactId = await bringContact(client, contact, context);
    if (options.numberPreset !== null) {
      await bringNumber(client, { contactId, presetId: options.numberPreset, hash, number: documentNumber.value }, context);
    }
    return contactId;
  }

  async function bringContact(
    client: BitrixClient, contact: ReturnType<typeof contactOf> & { originId: string }, context: Context,
  ): Promise<number> {
    const hash = contact.fields.UF_CRM_PASSPORT_HASH;
    const { mine, same } = await findContacts(client, { originId: contact.originId, hash }, context);
    const [known] = lowestFirst([...mine, ...same]);
    if (known) {
      await updateContact(client, known.id, contact, context);
      await flagDuplicates(client, lowestFirst([...mine, ...same]).slice(1), context);
      return known.id;
    }
    const created = await createContact(client, contact, context);
    // Another desk may have made one since we looked, as nothing there is unique: the lowest id is the contact.
    const rivals = await findSame(client, hash, context);
    const [winner, ...others] = lowestFirst([{ id: created, flagged: false }, ...rivals]);
    if (winner === undefined) return created;
    await flagDuplicates(client, others, context);
    if (winner.id !== created) await updateContact(client, winner.id, contact, context);
    return winner.id;
  }

  async function tryOut(context: Context): Promise<TestResult> {
    const client = await openClient();
    const { missing, serverTime } = await missingFields(client, crmFields(), context);
    if (missing.length > 0) return { ok: false, code: 'bitrix.fieldMissing', missing };
    if (options.numberPreset !== null) await requirePreset(client, options.numberPreset, context);
    if (serverTime !== null && Math.abs(serverTime - clock.now()) > CLOCK_TOLERANCE_MS) {
      return { ok: false, code: 'clock.wrong' };
    }
    return { ok: true };
  }

  async function asTest<Result>(work: () => Promise<Result>): Promise<Result | Extract<TestResult, { ok: false }>> {
    try {
      return await work();
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  function codeOf(error: unknown): DeliveryCode {
    if (error instanceof BitrixFailure) return error.failure.code;
    log.error('destination.failed', { destination: name, error });
    return 'delivery.failed';
  }

  return {
    name,
    eraser: createContactEraser({ open: openClient, pepper: () => fromKeychain(pepper) }),
    async deliver(job, signal): Promise<DeliveryOutcome> {
      const context = { correlationId: job.correlationId, signal };
      try {
        return { kind: 'delivered', reference: String(await bring(job, context)) };
      } catch (error) {
        if (!(error instanceof BitrixFailure)) throw error;
        return judged(error.failure, context);
      }
    },
    async check(signal) {
      try {
        await checkedClient({ correlationId: randomUUID(), signal });
        return null;
      } catch (error) {
        if (error instanceof BitrixFailure) return refusesEverything(error.failure) ? error.failure.code : null;
        log.error('destination.failed', { destination: name, error });
        return null;
      }
    },
    numberPresets: (signal) => asTest(async () => numberPresets(await openClient(), { correlationId: randomUUID(), signal })),
    test: (signal) => asTest(() => tryOut({ correlationId: randomUUID(), signal })),
    addMissingFields: (signal) => asTest(async () => {
      const context = { correlationId: randomUUID(), signal };
      const client = await openClient();
      const { missing } = await missingFields(client, crmFields(), context);
      for (const field of missing.filter(isCustomField)) await addCustomField(client, field, context);
      return tryOut(context);
    }),
  };
}

const contactOf = (content: DeliveryContent, hash: string, sent: readonly CrmField[]) => ({
  fields: contactFields(content, hash, sent), phone: sent.includes('phone') ? content.registration.stay.phone : '',
});

const refusesEverything = (failure: Failure): boolean =>
  failure.kind === 'parked' && failure.refuses === 'everything';

/** Each once. */
function lowestFirst(contacts: readonly FoundContact[]): FoundContact[] {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

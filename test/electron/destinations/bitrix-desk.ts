/** A desk's way to a made-up portal, on a clock that the test moves. */
import { randomUUID } from 'node:crypto';
import { createBitrixDestination, type BitrixParts } from '../../../electron/destinations/bitrix/bitrix.ts';
import { CUSTOM_FIELDS } from '../../../electron/destinations/bitrix/contact-fields.ts';
import { createPortalLimits } from '../../../electron/destinations/bitrix/rate-limit.ts';
import type { DeliveryJob } from '../../../electron/destinations/destination.ts';
import type { Log } from '../../../electron/log.ts';
import { NEW_BITRIX } from '../../../shared/destinations.ts';
import { CRM_FIELDS } from '../../../shared/policy.ts';
import { createPortal, type PortalOptions } from '../../servers/bitrix24.ts';
import { createManualClock, settle, type ManualClock } from '../manual-clock.ts';
import { draftOf, type Person } from '../specimens.ts';

export const PEPPER = Buffer.alloc(32, 7);
export const never = (): AbortSignal => new AbortController().signal;

export type Line = { readonly event: string; readonly details: unknown };

/** A portal with our fields unless told otherwise. */
function openPortal(clock: ManualClock, options: PortalOptions & { bare?: boolean } = {}) {
  const later = (work: () => void): void => void clock.wait(55_000, never()).then(work);
  const portal = createPortal({ now: clock.now, later, ...options });
  if (options.bare !== true) {
    for (const [name, { type }] of Object.entries(CUSTOM_FIELDS)) portal.custom.set(name, type);
  }
  return portal;
}

export function openBitrix(options: PortalOptions & { bare?: boolean; parts?: Partial<BitrixParts> } = {}) {
  const clock = createManualClock();
  const portal = openPortal(clock, options);
  const lines: Line[] = [];
  const note = (event: string, details: unknown): void => void lines.push({ event, details });
  const log: Log = { info: note, warn: note, error: note };
  const desk = (parts: Partial<BitrixParts> = {}) => createBitrixDestination({
    name: 'crm', secret: async () => portal.webhook, pepper: async () => PEPPER, crmFields: () => CRM_FIELDS, fetch: portal.fetch, clock, log,
    limits: createPortalLimits({ clock }), options: NEW_BITRIX, userAgent: 'KakdomaDesk/0.1.0', ...options.parts, ...parts,
  });
  return { clock, portal, lines, desk, destination: desk() };
}

export function jobOf(person: Person = {}, change: Partial<DeliveryJob> & { confidence?: number } = {}): DeliveryJob {
  const { confidence = null, ...job } = change;
  const registrationId = randomUUID();
  return {
    idempotencyKey: randomUUID(), correlationId: randomUUID(), registrationId, attempt: 1, mayHaveHappened: false,
    picture: async () => null,
    open: () => ({
      confidence,
      registration: {
        ...draftOf(person), id: registrationId, residentId: randomUUID(), confirmedAt: 0, source: 'typed',
        captureId: null, checks: {},
      },
    }),
    ...job,
  };
}

/** Lets the work go on while time passes until it is done. */
export async function inTime<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  const progress = { done: false };
  const end = (): void => { progress.done = true; };
  work.then(end, end);
  for (let second = 0; second < 200; second += 1) {
    await settle();
    if (progress.done) break;
    await clock.pass(1000);
  }
  return work;
}

/** The outbox as people see it: what became of each delivery, and their word that one is to be tried or made again. */
import type { RequestInput, RequestOutput } from '../../shared/contract.ts';
import type {
  DeliveryCode, DeliveryHistory, DeliveryRow, ResendPreview, RetryPreview, RetryWish,
} from '../../shared/delivery.ts';
import { DeskError } from '../../shared/errors.ts';
import { createConfirmedAction, type ConfirmedAction } from '../confirmed-action.ts';
import type { OpenStorage, Storage } from '../db/storage.ts';
import { startOfDay } from '../local-day.ts';
import type { Log } from '../log.ts';
import { findRegistration, registrationOf } from '../records/registration-rows.ts';
import * as lists from './delivery-lists.ts';
import { enqueueDeliveries } from './outbox.ts';

/** Every call rejects with the storage's code while storage is closed. */
export type Deliveries = {
  list(filter: RequestInput<'delivery:list'>): Promise<RequestOutput<'delivery:list'>>;
  history(registrationId: string): Promise<DeliveryHistory[]>;
  /** One that is parked or waits; `delivery.missing` for any other. */
  retry(deliveryId: number): Promise<void>;
  readonly retryParked: ConfirmedAction<RetryWish, RetryPreview, { retried: number }>;
  /** The same for who shows and confirms it elsewhere: takes up all that is parked now. */
  retryAllParked(): void;
  /** Brings one registration to one destination again, or for the first time. */
  readonly resend: ConfirmedAction<{ registrationId: string; destinationId: string }, ResendPreview, null>;
  /** How many are parked there for its secret or place. */
  countMendable(destinationId: string): number;
  /** `code`: see DestinationStatus. */
  health(destinationId: string): Promise<{ deliveredToday: number; code: DeliveryCode | null }>;
};

/** `tried`: called with the destination of what is to be tried now. `now`: UTC milliseconds. */
export function createDeliveries(parts: {
  storage: Storage; log: Log; tried: (destinationId: string) => void; now?: () => number;
}): Deliveries {
  const { storage, log, tried, now = Date.now } = parts;

  async function lookAtParked(wish: RetryWish): Promise<{ plan: Parked[]; preview: RetryPreview }> {
    const plan = lists.parkedDeliveries(storage.opened().database, wish);
    return { plan, preview: { count: plan.length, groups: groupsOf(plan) } };
  }

  function takeUpAll(plan: readonly Parked[]): { retried: number } {
    const { database } = storage.opened();
    // What has been tried or erased since the dry run stays as it is now.
    const retried = database.transaction(() => plan.filter(({ id }) => lists.takeUp(database, id, now())).length);
    for (const destination of new Set(plan.map((one) => one.destination))) tried(destination);
    log.info('delivery.retried', { count: retried });
    return { retried };
  }

  return {
    async list(filter) {
      const open = storage.opened();
      const found = lists.listDeliveries(open.database, filter);
      const page = found.slice(0, filter.limit);
      const next = found.length > filter.limit ? (page.at(-1)?.id ?? null) : null;
      return { rows: page.map((row) => rowOf(open, row)), next };
    },
    async history(registrationId) {
      const open = storage.opened();
      return lists.deliveriesOf(open.database, registrationId).map((row) => (
        { delivery: rowOf(open, row), attempts: lists.attemptsOf(open.database, row.id) }
      ));
    },
    async retry(deliveryId) {
      const { database } = storage.opened();
      const delivery = lists.findDelivery(database, deliveryId);
      if (!delivery || !lists.takeUp(database, deliveryId, now())) throw new DeskError('delivery.missing');
      tried(delivery.destination);
    },
    retryParked: createConfirmedAction({ now, look: lookAtParked, commit: async (plan) => takeUpAll(plan) }),
    retryAllParked: () => void takeUpAll(lists.parkedDeliveries(storage.opened().database, { destinationId: null, mended: false })),
    resend: createConfirmedAction({
      now,
      look: async (plan: { registrationId: string; destinationId: string }) => (
        { plan, preview: { destinationId: plan.destinationId, before: standing(storage.opened(), plan) } }
      ),
      async commit({ registrationId, destinationId }) {
        const { database } = storage.opened();
        database.transaction(() => {
          const known = lists.deliveriesOf(database, registrationId).find(({ destination }) => destination === destinationId);
          if (known === undefined) {
            const captureId = findRegistration(database, registrationId)?.capture_id ?? null;
            enqueueDeliveries(database, { id: registrationId, captureId, confirmedAt: now() }, [destinationId]);
          } else if (!lists.repeatDelivered(database, known.id, now())) lists.takeUp(database, known.id, now());
        });
        log.info('delivery.resent', { registrationId, destination: destinationId });
        tried(destinationId);
        return null;
      },
    }),
    countMendable: (destinationId) =>
      lists.parkedDeliveries(storage.opened().database, { destinationId, mended: true }).length,
    async health(destinationId) {
      const { database } = storage.opened();
      return {
        deliveredToday: lists.countDeliveredSince(database, destinationId, startOfDay(now())),
        code: lists.latestFailure(database, destinationId),
      };
    },
  };
}

type Parked = ReturnType<typeof lists.parkedDeliveries>[number];

function standing(open: OpenStorage, wanted: { registrationId: string; destinationId: string }): ResendPreview['before'] {
  if (!findRegistration(open.database, wanted.registrationId)) throw new DeskError('registration.missing');
  const known = lists.deliveriesOf(open.database, wanted.registrationId)
    .find(({ destination }) => destination === wanted.destinationId);
  return known === undefined ? null : { state: known.state, deliveredAt: known.delivered_at };
}

function groupsOf(plan: readonly Parked[]): RetryPreview['groups'] {
  const groups = Map.groupBy(plan, ({ destination, code }) => JSON.stringify([destination, code]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ destinationId: first.destination, code: first.code as DeliveryCode | null, count: group.length }];
  });
}

function rowOf(open: OpenStorage, row: lists.ListedDelivery): DeliveryRow {
  return {
    id: row.id, registrationId: row.registration_id, destinationId: row.destination, ...namesOf(open, row.registration_id),
    state: row.state, code: row.code as DeliveryCode | null, attempts: row.attempts, createdAt: row.created_at,
    nextTryAt: row.state === 'waiting' ? row.next_try_at : null, deliveredAt: row.delivered_at,
  };
}

/** A registration that does not open must not hide its delivery, which is parked for that very reason. */
function namesOf(open: OpenStorage, registrationId: string): { surname: string; givenNames: string } {
  try {
    const row = findRegistration(open.database, registrationId);
    if (!row) return { surname: '', givenNames: '' };
    const { cyrillic, fields } = registrationOf(open.keys.fields, row);
    return {
      surname: cyrillic.surname || fields.surname.value, givenNames: cyrillic.givenNames || fields.givenNames.value,
    };
  } catch (error) {
    if (error instanceof DeskError && error.code === 'database.damaged') return { surname: '', givenNames: '' };
    throw error;
  }
}

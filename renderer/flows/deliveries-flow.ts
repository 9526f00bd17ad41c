import type { RetryWish } from '../../shared/delivery.ts';
import { request } from '../api.ts';
import { showMoment } from '../fields/date-text.ts';
import { EVERY_DELIVERY, type DeliveryFilter } from '../store/deliveries-slice.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

const PAGE = 50;

/** Which list was asked for last: an answer that comes late must not replace a newer one. */
let asked = 0;

/** Goes to the deliveries of one destination, or null: of all. */
export function showDeliveries(destinationId: string | null): void {
  desk().setDeliveries({ deliveryFilter: { ...EVERY_DELIVERY, destinationId } });
  desk().openDeliveriesOf(null);
  desk().show('deliveries');
}

/** Lists what fits the filter, newest first; as many as are shown already. */
export async function listDeliveries(filter: DeliveryFilter): Promise<void> {
  const { deliveryFilter, deliveryRows } = desk();
  const same = filter.destinationId === deliveryFilter.destinationId && filter.state === deliveryFilter.state;
  desk().setDeliveries({ deliveryFilter: filter });
  asked += 1;
  const mine = asked;
  const limit = same ? Math.min(200, Math.max(PAGE, deliveryRows.length)) : PAGE;
  const answer = await request('delivery:list', { ...filter, after: null, limit });
  if (mine !== asked) return;
  if (answer.ok) {
    const { rows, next } = answer.value;
    desk().setDeliveries({ deliveryRows: rows, deliveryNext: next, deliveriesListed: { kind: 'done' } });
  } else {
    desk().setDeliveries({
      deliveryRows: [],
      deliveryNext: null,
      deliveriesListed: { kind: 'failed', code: answer.code },
    });
  }
}

/** Goes on with the list. */
export async function listMoreDeliveries(): Promise<void> {
  const { deliveryFilter, deliveryNext, deliveryRows } = desk();
  if (deliveryNext === null) return;
  const mine = asked;
  const answer = await request('delivery:list', { ...deliveryFilter, after: deliveryNext, limit: PAGE });
  if (mine !== asked) return;
  if (answer.ok) {
    const { rows, next } = answer.value;
    desk().setDeliveries({ deliveryRows: [...deliveryRows, ...rows], deliveryNext: next });
  } else sayRefused(answer.code);
}

/** What became of the deliveries of one registration. */
export async function loadHistory(registrationId: string): Promise<void> {
  const answer = await request('delivery:history', { registrationId });
  if (answer.ok) desk().setHistory({ registrationId, deliveries: answer.value });
  else sayRefused(answer.code);
}

/** Lists again what is on the screen. */
async function refreshDeliveries(): Promise<void> {
  const { view, deliveryFilter, history } = desk();
  await Promise.all([
    view === 'deliveries' ? listDeliveries(deliveryFilter) : undefined,
    history === null ? undefined : loadHistory(history.registrationId),
  ]);
}

/** Sends what waits now rather than at its time; null: everywhere. */
export async function retryNow(destinationId: string | null): Promise<void> {
  const answer = await request('delivery:retryNow', { destinationId });
  if (answer.ok) desk().sayGood(textsNow().deliveries.retryNowDone);
  else sayRefused(answer.code);
}

/** Tries one again. */
export async function retryDelivery(deliveryId: number): Promise<void> {
  const answer = await request('delivery:retry', { deliveryId });
  if (answer.ok) desk().sayGood(textsNow().deliveries.retried);
  else sayRefused(answer.code);
  await refreshDeliveries();
}

/** How a destination is called; one that is no longer in the settings by its id. */
export const destinationName = (destinationId: string): string =>
  desk().settings.destinations.find(({ id }) => id === destinationId)?.name ?? destinationId;

/** Shows how many are stuck and why, and takes them up when confirmed. */
export async function offerRetryOfParked(wish: RetryWish): Promise<void> {
  const answer = await request('delivery:previewRetry', wish);
  if (!answer.ok) return sayRefused(answer.code);
  const { token, preview } = answer.value;
  const { deliveries, deliveryCodes } = textsNow();
  if (preview.count === 0) {
    desk().sayGood(deliveries.bulkNone);
    return undefined;
  }
  confirmAction({
    heading: deliveries.bulkHeading(preview.count),
    lines: preview.groups.map(({ destinationId: where, code, count }) =>
      [deliveries.bulkGroup(count, destinationName(where)), code === null ? '' : deliveryCodes[code]].join(' ').trim(),
    ),
    confirm: deliveries.bulkConfirm,
    danger: false,
    commit: () => request('delivery:retryParked', { token }),
    done: ({ retried }) => {
      void refreshDeliveries();
      return { good: true, sentence: deliveries.bulkDone(retried) };
    },
  });
  return undefined;
}

/** Shows how a registration stands at a destination, and sends it there (again) when confirmed. */
export async function offerResend(registrationId: string, destinationId: string): Promise<void> {
  const answer = await request('delivery:previewResend', { registrationId, destinationId });
  if (!answer.ok) return sayRefused(answer.code);
  const { token, preview } = answer.value;
  const { deliveries } = textsNow();
  const where = destinationName(destinationId);
  const at = preview.before?.deliveredAt ?? null;
  confirmAction({
    heading: preview.before === null ? deliveries.sendHeading(where) : deliveries.resendHeading(where),
    lines: at === null ? [deliveries.resendNever] : [deliveries.resendBefore(showMoment(at)), deliveries.resendSafe],
    confirm: deliveries.resendConfirm,
    danger: false,
    commit: () => request('delivery:resend', { token }),
    done: () => {
      void refreshDeliveries();
      return { good: true, sentence: deliveries.resent };
    },
  });
  return undefined;
}

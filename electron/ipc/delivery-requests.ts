import type { Courier } from '../outbox/courier.ts';
import type { Deliveries } from '../outbox/deliveries.ts';
import type { RequestTable } from './handle.ts';

type Names = Extract<keyof RequestTable, `delivery:${string}`>;

/** What anybody at the desk asks of the outbox. */
export function deliveryRequests({ deliveries, courier }: {
  deliveries: Deliveries; courier: Courier;
}): Pick<RequestTable, Names> {
  return {
    'delivery:list': (filter) => deliveries.list(filter),
    'delivery:history': ({ registrationId }) => deliveries.history(registrationId),
    'delivery:retryNow': async ({ destinationId }) => {
      courier.retryNow(destinationId ?? undefined);
      return null;
    },
    'delivery:retry': async ({ deliveryId }) => {
      await deliveries.retry(deliveryId);
      return null;
    },
    'delivery:previewRetry': (wish) => deliveries.retryParked.preview(wish),
    'delivery:retryParked': ({ token }) => deliveries.retryParked.commit(token),
    'delivery:previewResend': (wanted) => deliveries.resend.preview(wanted),
    'delivery:resend': ({ token }) => deliveries.resend.commit(token),
  };
}

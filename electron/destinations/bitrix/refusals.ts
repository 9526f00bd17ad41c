import type { DeliveryCode } from '../../../shared/delivery.ts';
import type { DeliveryOutcome } from '../destination.ts';

/** How a call failed, in the terms of a delivery. */
export type Failure = Exclude<DeliveryOutcome, { readonly kind: 'delivered' }>;

/** A call that failed. Says no more than a code: what Bitrix24 and `fetch` say may quote the webhook or a guest. */
export class BitrixFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'BitrixFailure';
    this.failure = failure;
  }
}

export const later = (code: DeliveryCode, after?: number): Failure =>
  ({ kind: 'retry', code, ...(after === undefined ? {} : { after }) });
export const refusesAll = (code: DeliveryCode): Failure => ({ kind: 'parked', code, refuses: 'everything' });
export const refusesThis = (code: DeliveryCode): Failure => ({ kind: 'parked', code, refuses: 'this' });

/**
 * What each documented error means for us (system-errors.md, limits.md and the pages of the methods, in lower case as
 * Bitrix24 is not consistent). None of these calls was executed.
 */
const KNOWN: Readonly<Record<string, Failure>> = {
  query_limit_exceeded: later('bitrix.queryLimit'),
  overload_limit: refusesAll('bitrix.blocked'),
  operation_time_limit: later('bitrix.timeBudget'),
  no_auth_found: refusesAll('bitrix.webhookRefused'),
  expired_token: refusesAll('bitrix.webhookRefused'),
  invalid_token: refusesAll('bitrix.webhookRefused'),
  invalid_credentials: refusesAll('bitrix.webhookRefused'),
  authorization_error: refusesAll('bitrix.webhookRefused'),
  access_denied: refusesAll('bitrix.planRefuses'),
  payment_required: refusesAll('bitrix.planRefuses'),
  insufficient_scope: refusesAll('bitrix.scopeMissing'),
  user_access_error: refusesAll('bitrix.accessDenied'),
  allowed_only_intranet_user: refusesAll('bitrix.accessDenied'),
  portal_deleted: refusesAll('bitrix.portalDeleted'),
  error_method_not_found: refusesAll('bitrix.methodUnknown'),
  invalid_request: refusesAll('bitrix.requestRefused'),
  error_batch_length_exceeded: refusesAll('bitrix.requestRefused'),
  not_found: refusesThis('bitrix.notFound'),
  invalid_arg_value: refusesThis('bitrix.valueRefused'),
  crm_field_error_value_not_valid: refusesThis('bitrix.valueRefused'),
  crm_field_error_required: refusesThis('bitrix.valueRefused'),
  '100': refusesThis('bitrix.valueRefused'),
};

/** An error that Bitrix24 itself has worded. `status` null: of a call within a batch, which has none of its own. */
export function refusalOf(error: string, status: number | null, after: number | undefined): Failure {
  const known = KNOWN[error.toLowerCase()];
  if (known) return known.kind === 'retry' && after !== undefined ? { ...known, after } : known;
  if (status === 401 || status === 403) return refusesAll('bitrix.accessDenied');
  if (status === 429) return later('server.busy', after);
  if (status !== null && status >= 400 && status < 500) return refusesThis('bitrix.requestRefused');
  // Its own fault, or none that it names: it may have come to grief after the deed.
  return { kind: 'ambiguous', code: 'server.failed', ...(after === undefined ? {} : { after }) };
}

/** An answer that is not Bitrix24's: of a proxy, a balancer, a hotel's login page. */
export function strangerOf(status: number, after: number | undefined): Failure {
  if (status === 407) return later('network.proxy', after);
  if (status === 429) return later('server.busy', after);
  // Redirected or refused on the way: Bitrix24 has not seen the request.
  if (status >= 300 && status < 500) return later('server.unexpected', after);
  const code = status >= 500 ? 'server.failed' : 'server.unexpected';
  return { kind: 'ambiguous', code, ...(after === undefined ? {} : { after }) };
}

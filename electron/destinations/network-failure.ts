import type { DeliveryCode } from '../../shared/delivery.ts';

/** Why no answer came. `sent`: whether the other side may have got the request all the same. */
export type NetworkFailure = { readonly code: DeliveryCode; readonly sent: 'no' | 'maybe' };

const unsent = (code: DeliveryCode): NetworkFailure => ({ code, sent: 'no' });

/**
 * Codes that tell that no connection came about: of Node (errno, OpenSSL), of its fetch (UND_ERR_…) and of Chromium
 * (ERR_…, net_error_list.h). Every other code leaves open what the other side got.
 */
const UNSENT: Readonly<Record<string, DeliveryCode>> = {
  ENOTFOUND: 'network.nameUnknown', EAI_AGAIN: 'network.nameUnknown', EAI_NODATA: 'network.nameUnknown',
  EAI_NONAME: 'network.nameUnknown', ERR_NAME_NOT_RESOLVED: 'network.nameUnknown',
  ERR_NAME_RESOLUTION_FAILED: 'network.nameUnknown',
  ENETUNREACH: 'network.offline', EHOSTUNREACH: 'network.offline', ENETDOWN: 'network.offline',
  EADDRNOTAVAIL: 'network.offline', ERR_INTERNET_DISCONNECTED: 'network.offline',
  ERR_ADDRESS_UNREACHABLE: 'network.offline',
  ECONNREFUSED: 'network.refused', ERR_CONNECTION_REFUSED: 'network.refused',
  UND_ERR_CONNECT_TIMEOUT: 'network.timedOut', ERR_CONNECTION_TIMED_OUT: 'network.timedOut',
  ERR_PROXY_CONNECTION_FAILED: 'network.proxy', ERR_TUNNEL_CONNECTION_FAILED: 'network.proxy',
  ERR_PROXY_AUTH_UNSUPPORTED: 'network.proxy', ERR_PROXY_CERTIFICATE_INVALID: 'network.proxy',
  // A certificate that is not valid yet is nearly always a desk whose clock is behind.
  CERT_NOT_YET_VALID: 'clock.wrong',
  CERT_HAS_EXPIRED: 'network.certificate', CERT_REVOKED: 'network.certificate', CERT_UNTRUSTED: 'network.certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'network.certificate', SELF_SIGNED_CERT_IN_CHAIN: 'network.certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'network.certificate', UNABLE_TO_GET_ISSUER_CERT: 'network.certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'network.certificate', ERR_TLS_CERT_ALTNAME_INVALID: 'network.certificate',
  ERR_CERT_DATE_INVALID: 'network.certificate', ERR_CERT_AUTHORITY_INVALID: 'network.certificate',
  ERR_CERT_COMMON_NAME_INVALID: 'network.certificate', ERR_CERT_REVOKED: 'network.certificate',
  ERR_CERT_INVALID: 'network.certificate',
};

/** What a rejected `fetch` tells, Node's or Chromium's; looks through causes, keeps no message. */
export function networkFailure(error: unknown): NetworkFailure {
  for (const { code, connecting } of codesOf(error)) {
    const known = UNSENT[code];
    if (known !== undefined) return unsent(known);
    if (code === 'ETIMEDOUT') return { code: 'network.timedOut', sent: connecting ? 'no' : 'maybe' };
    if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' || code === 'ERR_TIMED_OUT') {
      return { code: 'network.timedOut', sent: 'maybe' };
    }
  }
  return { code: 'network.broken', sent: 'maybe' };
}

function codesOf(error: unknown): { code: string; connecting: boolean }[] {
  if (!(error instanceof Error)) return [];
  const connecting = 'syscall' in error && error.syscall === 'connect';
  const chromium = /\bnet::(ERR_[A-Z_]+)/.exec(error.message)?.[1];
  const own = 'code' in error && typeof error.code === 'string' ? error.code : chromium;
  // Several addresses were tried and none connected: each of their failures tells as much as any other.
  const below = error instanceof AggregateError ? error.errors.flatMap(codesOf) : codesOf(error.cause);
  return [...(own === undefined ? [] : [{ code: own, connecting }]), ...below];
}

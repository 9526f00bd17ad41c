/**
 * Checks AWS Signature Version 4 of a request with headers, written from the description in the Amazon S3 API Reference
 * ("Authenticating Requests: Using the Authorization Header") so that it shares no code with the SDK it checks.
 */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly region: string };
/** S3's own code for what is wrong. */
export type SignatureFault =
  | 'AccessDenied' | 'InvalidAccessKeyId' | 'AuthorizationHeaderMalformed' | 'SignatureDoesNotMatch'
  | 'XAmzContentSHA256Mismatch' | 'RequestTimeTooSkewed';

const CREDENTIAL = String.raw`Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request`;
const SCHEME = new RegExp(`^AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$`);
const ALLOWED_SKEW_MS = 15 * 60_000;

/** Null when it is right; `now` is the server's clock in UTC milliseconds. */
export function signatureFault(
  request: IncomingMessage, body: Buffer, credentials: Credentials, now: number,
): SignatureFault | null {
  const parts = SCHEME.exec(request.headers.authorization ?? '');
  if (!parts) return 'AccessDenied';
  const [, accessKeyId = '', day = '', region = '', signedHeaders = '', signature = ''] = parts;
  if (accessKeyId !== credentials.accessKeyId) return 'InvalidAccessKeyId';
  if (region !== credentials.region) return 'AuthorizationHeaderMalformed';

  const date = header(request, 'x-amz-date');
  if (Math.abs(parseDate(date) - now) > ALLOWED_SKEW_MS || !date.startsWith(day)) return 'RequestTimeTooSkewed';
  const bodyHash = createHash('sha256').update(body).digest('hex');
  if (header(request, 'x-amz-content-sha256') !== bodyHash) return 'XAmzContentSHA256Mismatch';

  const names = signedHeaders.split(';');
  // Everything that changes what is done must be signed.
  const mustBeSigned = /^(host|content-md5|if-none-match|x-amz-.*)$/;
  const unsigned = Object.keys(request.headers).filter((name) => !names.includes(name));
  if (unsigned.some((name) => mustBeSigned.test(name))) return 'AccessDenied';

  const url = new URL(request.url ?? '', 'http://host');
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted().join('&');
  const headers = names.map((name) => `${name}:${header(request, name).trim().replaceAll(/ +/g, ' ')}\n`).join('');
  const canonical = [request.method, url.pathname, query, headers, signedHeaders, bodyHash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce(
    (key: Buffer, part) => hmac(key, part), Buffer.from(`AWS4${credentials.secretAccessKey}`));
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const header = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '');
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** `20260102T030405Z`. */
function parseDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

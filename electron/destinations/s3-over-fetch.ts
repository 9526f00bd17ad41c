import { Readable } from 'node:stream';
import type { Fetch } from './bitrix/client.ts';

/** The part of the SDK's requests and handlers that is used here. */
type SentRequest = {
  readonly method: string; readonly protocol: string; readonly hostname: string; readonly port?: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>; readonly body?: unknown;
};
type Answer = { readonly response: { statusCode: number; headers: Record<string, string>; body: Readable } };

/** Made by fetch itself of address and body; the same values as were signed. Chromium's refuses to be told. */
const MADE_BY_FETCH = new Set(['host', 'content-length']);

/**
 * Carries the SDK's requests over `fetch`: Chromium's knows the system's proxy and the certificates an administrator
 * installed, which the SDK's own way out does not. Answers are read whole, as what we fetch fits in memory.
 */
export function s3OverFetch(fetch: Fetch) {
  return {
    async handle(request: SentRequest, { abortSignal }: { abortSignal?: unknown } = {}): Promise<Answer> {
      const response = await fetch(urlOf(request), {
        method: request.method, headers: headersOf(request),
        redirect: 'manual', cache: 'no-store', credentials: 'omit',
        ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
        ...(abortSignal instanceof AbortSignal ? { signal: abortSignal } : {}),
      });
      const body = Buffer.from(await response.arrayBuffer());
      const headers = Object.fromEntries(response.headers);
      return { response: { statusCode: response.status, headers, body: Readable.from([body], { objectMode: false }) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

function urlOf({ protocol, hostname, port, path, query }: SentRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (value === null ? [encode(name)] : [value].flat().map((one) => `${encode(name)}=${encode(one)}`)));
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

function headersOf({ headers }: SentRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !MADE_BY_FETCH.has(name.toLowerCase())));
}

/** RFC 3986, as SigV4 wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

import type { Protocol } from 'electron';
import type { WireResponse } from '../wire.ts';
import { mustBeReady, mustNotBeReady } from './app.ts';
import { refuseTheRest } from './refuse.ts';

const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
const privileged = new Set<string>();

const methods = {
  registerSchemesAsPrivileged: (schemes) => {
    mustNotBeReady('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle: (scheme, handler) => {
    mustBeReady('Session can only be received when app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler as (request: Request) => Promise<Response>);
  },
  unhandle: (scheme) => {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unregister protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Partial<Protocol>;

export const protocol = refuseTheRest('protocol', methods);

/** Lets the app answer a request of a page, as the network service would. */
export async function answerPage(url: string, method: string, headers: Record<string, string>, body: Uint8Array | null): Promise<WireResponse> {
  const scheme = new URL(url).protocol.slice(0, -1);
  const handler = handlers.get(scheme);
  if (handler === undefined || !privileged.has(scheme)) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
  const response = await handler(new Request(url, { method, headers, ...(body === null ? {} : { body: new Uint8Array(body) }) }));
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) };
}

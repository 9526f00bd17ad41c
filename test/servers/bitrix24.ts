/**
 * A portal on 127.0.0.1 (or in this process, through `fetch`) that refuses what Bitrix24 refuses and can be told to
 * misbehave: to carry a request out and lose the answer, to hang, to be busy, to be somebody else.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCrm } from './bitrix24-crm.ts';
import { asObject, Refusal } from './bitrix24-values.ts';

/**
 * `…Unheard`: carried out first. `late`: carried out only after whoever asked has given up. `gatewayLate`: the balancer
 * gives up, the portal goes on.
 */
export type Mischief =
  | 'reset' | 'resetUnheard' | 'hang' | 'hangUnheard' | 'late' | 'queryLimit' | 'timeBudget' | 'gateway'
  | 'gatewayUnheard' | 'gatewayLate' | 'html' | 'htmlUnheard' | 'serverError' | 'tooMany';

export const MISCHIEF: readonly Mischief[] = [
  'reset', 'resetUnheard', 'hang', 'hangUnheard', 'late', 'queryLimit', 'timeBudget', 'gateway', 'gatewayUnheard',
  'gatewayLate', 'html', 'htmlUnheard', 'serverError', 'tooMany',
];

type Asked = { readonly method: string; readonly params: Record<string, unknown>; readonly headers: Headers };
type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
type Happening = Reply | 'reset' | 'hang';

export type PortalOptions = {
  readonly secret?: string;
  readonly now?: () => number;
  /** Requests per second and burst. */
  readonly perSecond?: number;
  readonly burst?: number;
  /** What to do to this request; null: nothing. */
  readonly misbehave?: (asked: Asked) => Mischief | null;
  /** Does within the portal's own minute what it has begun. */
  readonly later?: (work: () => void) => void;
};

const within = (work: () => void): void => void setTimeout(work, 20_000).unref();

export const PORTAL_HOST = 'portal.example';

export function createPortal(options: PortalOptions = {}) {
  const { now = Date.now, perSecond = 2, burst = 50, misbehave = () => null, later = within } = options;
  let secret = options.secret ?? 'abc123secret';
  const crm = createCrm();
  const asked: Asked[] = [];
  /** Promises of work that goes on after the asker has left. */
  let level = 0;
  let leakedAt = now();

  function isFull(): boolean {
    level = Math.max(0, level - ((now() - leakedAt) / 1000) * perSecond);
    leakedAt = now();
    if (level + 1 > burst) return true;
    level += 1;
    return false;
  }

  const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
    status, body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      Date: new Date(now()).toUTCString(),
      'Content-Type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers,
    },
  });
  const refuse = (status: number, error: string, more: object = {}) =>
    reply(status, { error, error_description: `refused: ${error}`, ...more });
  const time = () => ({ start: now() / 1000, operating: 0.1, operating_reset_at: Math.ceil(now() / 1000) + 600 });

  function answer({ method, params }: Asked): Reply {
    try {
      const result = method === 'batch' ? batch(params) : crm.call(method, params);
      return reply(200, { result, time: time() });
    } catch (error) {
      if (error instanceof Refusal) return refuse(error.status, error.code);
      throw error;
    }
  }

  function batch(params: Record<string, unknown>) {
    const cmd = Object.entries(asObject(params['cmd'], 'cmd'));
    if (cmd.length > 50) throw new Refusal(400, 'ERROR_BATCH_LENGTH_EXCEEDED');
    const result: Record<string, unknown> = {};
    const failed: Record<string, unknown> = {};
    for (const [name, command] of cmd) {
      const [method = '', query = ''] = String(command).split('?');
      try {
        if (method === 'batch') throw new Refusal(400, 'ERROR_BATCH_METHOD_NOT_ALLOWED');
        result[name] = crm.call(method, phpParams(query));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        failed[name] = { error: error.code, error_description: error.message };
      }
    }
    const orEmpty = (map: object) => (Object.keys(map).length === 0 ? [] : map);
    return { result: orEmpty(result), result_error: orEmpty(failed), result_total: [], result_next: [], result_time: {} };
  }

  /** `gone` runs its argument once the asker has given up. */
  function happen(one: Asked, path: string, gone: (work: () => void) => void): Happening {
    const [, , user = '', code = ''] = path.split('/');
    if (one.headers.get('User-Agent') === null || one.headers.get('Content-Type') !== 'application/json') {
      return reply(404, '<html>Not found</html>');
    }
    if (code !== secret || !/^\d+$/.test(user)) return refuse(401, 'NO_AUTH_FOUND');
    asked.push(one);
    if (isFull()) return refuse(503, 'QUERY_LIMIT_EXCEEDED');
    const mischief = misbehave(one);
    switch (mischief) {
      case null: return answer(one);
      case 'reset': return 'reset';
      case 'resetUnheard': answer(one); return 'reset';
      case 'hang': return 'hang';
      case 'hangUnheard': answer(one); return 'hang';
      case 'late': gone(() => void answer(one)); return 'hang';
      case 'queryLimit': return refuse(503, 'QUERY_LIMIT_EXCEEDED');
      case 'timeBudget': return refuse(429, 'OPERATION_TIME_LIMIT', { time: time() });
      case 'gatewayUnheard': answer(one); return reply(504, '<html>504 Gateway Time-out</html>');
      case 'gatewayLate': later(() => void answer(one)); return reply(504, '<html>504 Gateway Time-out</html>');
      case 'gateway': return reply(504, '<html>504 Gateway Time-out</html>');
      case 'htmlUnheard': answer(one); return reply(200, '<html>Welcome</html>');
      case 'html': return reply(200, '<html>Log in to the network of the house</html>');
      case 'serverError': answer(one); return refuse(500, 'INTERNAL_SERVER_ERROR');
      case 'tooMany': return reply(429, '<html>Too many requests</html>', { 'Retry-After': '7' });
      default: return mischief satisfies never;
    }
  }

  /** A `fetch` that knows this portal alone and needs no socket. */
  async function fetchHere(url: string, init: RequestInit): Promise<Response> {
    const { host, protocol, pathname } = new URL(url);
    if (protocol !== 'https:' || host !== PORTAL_HOST || init.method !== 'POST') throw new Error('not this portal');
    const signal = init.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const one = {
      method: pathname.split('/').at(-1) ?? '', params: JSON.parse(String(init.body)) as Record<string, unknown>,
      headers: new Headers(init.headers),
    };
    const happening = happen(one, pathname, (work) => signal.addEventListener('abort', work, { once: true }));
    if (happening === 'reset') throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    if (happening === 'hang') {
      return new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }); });
    }
    return new Response(happening.body, { status: happening.status, headers: happening.headers });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const path = request.url ?? '';
    const one = {
      method: path.split('/').at(-1) ?? '', params: JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>,
      headers: new Headers(request.headers as Record<string, string>),
    };
    const happening = happen(one, path, (work) => response.once('close', work));
    if (happening === 'reset') return void request.socket.destroy();
    if (happening === 'hang') return;
    response.writeHead(happening.status, happening.headers).end(happening.body);
  }

  return {
    contacts: crm.contacts, custom: crm.custom, requisites: crm.requisites, presets: crm.presets, asked, fetch: fetchHere,
    /** The webhook as the portal shows it. */
    get webhook() { return `https://${PORTAL_HOST}/rest/7/${secret}/`; },
    /** As an administrator's edit of the webhook does: the old one is refused from now on. */
    replaceSecret(next: string): void {
      secret = next;
    },
    /** Listens on 127.0.0.1; a client comes by a `fetch` that turns PORTAL_HOST into `origin`. */
    async listen(): Promise<{ origin: string; close: () => void }> {
      const server = createServer((request, response) => {
        serve(request, response).catch((error: unknown) => {
          console.error(error);
          response.destroy();
        });
      });
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
      const { port } = server.address() as AddressInfo;
      return { origin: `http://127.0.0.1:${port}`, close: () => { server.closeAllConnections(); server.close(); } };
    },
  };
}

export type Portal = ReturnType<typeof createPortal>;

/** `filter[a]=1&select[0]=id` as PHP takes it apart. */
function phpParams(query: string): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const [first = '', ...rest] = key.split('[').map((part) => part.replace(/\]$/, ''));
    let at = params;
    let name = first;
    for (const next of rest) {
      at = (at[name] ??= {}) as Record<string, unknown>;
      name = next;
    }
    at[name] = value;
  }
  return params;
}

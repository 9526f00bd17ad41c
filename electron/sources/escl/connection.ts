/**
 * Requests to one network scanner over http or https. A connection for each request: scanners drop idle ones when they
 * like. A certificate nobody vouches for is refused until a person has accepted it; from then on it must be that one.
 */
import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { abortError, SourceError } from '../scanner.ts';
import type { EsclQuirks } from './quirks.ts';
import { systemCodeOf } from '../../system-code.ts';

export type EsclAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

export type EsclRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  /** How long nothing at all may come, milliseconds: a device may be moving its lamp meanwhile. */
  readonly silence?: number;
  /** Bytes received of those announced. */
  readonly onBytes?: (received: number, total: number | null) => void;
  readonly host?: EsclQuirks['host'];
};

/** Rejects with a SourceError: `source.offline`, `source.timedOut`, `source.cancelled`, a certificate's code, `source.failed`. */
export type EsclConnection = (asked: EsclRequest, signal: AbortSignal) => Promise<EsclAnswer>;

const SILENCE_MS = 15_000;
/** As for every picture that comes in, and some for what a device thinks an A3 page needs. */
const MOST_BYTES = 64 * 1024 * 1024;
const USUAL_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** `address` with its root; `fingerprint`: of the certificate a person accepted, null for none. */
export function connectEscl(address: string, fingerprint: string | null): EsclConnection {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || USUAL_PORTS[url.protocol]);

  const open = (done: (error: Error | null, socket: Socket) => void): Socket => {
    if (url.protocol === 'http:') {
      const socket = connect({ host, port });
      done(null, socket);
      return socket;
    }
    // Looked at by us before anything is sent: chains of scanners are their own.
    const socket = connectTls({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}) });
    const failed = (error: Error): void => done(error, socket);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      socket.off('error', failed);
      const shown = socket.getPeerCertificate().fingerprint256;
      if (fingerprint === null ? socket.authorized : shown === fingerprint) return done(null, socket);
      socket.destroy();
      const code = fingerprint === null ? 'source.certificateUnknown' : 'source.certificateChanged';
      return done(new SourceError(code, code, { fingerprint: shown }), socket);
    });
    return socket;
  };

  const hostHeader = (quirk: EsclQuirks['host'] = 'address'): string => {
    if (quirk === 'localhost') return 'localhost';
    return quirk === 'addressAndPort' ? `${url.hostname}:${port}` : url.host;
  };

  function once(asked: EsclRequest, signal: AbortSignal): Promise<EsclAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<EsclAnswer>();
    const { method, path, body, silence = SILENCE_MS, onBytes } = asked;
    let opening: Socket | undefined;
    const sent: ClientRequest = request({
      method, path,
      headers: {
        host: hostHeader(asked.host), 'user-agent': 'KakdomaDesk', connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) }),
      },
      createConnection: (_options, handOver) => {
        opening = open((error, socket) => handOver(error, socket));
        return undefined; // it is handed over when it is known whose certificate it has
      },
    });
    // Until there is a connection the request's own timeout does not run.
    const patience = setTimeout(() => stop(new SourceError('source.offline', 'no connection in time')), SILENCE_MS);
    const stop = (error: Error): void => {
      opening?.destroy();
      sent.destroy(error);
      reject(failureOf(error));
    };
    const aborted = (): void => stop(abortError(signal));
    sent.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => clearTimeout(patience));
      else clearTimeout(patience);
    });
    sent.setTimeout(silence, () => stop(new SourceError('source.timedOut', 'the scanner fell silent')));
    sent.on('error', (error) => reject(failureOf(error)));
    sent.once('response', (response) => {
      collect(response, onBytes).then(resolve, (error: unknown) => stop(failureOf(error)));
    });
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
    sent.end(body);
    return promise.finally(() => {
      clearTimeout(patience);
      signal.removeEventListener('abort', aborted);
    });
  }

  return async (asked, signal) => {
    try {
      return await once(asked, signal);
    } catch (error) {
      // Some scanners (Kyocera) drop a fresh TLS connection now and then; asking again for the same does no harm.
      const dropped = asked.method === 'GET' && error instanceof SourceError && isReset(error.cause);
      if (!dropped || signal.aborted) throw error;
      return once(asked, signal);
    }
  };
}

async function collect(response: IncomingMessage, onBytes: EsclRequest['onBytes']): Promise<EsclAnswer> {
  const announced = Number(response.headers['content-length']);
  const total = announced > 0 ? announced : null;
  const parts: Buffer[] = [];
  let received = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    received += part.length;
    if (received > MOST_BYTES) throw new SourceError('source.failed', 'the scanner sends without end');
    onBytes?.(received, total);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) };
}

const isReset = (error: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(systemCodeOf(error));

const NOT_THERE = new Set([
  'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL',
]);

function failureOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(NOT_THERE.has(systemCodeOf(error)) ? 'source.offline' : 'source.failed', 'the connection broke', { cause: error });
}

/**
 * A small S3 on 127.0.0.1 that is stricter than the real ones, and fails on demand. It verifies SigV4 and Content-MD5,
 * knows no `aws-chunked` and no checksum headers (as Cloudflare R2 did), and enforces If-None-Match.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { signatureFault, type Credentials } from './signature-v4.ts';

/**
 * What happens to one request instead of, or after, what should. `commitAndDrop`: done, and no answer; `reset`: nothing
 * done, connection cut; `hang`: nothing done, no answer ever; `garble`: stores other bytes than it was sent.
 */
export type Fault =
  | 'commitAndDrop' | 'reset' | 'hang' | 'garble' | 'html'
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> };

/** `marker`: no object, but what a delete leaves in a bucket that keeps versions. */
export type StoredObject = {
  readonly bytes: Buffer; readonly headers: IncomingMessage['headers']; readonly versionId?: string; readonly marker?: true;
};

export type S3Server = {
  readonly endpoint: string;
  /** Every version of every key, oldest first, by `bucket/key`; a delete removes them all, unless versions are kept. */
  readonly objects: Map<string, StoredObject[]>;
  /** `METHOD status`, in the order they were answered; the status of a cut connection is `-`. */
  readonly requests: string[];
  /** Faults of the coming requests of this method, one each. */
  fail(method: string, ...faults: Fault[]): void;
  /** Settles when a request has begun to hang. */
  hanging(): Promise<void>;
  close(): void;
};

export const CREDENTIALS: Credentials = {
  accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'test-region-1',
};
export const BUCKET = 'desk-archive';

export type S3ServerOptions = {
  readonly clock?: () => number; readonly denied?: readonly string[]; readonly knowsIfNoneMatch?: boolean;
  readonly tls?: { key: string; cert: string };
  /** What to do to a request of this method; null: nothing. */
  readonly misbehave?: (method: string) => Fault | null;
  readonly keepsVersions?: boolean; readonly knowsVersions?: boolean; readonly locked?: boolean;
};

const NOT_KNOWN = /^x-amz-(checksum-|sdk-checksum|trailer)|^transfer-encoding$/;

/**
 * Serves until it is closed. `clock`: its UTC milliseconds; `denied`: methods that these credentials may not use;
 * `keepsVersions`: a delete without a version leaves a marker; `locked`: no version may be deleted (object lock).
 */
export async function openS3(options: S3ServerOptions = {}): Promise<S3Server> {
  const { clock = Date.now, denied = [], knowsIfNoneMatch = true, tls, misbehave = () => null } = options;
  const { keepsVersions = false, knowsVersions = true, locked = false } = options;
  let lastVersion = 0;
  const nextVersion = () => (keepsVersions ? { versionId: `v${(lastVersion += 1)}` } : {});
  const objects: S3Server['objects'] = new Map();
  const requests: string[] = [];
  const faults = new Map<string, Fault[]>();
  let hangs = Promise.withResolvers<void>();

  function answer(
    request: IncomingMessage, response: ServerResponse, status: number, code = '', headers = {}, body?: Buffer,
  ): void {
    requests.push(`${request.method} ${status}`);
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`;
    const bytes = body ?? Buffer.from(code === '' ? '' : xml);
    const type = code === '' ? {} : { 'content-type': 'application/xml' };
    response.writeHead(status, { ...type, 'content-length': bytes.length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  function put(request: IncomingMessage, response: ServerResponse, name: string, body: Buffer, garble: boolean): void {
    const { headers } = request;
    const refused = Object.keys(headers).some((header) => NOT_KNOWN.test(header));
    if (refused || String(headers['content-encoding']).includes('aws-chunked')) {
      return answer(request, response, 501, 'NotImplemented');
    }
    if (headers['content-md5'] === undefined) return answer(request, response, 400, 'InvalidRequest');
    const md5 = createHash('md5').update(body);
    if (md5.digest('base64') !== headers['content-md5']) return answer(request, response, 400, 'BadDigest');
    const unlessThere = headers['if-none-match'];
    if (unlessThere !== undefined && !knowsIfNoneMatch) return answer(request, response, 501, 'NotImplemented');
    const there = objects.get(name) ?? [];
    if (unlessThere === '*' && there.length > 0 && there.at(-1)?.marker === undefined) return answer(request, response, 412, 'PreconditionFailed');
    const bytes = garble ? Buffer.concat([body.subarray(1), Buffer.of(0)]) : body;
    objects.set(name, [...there, { bytes, headers, ...nextVersion() }]);
    return answer(request, response, 200, '', { etag: etagOf({ bytes, headers }) });
  }

  function remove(request: IncomingMessage, response: ServerResponse, name: string, versionId: string | null): void {
    if (locked && versionId !== null) return answer(request, response, 403, 'AccessDenied');
    const there = objects.get(name) ?? [];
    if (versionId === null && keepsVersions) {
      objects.set(name, [...there, { bytes: Buffer.alloc(0), headers: {}, marker: true, ...nextVersion() }]);
    } else {
      const left = there.filter((one) => (one.versionId ?? 'null') !== (versionId ?? 'null'));
      if (left.length > 0) objects.set(name, left);
      else objects.delete(name);
    }
    return answer(request, response, 204);
  }

  /** Two to a page, so that whoever reads the first only is found out. */
  function list(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    if (denied.includes('LIST')) return answer(request, response, 403, 'AccessDenied');
    const versions = query.has('versions');
    if (versions && !knowsVersions) return answer(request, response, 501, 'NotImplemented');
    const prefix = `${BUCKET}/${query.get('prefix') ?? ''}`;
    const all = [...objects].filter(([name]) => name.startsWith(prefix))
      .flatMap(([name, list]) => list.toReversed().map((one) => ({ key: name.slice(BUCKET.length + 1), ...one })));
    const from = Number(query.get(versions ? 'key-marker' : 'continuation-token') ?? 0);
    const shown = all.slice(from, from + 2);
    const more = from + 2 < all.length;
    const entry = ({ key, versionId = 'null', marker }: (typeof shown)[number]): string => {
      const tag = versions ? (marker ? 'DeleteMarker' : 'Version') : 'Contents';
      return `<${tag}><Key>${key}</Key>${versions ? `<VersionId>${versionId}</VersionId>` : ''}</${tag}>`;
    };
    const next = versions ? `<NextKeyMarker>${from + 2}</NextKeyMarker><NextVersionIdMarker>x</NextVersionIdMarker>`
      : `<NextContinuationToken>${from + 2}</NextContinuationToken>`;
    const root = versions ? 'ListVersionsResult' : 'ListBucketResult';
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${root}><IsTruncated>${more}</IsTruncated>`
      + `${more ? next : ''}${shown.map(entry).join('')}</${root}>`;
    return answer(request, response, 200, '', { 'content-type': 'application/xml' }, Buffer.from(xml));
  }

  function serve(request: IncomingMessage, response: ServerResponse, body: Buffer, garble: boolean): void {
    const fault = signatureFault(request, body, CREDENTIALS, clock());
    if (fault !== null) return answer(request, response, fault === 'AuthorizationHeaderMalformed' ? 400 : 403, fault);
    const name = decodeURIComponent(new URL(request.url ?? '', 'http://host').pathname).slice(1);
    if (request.method === 'GET' && /^desk-archive\/?$/.test(name)) {
      return list(request, response, new URL(request.url ?? '', 'http://host').searchParams);
    }
    if (!name.startsWith(`${BUCKET}/`)) return answer(request, response, 404, 'NoSuchBucket');
    if (denied.includes(request.method ?? '')) return answer(request, response, 403, 'AccessDenied');
    const latest = objects.get(name)?.at(-1);
    const object = latest?.marker ? undefined : latest;
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    switch (request.method) {
      case 'PUT': return put(request, response, name, body, garble);
      case 'HEAD': case 'GET':
        return object === undefined ? answer(request, response, 404, 'NoSuchKey')
          : answer(request, response, 200, '', { etag: etagOf(object) }, object.bytes);
      case 'DELETE':
        return remove(request, response, name, searchParams.get('versionId'));
      default: return answer(request, response, 405, 'MethodNotAllowed');
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const fault = faults.get(request.method ?? '')?.shift() ?? misbehave(request.method ?? '');
    if (fault === 'html') {
      return answer(request, response, 200, '', { 'content-type': 'text/html' }, Buffer.from('<html>Sign in</html>'));
    }
    if (fault !== null && typeof fault === 'object') return answer(request, response, fault.status, fault.code, fault.headers);
    if (fault === 'hang') return hangs.resolve();
    if (fault === 'commitAndDrop') serve(request, silent(response), body, false);
    if (fault === 'commitAndDrop' || fault === 'reset') {
      if (fault === 'reset') requests.push(`${request.method} -`);
      request.socket.resetAndDestroy();
      return undefined;
    }
    return serve(request, response, body, fault === 'garble');
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => request.socket.destroy()); // a client that goes while it sends
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, objects, requests,
    fail: (method, ...list) => void faults.set(method, [...(faults.get(method) ?? []), ...list]),
    hanging: () => hangs.promise.then(() => { hangs = Promise.withResolvers<void>(); }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Under aws:kms the tag is no MD5, as with AWS. */
function etagOf({ bytes, headers }: StoredObject): string {
  const kms = headers['x-amz-server-side-encryption'] === 'aws:kms';
  return `"${createHash('md5').update(bytes).update(kms ? 'kms' : '').digest('hex')}"`;
}

/** Takes an answer and sends nothing of it. */
function silent(response: ServerResponse): ServerResponse {
  response.writeHead = () => response;
  response.end = () => response;
  return response;
}

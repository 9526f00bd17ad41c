import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openObject } from '../../../electron/destinations/archive/archive-object.ts';
import { createS3Destination } from '../../../electron/destinations/s3.ts';
import type { S3Options } from '../../../shared/destinations.ts';
import { DeskError } from '../../../shared/errors.ts';
import { startS3 } from '../../servers/s3-of-a-test.ts';
import { BUCKET, CREDENTIALS, type Fault, type S3Server } from '../../servers/s3.ts';
import { temporaryFolder } from '../profile.ts';
import { archiveJob, archiveKey, unhurried } from './archive-job.ts';
import { archivedRegistration } from './archive/archived-registration.ts';

const { accessKeyId, secretAccessKey, region } = CREDENTIALS;

function destinationAt(
  endpoint: string, change: Partial<S3Options> = {}, secret: () => Promise<string | null> = async () => secretAccessKey,
) {
  const options: S3Options = {
    endpoint, region, bucket: BUCKET, prefix: '', forcePathStyle: true, accessKeyId, sse: 'none', keyId: '', ...change,
  };
  return createS3Destination({ name: 's3', options, secret, archiveKey: () => archiveKey, fetch });
}

const versions = (server: S3Server): number[] => [...server.objects.values()].map((list) => list.length);

describe('a bucket', () => {
  it('holds the registration encrypted under its prefix, and is asked what it holds', async () => {
    const server = await startS3();
    const registration = archivedRegistration();
    const destination = destinationAt(server.endpoint, { prefix: 'house-1/' });
    const outcome = await destination.deliver(archiveJob(registration), unhurried());
    const [[name, [object]] = ['', []]] = [...server.objects];
    expect(outcome).toEqual({ kind: 'delivered', reference: name.replace(`${BUCKET}/house-1/`, '') });
    expect(name).toMatch(new RegExp(`^${BUCKET}/house-1/${registration.id}/[0-9a-f]{64}$`));
    expect(openObject(archiveKey, object?.bytes ?? Buffer.alloc(0)))
      .toMatchObject({ ok: true, content: { registration } });
    expect(server.requests).toEqual(['PUT 200', 'HEAD 200']);
  });

  it('has one version of one object however often a delivery is repeated', async () => {
    const server = await startS3();
    const [destination, job] = [destinationAt(server.endpoint), archiveJob()];
    const first = await destination.deliver(job, unhurried());
    expect(await destination.deliver({ ...job, attempt: 2, mayHaveHappened: true }, unhurried())).toEqual(first);
    expect(versions(server)).toEqual([1]);
    expect(server.requests.slice(2)).toEqual(['PUT 412', 'HEAD 200']);
  });

  it.each([
    ['AES256', '', {}], ['aws:kms', 'key-7', { 'x-amz-server-side-encryption-aws-kms-key-id': 'key-7' }],
  ] as const)(
    'is asked for %s and compared by the bytes where its tag is no MD5', async (sse, keyId, headers) => {
      const server = await startS3();
      expect(await destinationAt(server.endpoint, { sse, keyId }).deliver(archiveJob(), unhurried()))
        .toMatchObject({ kind: 'delivered' });
      const [object] = [...server.objects.values()].flat();
      expect(object?.headers).toMatchObject({ 'x-amz-server-side-encryption': sse, ...headers });
      expect(server.requests).toEqual(sse === 'AES256' ? ['PUT 200', 'HEAD 200'] : ['PUT 200', 'HEAD 200', 'GET 200']);
    });

  it('that does not know If-None-Match is put to without', async () => {
    const server = await startS3({ knowsIfNoneMatch: false });
    expect(await destinationAt(server.endpoint).deliver(archiveJob(), unhurried()))
      .toMatchObject({ kind: 'delivered' });
    expect(server.requests).toEqual(['PUT 501', 'PUT 200', 'HEAD 200']);
  });

  it('that garbled an object gets it again, and later once more where it garbled that, too', async () => {
    const server = await startS3();
    server.fail('PUT', 'garble');
    const destination = destinationAt(server.endpoint);
    expect(await destination.deliver(archiveJob(), unhurried())).toMatchObject({ kind: 'delivered' });
    server.fail('PUT', 'garble', 'garble');
    expect(await destination.deliver(archiveJob(), unhurried()))
      .toEqual({ kind: 'retry', code: 'archive.differs' });
  });

  it.each([
    ['put, answer lost', 'PUT', 'commitAndDrop', { kind: 'ambiguous', code: 'network.broken' }],
    ['put, reset', 'PUT', 'reset', { kind: 'ambiguous', code: 'network.broken' }],
    ['look, reset', 'HEAD', 'reset', { kind: 'ambiguous', code: 'network.broken' }],
    ['put, 503', 'PUT', { status: 503, code: 'SlowDown', headers: { 'retry-after': '7' } },
      { kind: 'retry', code: 'server.busy', after: 7000 }],
    ['put, 429', 'PUT', { status: 429 }, { kind: 'retry', code: 'server.busy' }],
    ['put, 500', 'PUT', { status: 500, code: 'InternalError' }, { kind: 'ambiguous', code: 'server.failed' }],
    ['put, 504', 'PUT', { status: 504 }, { kind: 'ambiguous', code: 'server.failed' }],
    ['put, 403', 'PUT', { status: 403, code: 'AccessDenied' },
      { kind: 'parked', code: 's3.forbidden', refuses: 'everything' }],
    ['look, 403', 'HEAD', { status: 403 }, { kind: 'parked', code: 's3.forbidden', refuses: 'everything' }],
    ['put, full', 'PUT', { status: 507, code: 'XMinioStorageFull' }, { kind: 'retry', code: 's3.full' }],
    ['put, refused', 'PUT', { status: 400, code: 'InvalidArgument' },
      { kind: 'parked', code: 's3.refused', refuses: 'everything' }],
  ] as const satisfies readonly (readonly [string, string, Fault, object])[])(
    'after a failure (%s) gets the object once, by a later attempt', async (_what, method, fault, outcome) => {
      const server = await startS3();
      server.fail(method, fault);
      const [destination, job] = [destinationAt(server.endpoint), archiveJob()];
      expect(await destination.deliver(job, unhurried())).toEqual(outcome);
      expect(await destination.deliver({ ...job, attempt: 2 }, unhurried())).toMatchObject({ kind: 'delivered' });
      expect(versions(server)).toEqual([1]);
    });

  it('behind a page to sign in is not taken for storage', async () => {
    const server = await startS3();
    server.fail('PUT', 'html', 'html');
    expect(await destinationAt(server.endpoint).deliver(archiveJob(), unhurried()))
      .toMatchObject({ kind: 'ambiguous' });
  });

  it('is not thought to hold other bytes where a page to sign in answered the look', async () => {
    const server = await startS3();
    server.fail('HEAD', 'html');
    const [destination, job] = [destinationAt(server.endpoint), archiveJob()];
    expect(await destination.deliver(job, unhurried())).toEqual({ kind: 'ambiguous', code: 'server.unexpected' });
    expect(await destination.deliver({ ...job, attempt: 2 }, unhurried())).toMatchObject({ kind: 'delivered' });
    expect(versions(server)).toEqual([1]);
  });

  it('that hangs is let go when the attempt is cut off', async () => {
    const server = await startS3();
    server.fail('PUT', 'hang');
    const late = new AbortController();
    const attempt = destinationAt(server.endpoint).deliver(archiveJob(), late.signal);
    await server.hanging();
    late.abort(new DOMException('late', 'TimeoutError'));
    expect(await attempt).toEqual({ kind: 'ambiguous', code: 'delivery.timedOut' });
  });

  it('is not asked without a secret, and again later when the keychain does not answer', async () => {
    const server = await startS3();
    expect(await destinationAt(server.endpoint, {}, async () => null).deliver(archiveJob(), unhurried()))
      .toEqual({ kind: 'parked', code: 'secret.missing', refuses: 'everything' });
    const locked = () => Promise.reject(new DeskError('keychain.locked'));
    expect(await destinationAt(server.endpoint, {}, locked).deliver(archiveJob(), unhurried()))
      .toEqual({ kind: 'retry', code: 'secret.unreadable' });
    expect(await destinationAt(server.endpoint, {}, locked).test(unhurried()))
      .toEqual({ ok: false, code: 'secret.unreadable' });
    expect(server.requests).toEqual([]);
  });
});

describe('a keychain that waits for its password', () => {
  it('holds up an attempt only until that is cut off', async () => {
    const server = await startS3();
    const late = new AbortController();
    const waiting = () => {
      setImmediate(() => late.abort());
      return new Promise<never>(() => undefined);
    };
    expect(await destinationAt(server.endpoint, {}, waiting).deliver(archiveJob(), late.signal))
      .toEqual({ kind: 'retry', code: 'delivery.interrupted' });
    expect(server.requests).toEqual([]);
  });
});

describe('the environment of whoever starts the desk', () => {
  it('changes nothing of what is sent and how often', async () => {
    const server = await startS3();
    server.fail('PUT', { status: 500 });
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_REGION', 'other-region-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDOTHER');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '5');
    vi.stubEnv('AWS_REQUEST_CHECKSUM_CALCULATION', 'WHEN_SUPPORTED');
    onTestFinished(() => void vi.unstubAllEnvs());
    const [destination, job] = [destinationAt(server.endpoint), archiveJob()];
    expect(await destination.deliver(job, unhurried())).toEqual({ kind: 'ambiguous', code: 'server.failed' });
    expect(await destination.deliver(job, unhurried())).toMatchObject({ kind: 'delivered' });
    expect(server.requests).toEqual(['PUT 500', 'PUT 200', 'HEAD 200']);
  });
});

describe('the strict server', () => {
  it.each([['a Buffer', () => Buffer.from('bytes')], ['a stream', () => Readable.from([Buffer.from('bytes')])]])(
    'refuses what the SDK sends by default for %s', async (_what, body) => {
      const server = await startS3();
      const client = new S3Client({
        endpoint: server.endpoint, region, forcePathStyle: true, maxAttempts: 1,
        credentials: { accessKeyId, secretAccessKey },
      });
      const put = client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: body(), ContentLength: 5 }));
      await expect(put).rejects.toThrow();
      expect(server.objects.size).toBe(0);
      client.destroy();
    });
});

describe('the test of a bucket', () => {
  it('puts, looks, fetches and removes a probe', async () => {
    const server = await startS3();
    expect(await destinationAt(server.endpoint).test(unhurried())).toEqual({ ok: true });
    expect(server.requests).toEqual(['PUT 200', 'HEAD 200', 'GET 200', 'DELETE 204']);
    expect(server.objects.size).toBe(0);
  });

  it('tells a wrong secret, key id, bucket and region apart', async () => {
    const { endpoint } = await startS3();
    const test = (change: Partial<S3Options>, secret = secretAccessKey) =>
      destinationAt(endpoint, change, async () => secret).test(unhurried());
    expect(await test({}, 'another')).toEqual({ ok: false, code: 's3.secretWrong' });
    expect(await test({ accessKeyId: 'AKIDOTHER' })).toEqual({ ok: false, code: 's3.secretWrong' });
    expect(await test({ bucket: 'other-bucket' }))
      .toEqual({ ok: false, code: 's3.bucketMissing', missing: ['other-bucket'] });
    expect(await test({ region: 'other-region-1' })).toEqual({ ok: false, code: 's3.regionWrong' });
  });

  it.each([['PUT', 's3:PutObject'], ['GET', 's3:GetObject'], ['DELETE', 's3:DeleteObject']])(
    'names the right that lacks when %s is denied', async (method, right) => {
      const { endpoint } = await startS3({ denied: [method] });
      expect(await destinationAt(endpoint).test(unhurried()))
        .toEqual({ ok: false, code: 's3.forbidden', missing: [right] });
    });

  it('tells that the clock is off, each time', async () => {
    const { endpoint } = await startS3({ clock: () => Date.now() + 3_600_000 });
    const destination = destinationAt(endpoint);
    for (const _ of [1, 2]) expect(await destination.test(unhurried())).toEqual({ ok: false, code: 'clock.wrong' });
  });

  it('tells a name that does not exist and a port that is closed', async () => {
    expect(await destinationAt('http://no-such-host.invalid').test(unhurried()))
      .toEqual({ ok: false, code: 'network.nameUnknown' });
    expect(await destinationAt(await closedPort()).test(unhurried())).toEqual({ ok: false, code: 'network.refused' });
  });

  it('tells a certificate that nobody vouches for', async () => {
    const { endpoint } = await startS3({ tls: selfSigned() });
    expect(await destinationAt(endpoint).test(unhurried())).toEqual({ ok: false, code: 'network.certificate' });
  });
});

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function selfSigned(): { key: string; cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '2',
    '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

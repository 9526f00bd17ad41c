/** Against s3rver, an S3 that others wrote: what it understands is not what we meant it to. */
import S3rver from 's3rver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBucket } from '../../../electron/destinations/s3-bucket.ts';
import { createS3Destination } from '../../../electron/destinations/s3.ts';
import type { S3Options } from '../../../shared/destinations.ts';
import { temporaryFolder } from '../profile.ts';
import { archiveJob, archiveKey, unhurried } from './archive-job.ts';

async function serve(): Promise<S3Options> {
  const server = new S3rver({
    address: '127.0.0.1', port: 0, directory: temporaryFolder(), silent: true, allowMismatchedSignatures: false,
    configureBuckets: [{ name: 'desk-archive' }],
  });
  const { port } = await server.run();
  onTestFinished(() => server.close());
  return {
    endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: 'desk-archive', prefix: 'house/',
    forcePathStyle: true, accessKeyId: 'S3RVER', sse: 'none', keyId: '',
  };
}

describe('a real S3 server', () => {
  it('takes an object, gives back the same bytes, and takes a repeat', async () => {
    const options = await serve();
    const destination = createS3Destination({
      name: 's3', options, secret: async () => 'S3RVER', archiveKey: () => archiveKey, fetch,
    });
    expect(await destination.test(unhurried())).toEqual({ ok: true });
    const job = archiveJob();
    const first = await destination.deliver(job, unhurried());
    expect(first.kind).toBe('delivered');
    expect(await destination.deliver(job, unhurried())).toEqual(first);
  });

  it('stores the bytes as they are, five megabytes of them too, and tells what is not there', async () => {
    const bucket = openBucket(await serve(), 'S3RVER', fetch, unhurried());
    const bytes = Buffer.alloc(5_000_000, 'archive');
    expect(await bucket.put('large', bytes, 'always')).toBe('created');
    expect(await bucket.fetchAndCompare('large', bytes)).toBe('same');
    expect(await bucket.compare('large', bytes.subarray(1))).toBe('differs');
    await bucket.remove('large');
    expect(await bucket.compare('large', bytes)).toBe('missing');
    bucket.close();
  });
});

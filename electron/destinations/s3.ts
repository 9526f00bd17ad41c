/** An archive in a bucket of S3 or of what speaks its language. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { S3Options } from '../../shared/destinations.ts';
import type { ArchiveObject } from './archive/archive-object.ts';
import { sealJob } from './archive/sealed-job.ts';
import type { Fetch } from './bitrix/client.ts';
import { cutOffCode } from './cut-off.ts';
import type { DeliveryOutcome, Destination, TestResult } from './destination.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { s3Failure, statusOf } from './s3-failure.ts';
import { bucketAccess } from './with-bucket.ts';

const PROBE_BYTES = 64;

/** `secret`: the secret access key, null when there is none; it may reject as a keychain does. */
export function createS3Destination(parts: {
  name: string; options: S3Options; secret: () => Promise<string | null>; archiveKey: () => Buffer; fetch: Fetch;
}): Destination {
  const { name, options, secret, archiveKey, fetch } = parts;

  const withBucket = bucketAccess(options, secret, fetch);

  return {
    name,
    async deliver(job, signal) {
      const sealed = await sealJob(job, archiveKey);
      if (!sealed.ok) return sealed.outcome;
      try {
        const outcome = await withBucket(signal, (bucket) => store(bucket, sealed.object, signal));
        return outcome === 'noSecret' ? { kind: 'parked', code: 'secret.missing', refuses: 'everything' } : outcome;
      } catch {
        // The keychain did not answer, so nothing was sent.
        return { kind: 'retry', code: signal.aborted ? cutOffCode(signal) : 'secret.unreadable' };
      }
    },
    async test(signal) {
      try {
        const result = await withBucket(signal, (bucket) => probe(bucket, options, signal));
        return result === 'noSecret' ? { ok: false, code: 'secret.missing' } : result;
      } catch {
        return { ok: false, code: signal.aborted ? cutOffCode(signal) : 'secret.unreadable' };
      }
    },
  };
}

/** Puts unless it is there, and believes nothing but what the bucket says it holds. */
async function store(bucket: S3Bucket, object: ArchiveObject, signal: AbortSignal): Promise<DeliveryOutcome> {
  const { key, bytes } = object;
  try {
    await putOnce(bucket, object);
    if ((await bucket.compare(key, bytes)) === 'same') return { kind: 'delivered', reference: key };
    // Under this key there can only be a stump of this very object: it is named by its own hash. So it is replaced.
    await bucket.put(key, bytes, 'always');
    const now = await bucket.compare(key, bytes);
    if (now === 'same') return { kind: 'delivered', reference: key };
    if (now === 'missing') return { kind: 'ambiguous', code: 'server.unexpected' };
    // Not for good: nothing was refused, and what broke the bytes may pass or be mended without a word to us.
    return { kind: 'retry', code: 'archive.differs' };
  } catch (error) {
    return signal.aborted ? { kind: 'ambiguous', code: cutOffCode(signal) } : s3Failure(error);
  }
}

/** Leaves an object that is there as it is, so that no second version of it is made in a bucket that keeps versions. */
async function putOnce(bucket: S3Bucket, { key, bytes }: ArchiveObject): Promise<void> {
  try {
    await bucket.put(key, bytes, 'unlessThere');
  } catch (error) {
    // A server that does not know If-None-Match. Repeating a put is harmless there: same key, same bytes.
    if (statusOf(error) !== 501) throw error;
    await bucket.put(key, bytes, 'always');
  }
}

/** Does all that deliveries and erasing need, with a few random bytes, and leaves nothing. */
async function probe(bucket: S3Bucket, options: S3Options, signal: AbortSignal): Promise<TestResult> {
  const key = `probe-${randomUUID()}`;
  const bytes = randomBytes(PROBE_BYTES);
  let doing = 's3:PutObject';
  try {
    await bucket.put(key, bytes, 'always');
    doing = 's3:GetObject';
    const seen = [await bucket.compare(key, bytes), await bucket.fetchAndCompare(key, bytes)];
    doing = 's3:DeleteObject';
    await bucket.remove(key);
    return seen.every((one) => one === 'same') ? { ok: true } : { ok: false, code: 'archive.differs' };
  } catch (error) {
    if (signal.aborted) return { ok: false, code: cutOffCode(signal) };
    const { code } = s3Failure(error);
    if (code === 's3.bucketMissing') return { ok: false, code, missing: [options.bucket] };
    return code === 's3.forbidden' ? { ok: false, code, missing: [doing] } : { ok: false, code };
  }
}

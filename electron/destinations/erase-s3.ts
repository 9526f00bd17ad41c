import type { S3Options } from '../../shared/destinations.ts';
import type { Fetch } from './bitrix/client.ts';
import { cutOffCode } from './cut-off.ts';
import type { EraseOutcome, Eraser } from './eraser.ts';
import type { S3Bucket, S3Version } from './s3-bucket.ts';
import { s3Failure, statusOf } from './s3-failure.ts';
import { bucketAccess } from './with-bucket.ts';

/** Every version of every object of a registration, delete markers included. `secret`: the secret access key. */
export function createS3Eraser(
  options: S3Options, secret: () => Promise<string | null>, fetch: Fetch,
): Eraser {
  const withBucket = bucketAccess(options, secret, fetch);
  return {
    async look({ registrationId }, signal) {
      try {
        const found = await withBucket(signal, (bucket) => bucket.versions(`${registrationId}/`));
        if (found === 'noSecret') return { kind: 'unknown', code: 'secret.missing' };
        return { kind: 'found', count: found.filter(({ marker }) => !marker).length };
      } catch (error) {
        return { kind: 'unknown', code: signal.aborted ? cutOffCode(signal) : codeOf(error) };
      }
    },
    async erase({ registrationId }, signal) {
      try {
        const outcome = await withBucket(signal, (bucket) => eraseAll(bucket, `${registrationId}/`));
        return outcome === 'noSecret' ? { kind: 'refused', code: 'secret.missing' } : outcome;
      } catch (error) {
        if (signal.aborted) return { kind: 'retry', code: cutOffCode(signal) };
        const failure = s3Failure(error);
        if (failure.kind === 'parked') return { kind: 'refused', code: failure.code };
        return { kind: 'retry', code: failure.code, ...('after' in failure ? { after: failure.after } : {}) };
      }
    },
  };
}

const codeOf = (error: unknown) => s3Failure(error).code;

/** One by one: deleting several in one request would send checksums that not every S3 knows. Then looks again. */
async function eraseAll(bucket: S3Bucket, prefix: string): Promise<EraseOutcome> {
  for (const version of await bucket.versions(prefix)) {
    if (!(await removed(bucket, version))) return { kind: 'refused', code: 'erase.locked' };
  }
  const left = await bucket.versions(prefix);
  return left.length === 0 ? { kind: 'erased', left: null } : { kind: 'refused', code: 'erase.locked' };
}

/** False where the bucket may list and write but refuses to delete: its object lock, or a right that it lacks. */
async function removed(bucket: S3Bucket, { key, versionId }: S3Version): Promise<boolean> {
  try {
    await bucket.remove(key, versionId);
    return true;
  } catch (error) {
    if (statusOf(error) === 403) return false;
    throw error;
  }
}

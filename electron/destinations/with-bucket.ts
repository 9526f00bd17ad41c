import type { S3Options } from '../../shared/destinations.ts';
import type { Fetch } from './bitrix/client.ts';
import { untilCutOff } from './cut-off.ts';
import type { S3Bucket } from './s3-bucket.ts';

export type WithBucket = <T>(signal: AbortSignal, work: (bucket: S3Bucket) => Promise<T>) => Promise<T | 'noSecret'>;

/**
 * Work with a bucket by a client of its own: nothing of the secret stays, and a change of it counts at once. `secret`:
 * the secret access key, null when there is none; it may reject as a keychain does, and so does the work then.
 */
export function bucketAccess(options: S3Options, secret: () => Promise<string | null>, fetch: Fetch): WithBucket {
  return async (signal, work) => {
    const secretKey = await untilCutOff(signal, secret); // a keychain may wait for somebody to unlock it
    if (secretKey === null || secretKey === '') return 'noSecret';
    const { openBucket } = await import('./s3-bucket.ts');
    const bucket = openBucket(options, secretKey, fetch, signal);
    try {
      return await work(bucket);
    } finally {
      bucket.close();
    }
  };
}

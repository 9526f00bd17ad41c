/** The few things we ask of a bucket, over the SDK. Imported late: loading it would slow the start of every desk. */
import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, ListObjectVersionsCommand,
  PutObjectCommand, S3Client, type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { S3Options } from '../../shared/destinations.ts';
import type { Fetch } from './bitrix/client.ts';
import { statusOf, StrangerAnswered } from './s3-failure.ts';
import { s3OverFetch } from './s3-over-fetch.ts';

/** `marker`: no object, but the note of one that was deleted. */
export type S3Version = { readonly key: string; readonly versionId?: string; readonly marker: boolean };

/** Every call rejects as the SDK does (s3-failure.ts reads that), also when the signal given at the start aborts. */
export type S3Bucket = {
  /** `exists`: there is an object of that key, which was left as it is; only with `unlessThere`. */
  put(key: string, bytes: Buffer, how: 'unlessThere' | 'always'): Promise<'created' | 'exists'>;
  /** Whether what lies under the key is these bytes; `missing` when nothing does. */
  compare(key: string, bytes: Buffer): Promise<'same' | 'differs' | 'missing'>;
  /** As `compare`, but always fetches the bytes. */
  fetchAndCompare(key: string, bytes: Buffer): Promise<'same' | 'differs'>;
  /** Rejects with a status of 404 where there is none. */
  get(key: string): Promise<Buffer>;
  /** One object; deleting several in one request would send checksums that not every S3 knows. */
  remove(key: string, versionId?: string): Promise<void>;
  /** Every version and delete marker under a prefix; where the bucket knows no versions, its objects. */
  versions(prefix: string): Promise<S3Version[]>;
  close(): void;
};

/** Keys are as given; the options' prefix is put before them here. */
export function openBucket(options: S3Options, secretAccessKey: string, fetch: Fetch, signal: AbortSignal): S3Bucket {
  const client = new S3Client({ ...clientConfig(options, secretAccessKey), requestHandler: s3OverFetch(fetch) });
  const at = (key: string) => ({ Bucket: options.bucket, Key: options.prefix + key });
  const until = { abortSignal: signal };

  async function fetchAndCompare(key: string, bytes: Buffer): Promise<'same' | 'differs'> {
    const { Body, ETag } = await client.send(new GetObjectCommand(at(key)), until);
    if (ETag === undefined) throw new StrangerAnswered();
    const stored = await Body?.transformToByteArray();
    return stored !== undefined && bytes.equals(stored) ? 'same' : 'differs';
  }

  const own = (key: string | undefined): string => (key ?? '').slice(options.prefix.length);

  async function versions(prefix: string): Promise<S3Version[]> {
    const all: S3Version[] = [];
    let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
    try {
      for (;;) {
        const page = await client.send(
          new ListObjectVersionsCommand({ Bucket: options.bucket, Prefix: options.prefix + prefix, ...marker }), until,
        );
        const of = (list: readonly { Key?: string | undefined; VersionId?: string | undefined }[] | undefined, marker: boolean) =>
          (list ?? []).map(({ Key, VersionId }) => ({ key: own(Key), marker, ...(VersionId === undefined ? {} : { versionId: VersionId }) }));
        all.push(...of(page.Versions, false), ...of(page.DeleteMarkers, true));
        if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return all;
        const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
        marker = { KeyMarker, ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }) };
      }
    } catch (error) {
      // A look-alike that knows no versions keeps none.
      if (![400, 405, 501].includes(statusOf(error) ?? 0)) throw error;
      return objects(prefix);
    }
  }

  async function objects(prefix: string): Promise<S3Version[]> {
    const all: S3Version[] = [];
    let token: { ContinuationToken?: string } = {};
    for (;;) {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: options.bucket, Prefix: options.prefix + prefix, ...token }), until,
      );
      all.push(...(page.Contents ?? []).map(({ Key }) => ({ key: own(Key), marker: false })));
      if (page.IsTruncated !== true || page.NextContinuationToken === undefined) return all;
      token = { ContinuationToken: page.NextContinuationToken };
    }
  }

  return {
    async put(key, bytes, how) {
      const sent = new PutObjectCommand({
        // A Buffer, never a stream: streams are sent as `aws-chunked`, which some servers store chunk headers and all.
        ...at(key), Body: bytes, ContentLength: bytes.length, ContentType: 'application/octet-stream',
        ContentMD5: createHash('md5').update(bytes).digest('base64'), ...encryption(options),
        ...(how === 'unlessThere' ? { IfNoneMatch: '*' } : {}),
      });
      try {
        await client.send(sent, until);
        return 'created';
      } catch (error) {
        if (how === 'unlessThere' && statusOf(error) === 412) return 'exists';
        throw error;
      }
    },
    async compare(key, bytes) {
      try {
        const { ETag, ContentLength } = await client.send(new HeadObjectCommand(at(key)), until);
        // Every S3 gives its objects a tag. What a stranger shows must not pass for other bytes of ours.
        if (ETag === undefined) throw new StrangerAnswered();
        if (ContentLength !== undefined && ContentLength !== bytes.length) return 'differs';
        // The server's own MD5 of what it stored. Under aws:kms, and with some servers, the tag is something else.
        if (ETag.replaceAll('"', '') === createHash('md5').update(bytes).digest('hex')) return 'same';
      } catch (error) {
        if (statusOf(error) === 404) return 'missing';
        throw error;
      }
      return fetchAndCompare(key, bytes);
    },
    fetchAndCompare,
    async get(key) {
      const { Body } = await client.send(new GetObjectCommand(at(key)), until);
      return Buffer.from(await Body?.transformToByteArray() ?? []);
    },
    async remove(key, versionId) {
      const one = versionId === undefined ? at(key) : { ...at(key), VersionId: versionId };
      await client.send(new DeleteObjectCommand(one), until);
    },
    versions,
    close: () => client.destroy(),
  };
}

/** Everything that the SDK would otherwise take from this person's environment or ~/.aws is said here. */
function clientConfig(options: S3Options, secretAccessKey: string): S3ClientConfig {
  const { endpoint, region, forcePathStyle, accessKeyId } = options;
  return {
    endpoint, region, forcePathStyle, credentials: { accessKeyId, secretAccessKey },
    // The defaults send CRC32 headers and trailers, which look-alikes of S3 refuse or, worse, store.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    // The courier repeats, with its own waits; two layers of it would multiply.
    maxAttempts: 1, retryMode: 'standard',
    // Chromium lets nobody set this header, and objects are small.
    expectContinueHeader: false,
    useDualstackEndpoint: false, useFipsEndpoint: false, useArnRegion: false, disableMultiregionAccessPoints: true,
    disableS3ExpressSessionAuth: true, defaultsMode: 'standard', authSchemePreference: ['sigv4'],
    userAgentAppId: 'kakdoma-desk',
  };
}

function encryption({ sse, keyId }: S3Options) {
  if (sse === 'none') return {};
  return { ServerSideEncryption: sse, ...(sse === 'aws:kms' && keyId !== '' ? { SSEKMSKeyId: keyId } : {}) };
}

import type { DeliveryCode } from '../../shared/delivery.ts';
import type { DeliveryOutcome } from './destination.ts';
import { networkFailure } from './network-failure.ts';
import { retryAfterOf } from './retry-after.ts';

/** Everything but `delivered`. */
export type S3Failure = Exclude<DeliveryOutcome, { kind: 'delivered' }>;

/** Whoever answered is no S3: a login page of the house's network, say, which says yes to everything. */
export class StrangerAnswered extends Error {
  constructor() {
    super('an object was shown without a tag');
    this.name = 'StrangerAnswered';
  }
}

const needsPerson = (code: DeliveryCode): S3Failure => ({ kind: 'parked', code, refuses: 'everything' });
const passes = (code: DeliveryCode): S3Failure => ({ kind: 'retry', code });

/** Codes of S3's XML answers (Amazon S3 API Reference, "Error responses"), as AWS and its look-alikes use them. */
const BY_NAME: Readonly<Record<string, S3Failure>> = {
  AccessDenied: needsPerson('s3.forbidden'), AllAccessDisabled: needsPerson('s3.forbidden'),
  AccountProblem: needsPerson('s3.forbidden'), NotSignedUp: needsPerson('s3.forbidden'),
  InvalidAccessKeyId: needsPerson('s3.secretWrong'), SignatureDoesNotMatch: needsPerson('s3.secretWrong'),
  ExpiredToken: needsPerson('s3.secretWrong'), InvalidToken: needsPerson('s3.secretWrong'),
  NoSuchBucket: needsPerson('s3.bucketMissing'), InvalidBucketName: needsPerson('s3.bucketMissing'),
  PermanentRedirect: needsPerson('s3.regionWrong'), TemporaryRedirect: needsPerson('s3.regionWrong'),
  AuthorizationHeaderMalformed: needsPerson('s3.regionWrong'),
  IllegalLocationConstraintException: needsPerson('s3.regionWrong'),
  QuotaExceeded: passes('s3.full'), XMinioStorageFull: passes('s3.full'), InsufficientCapacity: passes('s3.full'),
  // Mended by whoever sets the clock, without a word to us.
  RequestTimeTooSkewed: passes('clock.wrong'), RequestExpired: passes('clock.wrong'),
  SlowDown: passes('server.busy'), ServiceUnavailable: passes('server.busy'), TooManyRequests: passes('server.busy'),
  ThrottlingException: passes('server.busy'), OperationAborted: passes('server.busy'),
  ConditionalRequestConflict: passes('server.busy'),
  BadDigest: passes('network.broken'), IncompleteBody: passes('network.broken'),
  RequestTimeout: passes('network.timedOut'),
};

/** What an error of the SDK means. A write that was answered with 5xx or not at all may have happened. */
export function s3Failure(error: unknown): S3Failure {
  if (error instanceof StrangerAnswered) return { kind: 'ambiguous', code: 'server.unexpected' };
  const status = statusOf(error);
  return status === undefined || status < 300 ? withoutAnswer(error) : withAnswer(error, status);
}

/** The status of the answer that the SDK made an error of; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode;
}

function withAnswer(error: unknown, status: number): S3Failure {
  const name = error instanceof Error ? error.name : '';
  const known = BY_NAME[name];
  if (known) return withWait(known, error);
  if (status === 403) return needsPerson('s3.forbidden');
  if (status === 401) return needsPerson('s3.secretWrong');
  if (status === 404) return needsPerson('s3.bucketMissing');
  if (status === 301 || status === 307) return needsPerson('s3.regionWrong');
  if (status === 507) return passes('s3.full');
  if (status === 408) return { kind: 'ambiguous', code: 'network.timedOut' };
  if (status === 429 || status === 503) return withWait(passes('server.busy'), error);
  if (status === 501 || (status >= 400 && status < 500)) return needsPerson('s3.refused');
  return status >= 500 ? { kind: 'ambiguous', code: 'server.failed' } : passes('server.unexpected');
}

function withoutAnswer(error: unknown): S3Failure {
  const { code, sent } = networkFailure(error);
  return { kind: sent === 'no' ? 'retry' : 'ambiguous', code };
}

/** Adds what `Retry-After` asks for. */
function withWait(failure: S3Failure, error: unknown): S3Failure {
  if (failure.kind !== 'retry' || !(error instanceof Error) || !('$response' in error)) return failure;
  const { headers } = error.$response as { headers?: Record<string, string> };
  const after = retryAfterOf(new Headers(headers), Date.now());
  return after === undefined ? failure : { ...failure, after };
}

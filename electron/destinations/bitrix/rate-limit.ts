import type { Clock } from '../../clock.ts';

/** Requests per second and burst; Bitrix24 documents 2 and 50, and 5 and 250 for Enterprise (limits.md). */
export type RateLimit = { readonly perSecond: number; readonly burst: number };
const USUAL: RateLimit = { perSecond: 2, burst: 50 };

/** The leaky buckets of all portals: one for each host, whoever calls it. */
export type PortalLimits = {
  /** Resolves when a request may be sent, in the order of asking; false when `signal` aborted before. */
  take(host: string, signal: AbortSignal): Promise<boolean>;
  /** The portal has said that it is full, because others behind our address call it too. */
  full(host: string): void;
};

type Bucket = { level: number; at: number; turn: Promise<unknown> };

export function createPortalLimits(options: { clock: Clock; limit?: RateLimit }): PortalLimits {
  const { clock, limit = USUAL } = options;
  const buckets = new Map<string, Bucket>();

  function bucketOf(host: string): Bucket {
    const known = buckets.get(host);
    if (known) return known;
    const bucket = { level: 0, at: clock.now(), turn: Promise.resolve() };
    buckets.set(host, bucket);
    return bucket;
  }

  /** A clock that went back leaks nothing and, as `at` follows it, holds nothing up either. */
  function leak(bucket: Bucket): void {
    const now = clock.now();
    bucket.level = Math.max(0, bucket.level - (Math.max(0, now - bucket.at) / 1000) * limit.perSecond);
    bucket.at = now;
  }

  async function fill(bucket: Bucket, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted) return false;
      leak(bucket);
      const over = bucket.level + 1 - limit.burst;
      if (over <= 0) break;
      await clock.wait(Math.ceil((over / limit.perSecond) * 1000), signal);
    }
    bucket.level += 1;
    return true;
  }

  return {
    take(host, signal) {
      const bucket = bucketOf(host);
      const taken = bucket.turn.then(() => fill(bucket, signal));
      bucket.turn = taken;
      return taken;
    },
    full(host) {
      const bucket = bucketOf(host);
      leak(bucket);
      bucket.level = limit.burst;
    },
  };
}

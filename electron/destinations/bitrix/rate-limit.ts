import type { BitrixOptions } from '../../../shared/destinations.ts';
import type { Clock } from '../../clock.ts';

/** Requests per second and burst, as Bitrix24 documents them (limits.md). */
export type RateLimit = { readonly perSecond: number; readonly burst: number };
const USUAL: RateLimit = { perSecond: 2, burst: 50 };
const ENTERPRISE: RateLimit = { perSecond: 5, burst: 250 };

export const rateLimitOf = ({ enterprise }: BitrixOptions): RateLimit => (enterprise ? ENTERPRISE : USUAL);

/**
 * The leaky buckets of all portals: one for each host, whoever calls it. Callers whose settings differ keep to their
 * own limit each; one that is too high ends with the portal saying so, see `full`.
 */
export type PortalLimits = {
  /** Resolves when a request may be sent, in the order of asking; false when `signal` aborted before. */
  take(host: string, limit: RateLimit, signal: AbortSignal): Promise<boolean>;
  /** The portal has said that it is full, because others behind our address call it too. */
  full(host: string, limit: RateLimit): void;
};

type Bucket = { level: number; at: number; turn: Promise<unknown> };

export function createPortalLimits({ clock }: { clock: Clock }): PortalLimits {
  const buckets = new Map<string, Bucket>();

  function bucketOf(host: string): Bucket {
    const known = buckets.get(host);
    if (known) return known;
    const bucket = { level: 0, at: clock.now(), turn: Promise.resolve() };
    buckets.set(host, bucket);
    return bucket;
  }

  /** A clock that went back leaks nothing and, as `at` follows it, holds nothing up either. */
  function leak(bucket: Bucket, limit: RateLimit): void {
    const now = clock.now();
    bucket.level = Math.max(0, bucket.level - (Math.max(0, now - bucket.at) / 1000) * limit.perSecond);
    bucket.at = now;
  }

  async function fill(bucket: Bucket, limit: RateLimit, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted) return false;
      leak(bucket, limit);
      const over = bucket.level + 1 - limit.burst;
      if (over <= 0) break;
      await clock.wait(Math.ceil((over / limit.perSecond) * 1000), signal);
    }
    bucket.level += 1;
    return true;
  }

  return {
    take(host, limit, signal) {
      const bucket = bucketOf(host);
      const taken = bucket.turn.then(() => fill(bucket, limit, signal));
      bucket.turn = taken;
      return taken;
    },
    full(host, limit) {
      const bucket = bucketOf(host);
      leak(bucket, limit);
      bucket.level = limit.burst;
    },
  };
}

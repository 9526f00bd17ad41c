/** A bucket that misbehaves as often as it is told: requests refused, unheard, cut off, answered by somebody else. */
import { openS3, type Fault, type S3Server } from '../servers/s3.ts';
import type { seeded } from './random.ts';
import { count, type Tally } from './tally.ts';

/** By the name they are counted under. Those that hang take a real minute each, and the portal's have that shown. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'PUT done and unheard': 'commitAndDrop', 'connection cut': 'reset', 'login page': 'html',
  'SlowDown': { status: 503, code: 'SlowDown' }, '429': { status: 429 }, '504': { status: 504 }, '500': { status: 500 },
};

export type UnrulyBucket = Pick<S3Server, 'endpoint' | 'objects' | 'close'> & {
  /** From now on so many faults, one of them at most storing other bytes than were sent. */
  misbehave(times: number): void;
};

export async function openUnrulyBucket(random: ReturnType<typeof seeded>, tally: Tally): Promise<UnrulyBucket> {
  let left = 0;
  let mayGarble = false;

  function next(method: string): [string, Fault] {
    if (method === 'PUT' && mayGarble && random.chance(0.2)) {
      mayGarble = false;
      return ['other bytes stored', 'garble'];
    }
    return random.pick(Object.entries(FAULTS));
  }

  const server = await openS3({
    misbehave(method) {
      if (left === 0 || !random.chance(0.3)) return null;
      left -= 1;
      const [name, fault] = next(method);
      count(tally.mischief, `bucket: ${name}`);
      return fault;
    },
  });
  return {
    endpoint: server.endpoint, objects: server.objects, close: server.close,
    misbehave(times) {
      left = times;
      mayGarble = true;
    },
  };
}

/** From Confirm to what an administrator decrypts, over the real courier, with a bucket that fails again and again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { decryptObjects, type KeySource } from '../../../electron/cli/archive-commands.ts';
import { createDeskDestinations } from '../../../electron/destinations/desk-destinations.ts';
import { createCourier } from '../../../electron/outbox/courier.ts';
import type { DestinationSettings } from '../../../shared/destinations.ts';
import { DEFAULT_POLICY } from '../../../shared/policy.ts';
import { startS3 } from '../../servers/s3-of-a-test.ts';
import { BUCKET, CREDENTIALS, type Fault } from '../../servers/s3.ts';
import { openProfile, temporaryFolder } from '../profile.ts';
import { confirmInput, draftOf } from '../specimens.ts';

const GUESTS = 8;
/** Between two looks at the outbox. */
const LOOK_EVERY_MS = 25;

const FAULTS: readonly Fault[] = [
  'commitAndDrop', 'reset', { status: 503, code: 'SlowDown' }, { status: 500, code: 'InternalError' }, 'commitAndDrop',
  { status: 429 }, 'html', 'garble', { status: 504 }, 'reset', { status: 403, code: 'RequestTimeTooSkewed' },
];

async function deskWithArchives() {
  const [profile, server, path] = [await openProfile(), await startS3(), temporaryFolder()];
  const { keychain, storage, log } = profile;
  const { accessKeyId, region, secretAccessKey } = CREDENTIALS;
  await keychain.set('destination/s3-1', secretAccessKey);
  const settings: DestinationSettings[] = [
    { id: 'folder-1', kind: 'folder', name: 'Archive', on: true, options: { path } },
    { id: 's3-1', kind: 's3', name: 'Storage', on: true, options: {
      endpoint: server.endpoint, region, bucket: BUCKET, prefix: '', forcePathStyle: true, accessKeyId,
      sse: 'none', keyId: '',
    } },
  ];
  const courier = createCourier({ storage, log, settled: () => undefined });
  courier.serve(createDeskDestinations({ keychain, storage, log, fetch, version: '0.0.0', policy: () => DEFAULT_POLICY }).served(settings));
  return { profile, server, path, courier };
}

async function idsDecrypted(folder: string, from: KeySource): Promise<string[]> {
  const out = temporaryFolder();
  const silent = { print: () => undefined, tell: () => undefined };
  expect(await decryptObjects([folder], out, from, silent)).toBe(0);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return texts.map((text) => (JSON.parse(text) as { id: string }).id).toSorted();
}

describe('the archive of a desk', () => {
  it('has every confirmed registration once, in the folder and in a bucket that keeps failing', async () => {
    const { profile, server, path, courier } = await deskWithArchives();
    server.fail('PUT', ...FAULTS);
    server.fail('HEAD', 'reset', { status: 503 }, 'commitAndDrop');
    const ids: string[] = [];
    for (let guest = 1; guest <= GUESTS; guest += 1) {
      const input = confirmInput(draftOf({ documentNumber: `AA${guest}` }), { destinations: ['folder-1', 's3-1'] });
      ids.push((await profile.registrations.confirm(input)).registrationId);
      courier.kick();
    }
    // A person who presses Retry now rather than wait for the backoff.
    while ((await profile.registrations.deliveryCounts()).length > 0) {
      await wait(LOOK_EVERY_MS);
      courier.retryNow();
    }
    await courier.stop();

    const keychain = { from: 'keychain', keychain: profile.keychain } as const;
    expect(await idsDecrypted(path, keychain)).toEqual(ids.toSorted());
    expect([...server.objects.keys()].map((key) => key.split('/')[1]).toSorted()).toEqual(ids.toSorted());
    // The garbled one was replaced, which a bucket with versions keeps as a second.
    const versions = [...server.objects.values()].map(({ length }) => length).toSorted();
    expect(versions.slice(0, -1)).toEqual(ids.slice(1).map(() => 1));
    expect(server.requests.filter((request) => /^PUT (5|4)/.test(request)).length).toBeGreaterThan(4);
  });
});

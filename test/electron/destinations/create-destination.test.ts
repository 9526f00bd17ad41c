import { NEW_BITRIX } from '../../../shared/destinations.ts';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDestination } from '../../../electron/destinations/create-destination.ts';
import type { Destination } from '../../../electron/destinations/destination.ts';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { startS3 } from '../../servers/s3-of-a-test.ts';
import { BUCKET, CREDENTIALS } from '../../servers/s3.ts';
import { temporaryFolder } from '../profile.ts';
import { archiveJob, archiveKey, unhurried } from './archive-job.ts';

const bitrix = (): Destination => { throw new Error('no Bitrix24 is among these settings'); };

describe('a destination of the settings', () => {
  it('that is a folder is served from its path, without a secret', async () => {
    const path = temporaryFolder();
    const keychain = createMemoryKeychain();
    const destination = createDestination(
      { id: 'folder-1', kind: 'folder', name: 'Archive', on: true, options: { path } },
      { keychain, archiveKey: () => archiveKey, fetch, bitrix },
    );
    const job = archiveJob();
    expect(destination.name).toBe('folder-1');
    expect(await destination.deliver(job, unhurried())).toMatchObject({ kind: 'delivered' });
    expect(readdirSync(path)).toEqual([job.registrationId]);
  });

  it('that is an S3 takes its secret from the keychain, the one of the moment', async () => {
    const [{ endpoint }, keychain] = [await startS3(), createMemoryKeychain()];
    const { accessKeyId, region, secretAccessKey } = CREDENTIALS;
    const destination = createDestination({
      id: 's3-1', kind: 's3', name: 'Storage', on: true, options: {
        endpoint, region, bucket: BUCKET, prefix: '', forcePathStyle: true, accessKeyId, sse: 'none', keyId: '',
      },
    }, { keychain, archiveKey: () => archiveKey, fetch, bitrix });
    expect(await destination.test(unhurried())).toEqual({ ok: false, code: 'secret.missing' });
    await keychain.set('destination/s3-1', 'mistyped');
    expect(await destination.test(unhurried())).toEqual({ ok: false, code: 's3.secretWrong' });
    await keychain.set('destination/s3-1', secretAccessKey);
    expect(await destination.test(unhurried())).toEqual({ ok: true });
  });

  it('that is a Bitrix24 is given the secret of its id', async () => {
    const keychain = createMemoryKeychain();
    await keychain.set('destination/bitrix-1', 'webhook');
    const told: unknown[] = [];
    const stand = createDestination({ id: 'folder-2', kind: 'folder', name: 'F', on: true, options: { path: '/srv' } },
      { keychain, archiveKey: () => archiveKey, fetch, bitrix });
    const made = createDestination({ id: 'bitrix-1', kind: 'bitrix', name: 'CRM', on: true, options: NEW_BITRIX }, {
      keychain, archiveKey: () => archiveKey, fetch,
      bitrix: ({ name, secret }) => { told.push(name, secret()); return stand; },
    });
    expect(made).toBe(stand);
    expect(await Promise.all(told)).toEqual(['bitrix-1', 'webhook']);
  });
});

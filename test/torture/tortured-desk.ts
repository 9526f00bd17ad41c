/** A desk that dies, as a killed process does, at a step of its way that is told beforehand. */
import { join } from 'node:path';
import type { Clock } from '../../electron/clock.ts';
import { createCaptures } from '../../electron/capture/captures.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { createBitrixDestination } from '../../electron/destinations/bitrix/bitrix.ts';
import type { Fetch } from '../../electron/destinations/bitrix/client.ts';
import { openPepper } from '../../electron/destinations/bitrix/passport-hash.ts';
import { createPortalLimits } from '../../electron/destinations/bitrix/rate-limit.ts';
import type { Destination } from '../../electron/destinations/destination.ts';
import { createFolderDestination } from '../../electron/destinations/folder.ts';
import { createS3Destination } from '../../electron/destinations/s3.ts';
import type { Log } from '../../electron/log.ts';
import { createCourier } from '../../electron/outbox/courier.ts';
import { createRegistrations } from '../../electron/records/registrations.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { CRM_FIELDS } from '../../shared/policy.ts';
import { BUCKET, CREDENTIALS } from '../servers/s3.ts';
import { createScriptedOcr } from '../electron/scripted-ocr.ts';
import { confirmInput, draftOf } from '../electron/specimens.ts';

export const DESTINATIONS = ['crm', 'folder', 'bucket'] as const;
/** The template of the portal that the number goes into. */
export const PRESET = { id: 3, name: 'Natural person', active: true, fields: ['RQ_IDENT_DOC_NUM'] };
export type Guest = { readonly draftId: string; readonly surname: string; readonly number: string };

/** A name of its own for each round, of letters alone as in a zone. */
export function surnameOf(seed: number, round: number): string {
  const letters = (n: number): string => [...String(n)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('');
  return `GUEST ${letters(seed)} ${letters(round)}`;
}

/** Every step that such a desk takes. */
export const STEPS = [
  'before confirm', 'after confirm', 'claimed for crm', 'claimed for folder', 'before crm.item.fields',
  'after crm.item.fields', 'before crm.requisite.add', 'after crm.requisite.add', 'before batch', 'after batch', 'before crm.item.add', 'after crm.item.add',
  'before crm.item.list', 'after crm.item.list', 'before crm.item.update', 'after crm.item.update',
  'outcome of crm not yet noted', 'outcome of folder not yet noted', 'claimed for bucket', 'before PUT', 'after PUT',
  'before HEAD', 'after HEAD', 'outcome of bucket not yet noted',
] as const;

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** `step` is told the name of each step before it is taken and returns only if the desk is to live on. */
export async function openTorturedDesk(parts: {
  folder: string; archive: string; keychain: Keychain; webhook: string; endpoint: string;
  fetch: Fetch; fetchFromBucket: Fetch; clock: Clock;
  random: () => number; step: (name: string) => Promise<void>; log?: Log;
}) {
  const { folder, archive, keychain, webhook, endpoint, clock, random, step, log = silent } = parts;
  const storage = createStorage({ folder, keychain, log });
  const captures = createCaptures({ storage, ocr: createScriptedOcr(), log, now: clock.now });
  const registrations = createRegistrations({ storage, captures, log, now: clock.now });
  const courier = createCourier({ storage, log, clock, random, settled: () => {} });

  const steppedFetch = (fetch: Fetch, nameOf: (url: string, init: RequestInit) => string): Fetch => async (url, init) => {
    const name = nameOf(url, init);
    await step(`before ${name}`);
    const response = await fetch(url, init);
    await step(`after ${name}`);
    return response;
  };
  const fetch = steppedFetch(parts.fetch, (url) => url.split('/').at(-1) ?? '');
  const fetchFromBucket = steppedFetch(parts.fetchFromBucket, (_url, { method }) => method ?? '');

  const stepped = (destination: Destination): Destination => ({
    ...destination,
    async deliver(job, signal) {
      await step(`claimed for ${destination.name}`);
      const outcome = await destination.deliver(job, signal);
      await step(`outcome of ${destination.name} not yet noted`);
      return outcome;
    },
  });

  const state = await storage.open();
  if (state.kind !== 'ready') throw new Error(`storage did not open: ${state.code}`);
  courier.serve([
    stepped(createBitrixDestination({
      name: 'crm', secret: async () => webhook, pepper: () => openPepper(keychain), fetch, clock, log,
      crmFields: () => CRM_FIELDS, limits: createPortalLimits({ clock }), options: { enterprise: false, numberPreset: PRESET.id }, userAgent: 'KakdomaDesk/torture',
    })),
    stepped(createFolderDestination({
      name: 'folder', folder: archive, archiveKey: () => storage.opened().keys.archive,
    })),
    stepped(createS3Destination({
      name: 'bucket', fetch: fetchFromBucket, archiveKey: () => storage.opened().keys.archive,
      secret: async () => CREDENTIALS.secretAccessKey,
      options: {
        endpoint, region: CREDENTIALS.region, bucket: BUCKET, prefix: '', forcePathStyle: true,
        accessKeyId: CREDENTIALS.accessKeyId, sse: 'none', keyId: '',
      },
    })),
  ]);

  return {
    courier, storage, database: join(folder, 'desk.db'),
    async confirm({ draftId, surname, number }: Guest): Promise<string> {
      await step('before confirm');
      const input = confirmInput(draftOf({ surname, documentNumber: number }), { draftId, destinations: DESTINATIONS });
      const { registrationId } = await registrations.confirm(input);
      await step('after confirm');
      courier.kick();
      return registrationId;
    },
  };
}

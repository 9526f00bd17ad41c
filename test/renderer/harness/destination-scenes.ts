/** Destinations and deliveries of guests who do not exist. */
import { NEW_BITRIX } from '../../../shared/destinations.ts';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import type { DeliveryHistory, DeliveryRow } from '../../../shared/delivery.ts';
import { REGISTRATIONS } from './scenes.ts';

const SET = Date.UTC(2026, 10, 21, 6, 30);
const [FIRST, SECOND] = REGISTRATIONS;

export const CRM: DestinationCard = {
  id: 'bitrix-1', kind: 'bitrix', name: 'CRM', on: true, options: NEW_BITRIX, secret: { kind: 'set', at: SET },
};
export const BUCKET: DestinationCard = {
  id: 's3-1', kind: 's3', name: 'Bucket', on: false, secret: { kind: 'missing' },
  options: {
    endpoint: 'https://s3.example', region: 'ru-1', bucket: 'guests', prefix: '', forcePathStyle: true,
    accessKeyId: 'AKID', sse: 'none', keyId: '',
  },
};
export const LACKING = { 'bitrix-1': { ok: false, code: 'bitrix.fieldMissing', missing: ['UF_CRM_PASSPORT_HASH'] } } as const;

export const delivery = (id: number, change: Partial<DeliveryRow> = {}): DeliveryHistory => ({
  delivery: {
    id, registrationId: (id === 1 ? FIRST : SECOND)?.id ?? '', destinationId: 'bitrix-1', surname: `GUEST${String(id)}`,
    givenNames: '', state: 'delivered', code: null, attempts: 2, createdAt: SET, nextTryAt: null, deliveredAt: SET,
    ...change,
  },
  attempts: [
    { at: SET, outcome: 'delivered', code: null }, { at: SET - 9000, outcome: 'retry', code: 'network.offline' },
  ],
});
export const PARKED = delivery(2, { state: 'parked', code: 'bitrix.valueRefused', deliveredAt: null });
export const STUCK = {
  destinations: [{
    id: 'bitrix-1', name: 'CRM', deliveredToday: 1, waiting: 0, parked: 1, mendable: 0, code: 'bitrix.valueRefused',
  }],
} as const;
/** As `STUCK`, but for a reason that can be mended in the settings. */
export const HELD_UP = { destinations: [{ ...STUCK.destinations[0], mendable: 1, code: 'bitrix.webhookRefused' }] } as const;

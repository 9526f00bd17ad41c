import type { CaptureState, CaptureSummary } from '../../../shared/capture.ts';
import { draftFromReading } from '../../../shared/draft.ts';
import type { Reading } from '../../../shared/reading.ts';
import type { Registration, Stay } from '../../../shared/registration.ts';
import type { Scene } from './memory-bridge.ts';
import {
  DOUBTS,
  ERIKSSON,
  NOTHING_READ,
  PICTURE_IDS,
  readingOf,
  SMIRNOVA,
  STEVENSON,
  type Specimen,
} from './specimens.ts';

/** Half past nine of the reading day, in the machine's own zone. */
const MORNING = new Date(2026, 10, 21, 9, 30).getTime();

export function capture(
  id: string,
  number: number,
  state: CaptureState,
  reading: Reading | null = null,
  title: string | null = null,
): { summary: CaptureSummary; reading: Reading | null } {
  const source = (['scanner', 'drop', 'camera', 'file'] as const)[number % 4] ?? 'file';
  return { summary: { id, source, capturedAt: MORNING + number * 97_000, number, state, title }, reading };
}

const read = (reading: Reading): CaptureState => ({
  kind: 'read',
  status: reading.status,
  documents: reading.documents.length,
});

const SURE = readingOf(ERIKSSON);
const CHECK = readingOf(ERIKSSON, { doubts: DOUBTS, quality: ['glare'] });
const CARD = readingOf(STEVENSON);
const RUSSIAN = readingOf(SMIRNOVA);

export const CAPTURES = {
  sure: capture(PICTURE_IDS.eriksson, 1, read(SURE), SURE, 'ERIKSSON ANNA MARIA'),
  check: capture('55555555-5555-4555-8555-555555555555', 2, read(CHECK), CHECK, 'ERIKSSON ANNA MARIA'),
  card: capture(PICTURE_IDS.stevenson, 3, read(CARD), CARD, 'STEVENSON PETER JOHN'),
  russian: capture(PICTURE_IDS.smirnova, 4, read(RUSSIAN), RUSSIAN, 'СМИРНОВА МАРИЯ ИВАНОВНА'),
  nothing: capture(PICTURE_IDS.blank, 5, read(NOTHING_READ), NOTHING_READ),
  parked: capture('66666666-6666-4666-8666-666666666666', 6, { kind: 'parked', code: 'ocr.timedOut' }),
  reading: capture('77777777-7777-4777-8777-777777777777', 7, { kind: 'reading', fraction: 0.4 }),
  waiting: capture('88888888-8888-4888-8888-888888888888', 8, { kind: 'captured' }),
} as const;

export function registration(specimen: Specimen, number: number, stay: Partial<Stay> = {}): Registration {
  const [document] = readingOf(specimen).documents;
  if (document === undefined) throw new Error('a specimen always reads');
  const id = `99999999-9999-4999-8999-${String(number).padStart(12, '0')}`;
  return {
    ...draftFromReading(document),
    id,
    residentId: id,
    confirmedAt: MORNING - number * 40_000_000,
    source: 'scanner',
    captureId: null,
    checks: {},
    stay: { room: '', arrival: '', departure: '', phone: '', note: '', ...stay },
  };
}

const earlierEriksson = registration(ERIKSSON, 9, { room: '12', phone: '+7 900 000-00-00', note: 'Quiet room' });

/** A guest whose given names were corrected last time. */
export const EARLIER: Scene['earlier'] = [
  {
    why: 'document',
    registration: {
      ...earlierEriksson,
      fields: { ...earlierEriksson.fields, givenNames: { value: 'ANNA MARIA ELISABET', origin: 'typed' } },
    },
  },
];

export const REGISTRATIONS: readonly Registration[] = [
  registration(ERIKSSON, 1, {
    room: '204',
    arrival: '2026-11-20',
    departure: '2026-11-24',
    phone: '+7 900 000-00-00',
    note: 'Late arrival',
  }),
  registration(SMIRNOVA, 2, { room: '11', arrival: '2026-11-19' }),
  registration(STEVENSON, 3),
  ...Array.from({ length: 12 }, (_, index) =>
    registration(index % 2 === 0 ? STEVENSON : ERIKSSON, index + 4, { room: String(100 + index) }),
  ),
];

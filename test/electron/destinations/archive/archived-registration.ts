import { randomUUID } from 'node:crypto';
import type { Registration } from '../../../../shared/registration.ts';
import { readDraft } from '../../specimens.ts';

/** The specimen, confirmed. */
export function archivedRegistration(): Registration {
  return {
    ...readDraft(), id: randomUUID(), residentId: '00000000-0000-4000-8000-000000000002',
    confirmedAt: 1_790_000_000_000, source: 'typed', captureId: null, checks: { documentNumber: 'right' },
  };
}

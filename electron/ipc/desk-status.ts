import type { DeskStatus } from '../../shared/contract.ts';
import type { Storage } from '../db/storage.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import type { Registrations } from '../records/registrations.ts';

/** What the strip at the bottom tells, put together from what each part says of itself. */
export async function deskStatus(parts: { storage: Storage; ocr: OcrPort; registrations: Registrations }): Promise<DeskStatus> {
  const storage = parts.storage.state();
  const open = storage.kind === 'ready';
  return {
    storage,
    reader: parts.ocr.state(),
    destinations: open ? await parts.registrations.deliveryCounts() : [],
    registrationsToday: open ? await parts.registrations.countToday() : 0,
  };
}
